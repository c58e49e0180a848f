"""Codebook files: YAML that stays its author's own, tables in CSV, Excel and Word, and text for the paper."""
