"""The report as one self-contained HTML file: no network, no scripts but its own, every text from documents escaped."""

from __future__ import annotations

import base64
import gc
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from linter.document import Location
from linter.findings import SEVERITIES, Finding, Report, RuleCard, Undecided
from linter.outputs.arranged import DocumentSections, Group, arranged, by_weight, gaps, rank, unread, verdict
from linter.outputs.cards import Card
from linter.outputs.printed import size, whole
from linter.outputs.source import PrintedPlaces
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.resources import reports_dir

_MASKED = "***"
_LARGE = 500
"""From this many findings on, a browser lays out only what is near the screen."""
_HUGE = 3000
"""From this many findings on, projects and documents are folded at first, and a row stands without those next to it."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The findings of one rule in one project: those shown, and those folded below them, with their HTML."""

    group: Group
    shown: tuple[Card, ...]
    folded: tuple[Card, ...]
    shown_html: Markup
    folded_html: Markup


@dataclass(frozen=True, slots=True)
class LevelView:
    """The groups of one severity in one section: what a count of that severity links to."""

    anchor: str
    severity: str
    count: int
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    anchor: str
    project: str | None
    count: int
    levels: tuple[LevelView, ...]

    def level(self, severity: str) -> LevelView | None:
        return next((level for level in self.levels if level.severity == severity), None)


@dataclass(frozen=True, slots=True)
class PartView:
    part: DocumentSections
    anchor: str
    counts: Counter[str]
    sections: tuple[SectionView, ...]
    source: PrintedPlaces | None


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with all its findings: by document, links to each."""

    card: RuleCard
    count: int
    places: tuple[tuple[PartView, tuple[Card, ...]], ...]


def render(report: Report) -> str:
    """The report as HTML. The same report gives the same bytes."""
    # Of what is made here nearly everything lives to the end. Searching it for garbage took a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _render(report)
    finally:
        if collecting:
            gc.enable()


def _render(report: Report) -> str:
    say = Words(report.lang)
    environment = Environment(
        loader=FileSystemLoader(reports_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Everything printed is made visible first and escaped after, so that no template can forget either.
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    sources = {
        entry.path: PrintedPlaces(report.sources[entry.path], f"d{number}")
        for number, entry in enumerate(report.documents, 1)
        if entry.path in report.sources
    }
    _mask(report.findings, sources)
    parts = tuple(_parts(report, sources, say))
    # What the documents are to mark and link is known only now, when everything that points into them has been made.
    links = _Links(sources)
    unchecked = [(key, gaps(places)) for key, places in _unchecked(report)]
    suppressed = [finding for finding in report.findings if finding.suppressed is not None]
    for place in (*(place.location for _, places in _unchecked(report) for place in places), *map(_spot, suppressed)):
        links.enter(place)
    style = _asset("report.css") + _running_heads(parts, say("title"))
    script = _asset("report.js")
    english = report.lang == "en"
    return environment.get_template("report.html.j2").render(
        report=report,
        large=len(report.findings) > _LARGE,
        huge=len(report.findings) > _HUGE,
        size=size,
        say=say,
        t=lambda chinese, en: en if english else chinese,
        severities=SEVERITIES,
        verdict=verdict(report),
        parts=parts,
        rules=_rules(report, parts),
        unread=unread(report),
        gaps=unchecked,
        link=links.anchor,
        spot=_spot,
        suppressed=_by_reason(suppressed),
        printed=[
            (part, Markup("".join(whole(part.source, say))))
            for part in parts
            if part.source is not None and part.source.linked
        ],
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _mask(findings: Iterable[Finding], sources: Mapping[str, PrintedPlaces]) -> None:
    """Covers in the documents what findings say with asterisks (personal data), so that no report publishes it again."""
    for finding in findings:
        place = _spot(finding)
        source = sources.get(place.path)
        if source is None or place.span is None or _MASKED not in (finding.actual or ""):
            continue
        start, end = place.span
        if (spot := source.find(place)) is not None:
            told = finding.actual or ""
            bare = re.sub(r"\w", "*", source.text(spot)[start:end])
            source.cover(spot, start, told if len(told) == len(bare) else bare)


class _Links:
    """Links from the report into the documents that it prints."""

    def __init__(self, sources: Mapping[str, PrintedPlaces]) -> None:
        self._sources = sources
        self._anchors: dict[Location, str | None] = {}

    def enter(self, place: Location) -> None:
        source = self._sources.get(place.path)
        spot = source.find(place) if source is not None else None
        self._anchors[place] = source.anchor(spot) if source is not None and spot is not None else None

    def anchor(self, place: Location) -> str | None:
        return self._anchors.get(place)


def _unchecked(report: Report) -> tuple[tuple[str, Sequence[Undecided]], ...]:
    coverage = report.coverage
    return (
        ("gap.crashed", coverage.crashed),
        ("gap.unrecognised", coverage.unrecognised),
        ("gap.undecided", coverage.undecided),
    )


def _spot(finding: Finding) -> Location:
    return finding.spot or finding.location


def _by_reason(suppressed: Iterable[Finding]) -> dict[str, list[Finding]]:
    reasons: dict[str, list[Finding]] = {}
    for finding in suppressed:
        reasons.setdefault(finding.suppressed or "", []).append(finding)
    return reasons


def _asset(name: str) -> str:
    return (reports_dir() / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _running_heads(parts: Sequence[PartView], title: str) -> str:
    """A printed page bears its document's name, and the report's title where it is about several. The names go into the
    style sheet with every character escaped."""
    rules = []
    for part in parts:
        head = _page_head(part.part.entry.path)
        if len(parts) == 1:
            return f"@page{{{head}}}\n"
        rules.append(f"@page {part.anchor}{{{head}}}\n#{part.anchor},#{part.anchor}-text{{page:{part.anchor}}}\n")
    return "".join((f"@page{{{_page_head(title)}}}\n", *rules))


def _page_head(text: str) -> str:
    escaped = "".join(f"\\{ord(char):06x}" for char in visible(text))
    return f'@top-left{{content:"{escaped}"}}'


def _parts(report: Report, sources: Mapping[str, PrintedPlaces], say: Words) -> Iterator[PartView]:
    anchors: Counter[str] = Counter()
    context = len(report.findings) <= _HUGE
    for number, part in enumerate(arranged(report), 1):
        anchor = f"d{number}"
        sections = []
        for at, section in enumerate(part.sections, 1):
            place = f"{anchor}-s{at}"
            levels = []
            for severity in SEVERITIES:
                groups = tuple(
                    _group(each, sources, anchors, say, context) for each in section.groups if each.severity == severity
                )
                if groups:
                    count = sum(len(each.group.findings) for each in groups)
                    levels.append(LevelView(f"{place}-{severity}", severity, count, groups))
            sections.append(SectionView(place, section.project, len(section.findings), tuple(levels)))
        counts = Counter(finding.severity for finding in part.findings)
        yield PartView(part, anchor, counts, tuple(sections), sources.get(part.entry.path))


def _group(
    group: Group, sources: Mapping[str, PrintedPlaces], anchors: Counter[str], say: Words, context: bool
) -> GroupView:
    cards = tuple(Card(finding, _anchor(finding, anchors), sources, say) for finding in group.findings)
    shown, folded = (cards[:1], cards[1:]) if group.folded else (cards, ())
    return GroupView(
        group,
        shown,
        folded,
        Markup("".join(card.html(context=context) for card in shown)),
        Markup("".join(card.html(context=False) for card in folded)),
    )


def _anchor(finding: Finding, anchors: Counter[str]) -> str:
    name = "f-" + (re.sub(r"[^0-9A-Za-z_-]", "", finding.fingerprint) or finding.code)
    anchors[name] += 1
    return name if anchors[name] == 1 else f"{name}-{anchors[name]}"


def _rules(report: Report, parts: Sequence[PartView]) -> tuple[RuleView, ...]:
    known = {card.code: card for card in report.rules}
    first = {finding.code: finding for finding in reversed(report.findings)}
    views = []
    for code, _, _, count in by_weight(report):
        places = tuple((part, found) for part in parts if (found := tuple(_of_code(part, code))))
        views.append(RuleView(known.get(code) or _card(first[code]), count, places))
    return tuple(sorted(views, key=lambda view: (rank(view.card.severity), view.card.code)))


def _of_code(part: PartView, code: str) -> Iterator[Card]:
    for section in part.sections:
        for level in section.levels:
            for group in level.groups:
                if group.group.code == code:
                    yield from (*group.shown, *group.folded)


def _card(finding: Finding) -> RuleCard:
    """What a finding itself tells of its rule."""
    return RuleCard(
        code=finding.code,
        slug=finding.slug,
        title=finding.title,
        severity=finding.severity,
        confidence=finding.confidence,
        status="",
        since="",
        why=finding.why,
        fix=finding.fix,
        basis=finding.basis,
    )
