"""Indicators (IND)."""
