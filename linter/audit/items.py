"""What is kept of a document after it was checked: numbers, names and imprints, no texts of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from linter.budget.imprints import Imprint
from linter.findings import DocumentEntry
from linter.outputs.arranged import Verdict

Gaps = Mapping[tuple[str, str], int]
"""How many places were left unchecked, by what they are (crashed, unrecognised, undecided) and the rule's code."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the audit.

    `name` is that of its files, `shown` its path within the folder that was audited. `severities` and `codes` count the
    findings that are not suppressed; `uses` those that each suppression held back. `barren` says that nothing of a budget was
    recognised, `fault` is the trace of a bug.
    """

    name: str
    shown: str
    entry: DocumentEntry
    verdict: Verdict
    severities: Mapping[str, int]
    codes: Mapping[str, int]
    gaps: Gaps
    suppressed: int
    uses: tuple[int, ...]
    barren: bool
    imprints: tuple[Imprint, ...] = ()
    fault: str | None = None

    @property
    def unit(self) -> str:
        """The unit, "" where the document does not tell."""
        return self.entry.unit or ""

    @property
    def total(self) -> int:
        return sum(self.severities.values())

    @property
    def page(self) -> str:
        return page_of(self.name)


def page_of(name: str) -> str:
    return f"documents/{name}.html"


def findings_of(name: str) -> str:
    return f"data/findings/{name}.json"


def model_of(name: str) -> str:
    return f"data/models/{name}.json"
