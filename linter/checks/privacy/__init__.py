"""What must not be published (PUB)."""
