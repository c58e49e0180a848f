"""The board of themes."""
