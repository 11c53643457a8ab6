"""What must be there (CMP)."""
