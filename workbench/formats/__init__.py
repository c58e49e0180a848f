"""Files in and out: one module for each family of formats, both directions in one place."""
