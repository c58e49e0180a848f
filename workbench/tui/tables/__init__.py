"""The tables' room."""
