"""The history's room."""
