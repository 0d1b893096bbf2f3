//! The tools that an assistant can call, over the Model Context Protocol.
