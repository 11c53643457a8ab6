"""Findings: what the engine reports, as frozen values; fingerprints, and the report that gathers them."""

from linter.findings.model import (
    SEVERITIES,
    Change,
    Coverage,
    DocumentEntry,
    Finding,
    Mark,
    Related,
    Report,
    RuleCard,
    Tool,
    Undecided,
)

__all__ = [
    "SEVERITIES",
    "Change",
    "Coverage",
    "DocumentEntry",
    "Finding",
    "Mark",
    "Related",
    "Report",
    "RuleCard",
    "Tool",
    "Undecided",
]
