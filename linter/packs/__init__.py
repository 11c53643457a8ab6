"""Rule files as typed, compiled rules: source with places, head, parameters, conditions, packs that extend packs."""
