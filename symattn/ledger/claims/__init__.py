"""The theory's claims, one file a chapter of the book."""
