"""Hints, never decisions: finding by letters, and sentences."""
