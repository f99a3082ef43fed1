"""Reports: planned, rendered by papermill, and left as pages."""
