"""budgetlint: a rule-based linter for published government budget documents."""

__version__ = "0.1.0"
