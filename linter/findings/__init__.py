"""Findings: what the engine reports, as frozen values; fingerprints, and the report that gathers them."""

from linter.findings.model import Coverage, DocumentEntry, Finding, Mark, Related, Report, Tool, Undecided

__all__ = ["Coverage", "DocumentEntry", "Finding", "Mark", "Related", "Report", "Tool", "Undecided"]
