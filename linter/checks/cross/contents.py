"""Tables and sections that the contents page lists and the body does not hold, or holds under another title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from linter.checks.shared.texts import Text, printed_lines, texts
from linter.findings import Related
from linter.language.folding import squash
from linter.language.list_numbers import unnumbered
from linter.language.pieces import compiled
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Kind, Resources

_HEAD = re.compile(r"[#\s]*目\s*[录次]\s*")
_LEADERS = re.compile(r"\s*(?:[.．…·•\-—_\s]{2,}|\t)\s*\d{0,3}\s*$|\s+\d{1,3}\s*$|[.．…·]{3,}.*$")
_FRAME = "^(?:{any_year}度?)?(?:部门|单位)?|(?:情况)?(?:说明|情况)$|表$"
_ENTRY_LENGTH, _MOST_ENTRIES = 60, 80


@dataclass(frozen=True, slots=True)
class Params:
    similar: int = field(
        default=80,
        metadata={"doc": "标题相似到百分之几算换了名称 / from how many per cent alike a title counts as changed"},
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its title without number and page, and where it stands."""

    title: str
    text: Text
    start: int
    end: int


def build(params: Params, resources: Resources) -> Check:
    return lambda subject: _check(subject, params.similar / 100)


def _check(subject: Subject, similar: float) -> Iterator[Outcome]:
    found = list(texts(subject.budget))
    head = next((i for i, text in enumerate(found) if _HEAD.fullmatch(text.text.split("\n")[0])), None)
    if head is None:
        return
    entries, end = read_contents(found, head)
    body = [(other, title) for other in found[end:] for title in _titles(other)]
    known = {title for _, title in body}
    missing = [entry for entry in entries if not _present(squash(entry.title), known)]
    if not entries or len(missing) * 2 > len(entries):
        if missing:
            yield Unsettled(
                missing[0].text.place(), "目录所列大多不在本文件内，可能另附 / most entries are not in this file"
            )
        return
    for entry in missing:
        title = squash(entry.title)
        near = max(body, key=lambda each: SequenceMatcher(None, title, each[1]).ratio(), default=None)
        alike = near is not None and SequenceMatcher(None, title, near[1]).ratio() >= similar
        found_title = near[0] if near is not None and alike else None
        shown = found_title.text.strip().split("\n")[0] if found_title is not None else ""
        yield entry.text.hit(
            entry.start,
            entry.end,
            fields={
                "entry": entry.title,
                "problem": f"正文中的标题是“{shown}”" if alike else "正文中没有这一部分",
                "problem_en": f"the body has it as “{shown}”" if alike else "the body has no such part",
            },
            expected=shown or None,
            related=(Related(found_title.place(), "正文标题 / the title in the body"),)
            if found_title is not None
            else (),
            key=title,
        )


def read_contents(found: Sequence[Text], head: int) -> tuple[list[Entry], int]:
    """The entries of the contents page whose head is found[head], and the index of the first text behind it.

    The contents end where the first entry's title comes again, or where a line is no entry.
    """
    entries: list[Entry] = []
    seen: set[str] = set()
    for index in range(head, min(len(found), head + _MOST_ENTRIES)):
        text = found[index]
        for offset, line in printed_lines(text.text):
            if index == head and offset == 0:
                continue
            title = _LEADERS.sub("", line).strip()
            bare = unnumbered(unnumbered(title)).strip()
            if not bare:
                continue
            numbered = bare != title or _LEADERS.search(line) is not None
            again = squash(bare) in seen and squash(bare) == squash(entries[0].title)
            if (
                again
                or len(title) > _ENTRY_LENGTH
                or title.endswith(("。", "；", "，", "："))
                or (entries and not numbered)
            ):
                return entries, index
            lead = line.find(title)
            entries.append(Entry(bare, text, offset + lead, offset + lead + len(title)))
            seen.add(squash(bare))
    return entries, min(len(found), head + _MOST_ENTRIES)


def _titles(text: Text) -> Iterator[str]:
    for _, line in printed_lines(text.text):
        if line.strip() and len(line) <= _ENTRY_LENGTH * 2:
            yield squash(unnumbered(unnumbered(line.strip())))


def _present(title: str, known: set[str]) -> bool:
    """Whether a title of the body is the entry's, with the unit's name, the year or a general word more or less."""
    if title in known:
        return True
    core = _core(title)
    return len(core) >= 2 and any(
        core in other or (len(_core(other)) >= 4 and _core(other) in title) for other in known
    )


def _core(title: str) -> str:
    return compiled(_FRAME).sub("", title)


KIND = Kind(
    name="contents",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"entry", "problem", "problem_en"}),
)
