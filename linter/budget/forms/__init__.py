"""Performance forms: labels, heads, indicators, goals."""
