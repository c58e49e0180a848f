"""Widgets: they take core values and post messages; none knows the session."""
