"""For those who write rules: lint, schema, new, examples, pages of the catalogue."""
