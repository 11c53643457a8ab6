"""Finding and Report: the values that outputs print. Texts are in the language of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.document import Document, Location

if TYPE_CHECKING:
    from linter.findings.baseline import Entry
    from linter.findings.suppression import Use

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of, with what it has to do with it."""

    location: Location
    note: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The offending characters: offsets into the finding's `excerpt`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a mend replaces in one cell or paragraph: the characters `location.span` of its text (None: all of it, without the
    blanks around), which say `old`."""

    location: Location
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect at one place. Fields that do not apply are None.

    `excerpt` is the row or sentence as printed (cells joined by " │ "), `marks` the offending characters in it.
    `columns` are the column heads over the excerpt's cells, () where they are not known. `location` is the whole item
    (an indicator's row), `spot` the very cell or words in it. `suggestion` is a mend that is certain, and `changes` are all
    that it changes, each with its place; without changes there is no suggestion.
    `fingerprint` depends on the code, the symbolic route and the normalised content, not on lines or order.
    """

    code: str
    slug: str
    severity: str
    confidence: str
    title: str
    message: str
    why: str
    fix: str
    basis: tuple[str, ...]
    location: Location
    project: str | None
    indicator: str | None
    field: str | None
    excerpt: str
    marks: tuple[Mark, ...]
    actual: str | None
    expected: str | None
    suggestion: str | None
    related: tuple[Related, ...]
    fingerprint: str
    suppressed: str | None = None
    columns: tuple[str, ...] = ()
    spot: Location | None = None
    changes: tuple[Change, ...] = ()

    @property
    def place(self) -> Location:
        """Where a person opens the file: in a format with lines the item's lines, else the very cell or paragraph."""
        if self.spot is None or self.location.line is not None or self.spot.path != self.location.path:
            return self.location
        if self.columns and self.spot == self.location:
            # All of an indicator's row is meant, whose place begins at its first cell.
            return replace(self.location, cell=None)
        return replace(self.spot, route=self.location.route)


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What a report prints of a rule beside its findings. `bad` and `good` are its examples, one text each."""

    code: str
    slug: str
    title: str
    severity: str
    confidence: str
    status: str
    since: str
    why: str
    fix: str
    basis: tuple[str, ...]
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    version: str
    pack: str
    pack_sha256: str


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One input. `status` is checked or unreadable; `error` says why it could not be read."""

    path: str
    format: str
    sha256: str
    unit: str | None
    fiscal_year: int | None
    kind: str | None
    projects: int
    indicators: int
    tables: int
    status: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that could not be decided at a place, and why; or a rule that crashed; or a table not recognised."""

    code: str
    location: Location
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was run and what was not. `rules_run` and `not_applicable` hold rule codes; the others say where and why."""

    rules_run: tuple[str, ...]
    not_applicable: tuple[str, ...]
    undecided: tuple[Undecided, ...] = ()
    crashed: tuple[Undecided, ...] = ()
    unrecognised: tuple[Undecided, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One run. `made` is its time (aware), None where it shall not be printed; `options` the options that were set.

    `rules` holds a card for each rule that has a finding, in order of code. `suppressions` tells what became of each
    entry of the configuration, `stale` the entries of the baseline that nothing met. `sources` are the documents as read,
    by path, where an output prints them.
    """

    tool: Tool
    documents: tuple[DocumentEntry, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    lang: str = "zh"
    fail_level: str = "warning"
    made: datetime | None = None
    options: tuple[str, ...] = ()
    rules: tuple[RuleCard, ...] = ()
    suppressions: tuple[Use, ...] = ()
    stale: tuple[Entry, ...] = ()
    sources: Mapping[str, Document] = field(default_factory=dict, compare=False)
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)

    def count(self, severity: str) -> int:
        return sum(f.severity == severity and f.suppressed is None for f in self.findings)

    def by_code(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for finding in self.findings:
            if finding.suppressed is None:
                counts[finding.code] = counts.get(finding.code, 0) + 1
        return dict(sorted(counts.items()))


INDICATOR_HEADS: Mapping[str, Bilingual] = {
    "level1": Bilingual("一级指标", "Level 1"),
    "level2": Bilingual("二级指标", "Level 2"),
    "name": Bilingual("三级指标", "Indicator"),
    "description": Bilingual("指标描述", "Description"),
    "comparator": Bilingual("符号", "Comparator"),
    "value": Bilingual("指标值", "Target"),
    "unit": Bilingual("计量单位", "Unit"),
    "basis": Bilingual("确定依据", "Basis"),
    "weight": Bilingual("权重", "Weight"),
}
PROJECT_HEADS: Mapping[str, Bilingual] = {
    "purpose": Bilingual("项目用途", "Purpose"),
    "goals": Bilingual("绩效目标", "Goals"),
}
