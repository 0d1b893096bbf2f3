// What a browser can do besides; every page works without it.
