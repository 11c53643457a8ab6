"""Arithmetic (SUM)."""
