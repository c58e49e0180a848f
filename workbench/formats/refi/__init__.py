"""REFI-QDA, the format in which programs for qualitative analysis hand each other codebooks."""
