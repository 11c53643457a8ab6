"""The text itself (TXT)."""
