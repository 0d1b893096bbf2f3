//! Pages as pure functions from what the views found to HTML.
