"""Many documents: checked one by one and held against each other, and a site of static pages with the data beside it."""

from linter.audit.run import Outcome, run

__all__ = ["Outcome", "run"]
