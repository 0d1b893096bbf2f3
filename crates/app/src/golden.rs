//! Files that the code must agree with: a stale one is rewritten, and the test then fails.

use std::path::Path;

/// Compares `fresh` with the file at `path` (from this crate's folder).
pub fn check(path: &Path, fresh: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    if found != fresh {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, fresh).unwrap();
        panic!("`{}` was stale: it is rewritten now, look at the change and run the tests again", path.display());
    }
}
