"""Tables of a study: counts of codings, extracts and participants across codes, documents and cases, with their rules."""
