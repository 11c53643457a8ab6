"""Target values (VAL)."""
