"""The old address of linter.packs.kinds; for one release."""
