"""The rule engine: load a pack, type-check it, compile it, run it over a budget."""
