"""Screens: one file each; they turn messages into steps."""
