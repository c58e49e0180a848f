"""The disk: the only place with SQL."""
