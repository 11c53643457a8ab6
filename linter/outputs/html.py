"""The report as one self-contained HTML file: no network, no scripts but its own, every text from documents escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from linter.findings import SEVERITIES, Finding, Mark, Report, RuleCard
from linter.outputs.arranged import Group, Part, arranged, by_weight, gaps, rank, unread, verdict
from linter.outputs.visible import Segment, segments, visible
from linter.outputs.words import Words
from linter.resources import reports_dir

_CELL = " │ "
_NUMBER = re.compile(r"[-−+]?[\d,，]+(?:\.\d+)?%?")
_CLIP = 90
"""Characters of a long sentence that are shown on either side of its marks; the whole stands folded below."""


_LARGE = 3000
"""From this many findings on, a browser lays out only what is near the screen."""


@dataclass(frozen=True, slots=True)
class CellView:
    head: str
    segments: tuple[Segment, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with what the template cannot work out: its anchor, its place in words, its row cut into cells."""

    finding: Finding
    anchor: str
    place: str
    cells: tuple[CellView, ...]
    excerpt: tuple[Segment, ...]
    clipped: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    group: Group
    shown: tuple[FindingView, ...]
    folded: tuple[FindingView, ...]


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
    part: Part
    anchor: str
    counts: Counter[str]
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with all its findings: by document, links to each."""

    card: RuleCard
    count: int
    places: tuple[tuple[PartView, tuple[FindingView, ...]], ...]


def render(report: Report) -> str:
    """The report as HTML. The same report gives the same bytes."""
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
    parts = tuple(_parts(report, say))
    style = _asset("report.css") + _running_heads(parts)
    script = _asset("report.js")
    english = report.lang == "en"
    return environment.get_template("report.html.j2").render(
        report=report,
        large=len(report.findings) > _LARGE,
        say=say,
        t=lambda chinese, en: en if english else chinese,
        severities=SEVERITIES,
        verdict=verdict(report),
        parts=parts,
        rules=_rules(report, parts),
        unread=unread(report),
        gaps=(
            ("gap.crashed", gaps(report.coverage.crashed)),
            ("gap.unrecognised", gaps(report.coverage.unrecognised)),
            ("gap.undecided", gaps(report.coverage.undecided)),
        ),
        suppressed=[finding for finding in report.findings if finding.suppressed is not None],
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _asset(name: str) -> str:
    return (reports_dir() / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _running_heads(parts: Sequence[PartView]) -> str:
    """A printed page bears its document's name. The name goes into the style sheet with every character escaped."""
    rules = []
    for part in parts:
        name = "".join(f"\\{ord(char):06x}" for char in visible(part.part.entry.path))
        rules.append(f'@page {part.anchor}{{@top-left{{content:"{name}"}}}}\n#{part.anchor}{{page:{part.anchor}}}\n')
    return "".join(rules)


def _parts(report: Report, say: Words) -> Iterator[PartView]:
    anchors: Counter[str] = Counter()
    for number, part in enumerate(arranged(report), 1):
        anchor = f"d{number}"
        sections = []
        for at, section in enumerate(part.sections, 1):
            place = f"{anchor}-s{at}"
            levels = []
            for severity in SEVERITIES:
                groups = tuple(_group(each, anchors, say) for each in section.groups if each.severity == severity)
                if groups:
                    count = sum(len(each.group.findings) for each in groups)
                    levels.append(LevelView(f"{place}-{severity}", severity, count, groups))
            sections.append(SectionView(place, section.project, len(section.findings), tuple(levels)))
        counts = Counter(finding.severity for finding in part.findings)
        yield PartView(part, anchor, counts, tuple(sections))


def _group(group: Group, anchors: Counter[str], say: Words) -> GroupView:
    views = tuple(_finding(finding, anchors, say) for finding in group.findings)
    return GroupView(group, views[:1], views[1:]) if group.folded else GroupView(group, views, ())


def _finding(finding: Finding, anchors: Counter[str], say: Words) -> FindingView:
    name = "f-" + (re.sub(r"[^0-9A-Za-z_-]", "", finding.fingerprint) or finding.code)
    anchors[name] += 1
    anchor = name if anchors[name] == 1 else f"{name}-{anchors[name]}"
    cells = tuple(_cells(finding))
    excerpt = tuple(segments(finding.excerpt, finding.marks))
    return FindingView(finding, anchor, say.place(finding.location), cells, excerpt, _clip(excerpt))


def _cells(finding: Finding) -> Iterator[CellView]:
    """The cells of a row's excerpt, with the heads over them where they are known; nothing for a sentence."""
    texts = finding.excerpt.split(_CELL)
    if len(texts) == 1:
        return
    heads = finding.columns if len(finding.columns) == len(texts) else ("",) * len(texts)
    at = 0
    for head, text in zip(heads, texts, strict=True):
        marks = [
            Mark(max(mark.start - at, 0), min(mark.end - at, len(text)))
            for mark in finding.marks
            if mark.start - at <= len(text) and mark.end - at >= 0 and (mark.end > at or mark.start == mark.end)
        ]
        yield CellView(head, tuple(segments(text, marks)), _NUMBER.fullmatch(text.strip()) is not None)
        at += len(text) + len(_CELL)


def _clip(whole: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The marks of a long sentence with the text around them; () where there is nothing to leave out."""
    if not any(part.marked for part in whole):
        return ()
    clipped = []
    for at, part in enumerate(whole):
        keep = (_CLIP if at > 0 else 0) + (_CLIP if at + 1 < len(whole) else 0)
        if part.marked or len(part.text) <= keep + 20:
            clipped.append(part)
            continue
        head = part.text[:_CLIP] if at > 0 else ""
        tail = part.text[-_CLIP:] if at + 1 < len(whole) else ""
        clipped.append(Segment(f"{head}…{tail}", False))
    return tuple(clipped) if len(clipped) != len(whole) or tuple(clipped) != whole else ()


def _rules(report: Report, parts: Sequence[PartView]) -> tuple[RuleView, ...]:
    known = {card.code: card for card in report.rules}
    first = {finding.code: finding for finding in reversed(report.findings)}
    views = []
    for code, _, _, count in by_weight(report):
        places = tuple((part, found) for part in parts if (found := tuple(_of_code(part, code))))
        views.append(RuleView(known.get(code) or _card(first[code]), count, places))
    return tuple(sorted(views, key=lambda view: (rank(view.card.severity), view.card.code)))


def _of_code(part: PartView, code: str) -> Iterator[FindingView]:
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
