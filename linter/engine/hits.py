"""Moved: import from linter.packs.hits. This name is gone with the next release."""

import warnings

from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled, indicator_hit, row_excerpt

warnings.warn("linter.engine.hits is linter.packs.hits now", DeprecationWarning, stacklevel=2)

__all__ = ["Check", "Hit", "Outcome", "Subject", "Unsettled", "indicator_hit", "row_excerpt"]
