"""Checks that any author fills in."""
