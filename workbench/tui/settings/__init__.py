"""The settings' room."""
