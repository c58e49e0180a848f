"""The quotes' room."""
