"""The old address of what plug-ins import; for one release."""
