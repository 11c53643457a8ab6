"""Word documents, read from their XML parts."""
