"""YAML as people write it: read as nodes with their places, written so that every reader takes it alike."""
