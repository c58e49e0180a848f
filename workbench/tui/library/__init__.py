"""The library: documents and the people in them."""
