"""The report as Markdown, for a merge request or a message. Everything from documents is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.findings import SEVERITIES, Finding, Report
from linter.outputs.arranged import DocumentSections, Group, arranged, by_weight, gaps, unread, verdict
from linter.outputs.visible import visible
from linter.outputs.words import Words

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~>$@:]|^[-=]|(?<=^\d)\.|(?<=^\d\d)\.)")


def render(report: Report) -> str:
    """The report as GitHub-flavoured Markdown."""
    return "\n".join(_lines(report, Words(report.lang))) + "\n"


def _text(text: str) -> str:
    """Text of a document, with nothing in it that Markdown or HTML would act upon."""
    escaped = _SPECIAL.sub(r"\\\1", visible(text).strip())
    return escaped.replace("&", "&amp;").replace("<", "&lt;")


def _code(text: str) -> str:
    """A code span: fenced by more backticks than the text holds in a row."""
    shown = visible(text).replace("|", "¦").strip()
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""


def _lines(report: Report, say: Words) -> Iterator[str]:
    result = verdict(report)
    notes = [say(f"{result.key}.note", n=result.count)]
    if result.gaps:
        notes.append(say("gaps.note", n=result.gaps))
    yield f"# {say('title')}"
    yield ""
    yield f"**{say(result.key)}** — {say('comma').join(notes)}"
    yield ""
    yield say.join(f"{say(level)} {report.count(level)}" for level in SEVERITIES)
    yield ""
    yield from _rules(report, say)
    for part in arranged(report):
        yield from _document(part, say)
    yield from _gaps(report, say)
    tool = report.tool
    yield f"{tool.name} {tool.version} · {_text(tool.pack)} · {_code(tool.pack_sha256[:12])}".rstrip(" ·")


def _rules(report: Report, say: Words) -> Iterator[str]:
    rows = by_weight(report)
    if not rows:
        return
    yield f"| {say('severity')} | {say('rule')} | | {say('count')} |"
    yield "|---|---|---|--:|"
    for code, severity, title, number in rows:
        yield f"| {say(severity)} | {code} | {_text(title)} | {number} |"
    yield ""


def _document(part: DocumentSections, say: Words) -> Iterator[str]:
    yield f"## {_text(part.entry.unit or part.entry.path)}"
    yield ""
    if part.entry.unit:
        yield _code(part.entry.path)
        yield ""
    if part.entry.status != "checked":
        yield f"**{say(part.entry.status)}**{say('colon')}{_text(part.entry.error or '')}"
        yield ""
        return
    if not part.sections:
        yield say("findings.none")
        yield ""
    for section in part.sections:
        yield f"### {say('outside') if section.project is None else say('project', name=_text(section.project))}"
        yield ""
        for group in section.groups:
            yield from _group(group, say)
        yield ""


def _group(group: Group, say: Words) -> Iterator[str]:
    if not group.folded:
        for finding in group.findings:
            yield f"- **{say(group.severity)} {group.code}** {_finding(finding, say)}"
        return
    yield f"- **{say(group.severity)} {group.code}** {_text(group.title)} ×{len(group.findings)}"
    for finding in group.findings:
        yield f"  - {_finding(finding, say)}"


def _finding(finding: Finding, say: Words) -> str:
    parts = [f"{say.of(finding)} {_text(finding.message)}"]
    if finding.excerpt:
        parts.append(f"{say('excerpt')}{say('colon')}{_code(finding.excerpt)}")
    if finding.suggestion:
        parts.append(say("suggestion", text=_code(say.mend(finding))))
    for each in finding.related:
        parts.append(f"{say('related')}{say('colon')}{say.place(each.location)} {_text(each.note)}".rstrip())
    return " · ".join(parts)


def _gaps(report: Report, say: Words) -> Iterator[str]:
    coverage = report.coverage
    missed = unread(report)
    sections = (
        ("gap.crashed", coverage.crashed),
        ("gap.unrecognised", coverage.unrecognised),
        ("gap.undecided", coverage.undecided),
    )
    if not missed and not any(places for _, places in sections):
        return
    yield f"## {say('gaps')}"
    yield ""
    for entry in missed:
        yield f"- {say('gap.documents')}{say('colon')}{_code(entry.path)} {_text(entry.error or say(entry.status))}"
    for key, places in sections:
        for gap in gaps(places):
            yield f"- {say(key)}{say('colon')}{f'{gap.code} {_text(gap.reason)}'.strip()} ×{gap.count}"
            for path, found in gap.by_path.items():
                yield f"  - {_code(path)} {say('list').join(say.place(place.location) for place in found)}"
    yield ""
