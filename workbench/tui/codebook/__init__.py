"""The codebook's room."""
