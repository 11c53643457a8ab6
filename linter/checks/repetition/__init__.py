"""Repetition and copies (DUP)."""
