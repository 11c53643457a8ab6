"""XRF013. Tables and sections that the contents page lists and the body does not hold, or holds under another title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.budget.titles import is_office
from linter.checks.shared.texts import Text, printed_lines, texts
from linter.checks.shared.wordlists import any_of, any_word, without_ending
from linter.language.folding import fold, squash
from linter.language.list_numbers import unnumbered
from linter.language.pieces import compiled
from linter.packs.hits import Beside, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_LEADERS = re.compile(r"\s*(?:[.．…·•\-—_\s]{2,}|\t)\s*\d{0,3}\s*$|\s+\d{1,3}\s*$|[.．…·]{3,}.*$")
_YEAR = "^{any_year}度?"
_SENTENCE_ENDS = ("。", "；", "，", "：")
_ELSEWHERE = Bilingual("目录所列大多不在本文件内，可能另附", "most entries are not in this file")
# 表3 支出预算总表, 附表2：……: the number of a table before its title.
_TABLE = re.compile(r"(?P<label>附?表\s*[\d一二三四五六七八九十]{1,3})(?:[-－—]\d{1,2})?\s*[：:、.．]?\s*")
_ENTRY_LENGTH, _MOST_ENTRIES = 60, 80
_LEAST_CORE, _LEAST_SHARED = 2, 4


@dataclass(frozen=True, slots=True)
class Params:
    similar: int = field(
        default=80,
        metadata={"doc": "标题相似到百分之几算换了名称 / from how many per cent alike a title counts as changed"},
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its title without number and page, and where it stands. `label` is the number of a table (表3)."""

    title: str
    label: str
    text: Text
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The heads of a contents page, and what a title may have more or less at its two ends; `similar` is a share.

    `general` is what an entry may have more than the title in the body; `projects` are entries for the projects as a whole, and
    `project` is what the title of one of them holds.
    """

    heads: frozenset[str]
    owners: tuple[str, ...]
    endings: tuple[str, ...]
    similar: float
    general: re.Pattern[str]
    projects: frozenset[str]
    project: re.Pattern[str]

    def core(self, title: str) -> str:
        """A title without the year, whose it is, and the general words at its end."""
        undated = compiled(_YEAR).sub("", title)
        owner = next((word for word in self.owners if undated.startswith(word)), "")
        return without_ending(undated.removeprefix(owner), self.endings)


def _words(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("contents")
    return _Words(
        frozenset(lexicon["heads"]),
        tuple(lexicon["owners"]),
        tuple(lexicon["endings"]),
        params.similar / 100,
        compiled(f"(?:{{any_year}}|{any_of([*lexicon['general'], *lexicon['endings']])})*"),
        frozenset(lexicon["projects"]),
        any_word(lexicon["project"]),
    )


_Title = tuple[Text, str]
"""A text and one of its lines as a title, squashed."""


@check("contents", on=DOCUMENT, says=("entry", "problem", "problem_en"), params=Params, prepare=_words)
def contents(budget: Budget, words: _Words, subject: Subject) -> Iterator[Outcome]:
    found = texts(budget)
    head = next((i for i, text in enumerate(found) if _is_head(text, words)), None)
    if head is None:
        return
    entries, end = read_contents(found, head)
    body = [(text, title) for text in found[end:] for title in _titles(text)]
    known = {title for _, title in body}
    labelled = _labelled(found[end:])
    other = {id(entry): text for entry in entries if (text := _other_of_label(entry, labelled, words)) is not None}
    missing = [entry for entry in entries if id(entry) in other or not _present(squash(entry.title), known, words)]
    if len(missing) * 2 > len(entries):
        yield Unsettled(missing[0].text.place(), _ELSEWHERE)
        return
    for entry in missing:
        yield _hit(entry, other.get(id(entry)) or _renamed(squash(entry.title), body, words.similar))


def _labelled(body: Sequence[Text]) -> Mapping[str, Sequence[tuple[str, Text]]]:
    """The titles of the body that have the number of a table, by that."""
    found: dict[str, list[tuple[str, Text]]] = {}
    for text in body:
        line = text.text.strip().split("\n")[0].lstrip("# ")
        match = _TABLE.match(line) if len(line) <= _ENTRY_LENGTH else None
        if match is not None and line[match.end() :].strip():
            found.setdefault(squash(match["label"]), []).append((squash(line[match.end() :]), text))
    return found


def _other_of_label(entry: Entry, labelled: Mapping[str, Sequence[tuple[str, Text]]], words: _Words) -> Text | None:
    """The one title of the body with the entry's number, where it is another one."""
    titles = labelled.get(entry.label, ()) if entry.label else ()
    if len(titles) != 1 or _present(squash(entry.title), {titles[0][0]}, words):
        return None
    return titles[0][1]


def _is_head(text: Text, words: _Words) -> bool:
    return fold(text.text.split("\n")[0]).lstrip("#") in words.heads


def _renamed(title: str, body: Sequence[_Title], similar: float) -> Text | None:
    """The text of the body whose title is most like the entry's, if it is alike enough to be the same under another name."""
    alike = [(SequenceMatcher(None, title, other).ratio(), text) for text, other in body]
    ratio, text = max(alike, key=lambda each: each[0], default=(0.0, None))
    return text if ratio >= similar else None


def _hit(entry: Entry, renamed: Text | None) -> Hit:
    shown = renamed.text.strip().split("\n")[0] if renamed is not None else ""
    problem = Bilingual("正文中没有这一部分", "the body has no such part")
    related: tuple[Beside, ...] = ()
    if renamed is not None:
        problem = Bilingual(f"正文中的标题是“{shown}”", f"the body has it as “{shown}”")
        related = (Beside(renamed.place(), Bilingual("正文标题", "the title in the body")),)
    return entry.text.hit(
        entry.start,
        entry.end,
        fields={"entry": entry.title, "problem": problem.zh, "problem_en": problem.en},
        expected=shown or None,
        related=related,
        key=squash(entry.title),
    )


def read_contents(found: Sequence[Text], head: int) -> tuple[list[Entry], int]:
    """The entries of the contents page whose head is found[head], and the index of the first text behind it.

    The contents end where the first entry's title comes again, or where a line is no entry.
    """
    entries: list[Entry] = []
    last = min(len(found), head + _MOST_ENTRIES)
    for index in range(head, last):
        for offset, line in printed_lines(found[index].text):
            if index == head and offset == 0:
                continue
            entry = _entry(found[index], offset, line)
            if entry is None:
                continue
            if not _goes_on(entry, line, entries):
                return entries, index
            entries.append(entry)
    return entries, last


def _entry(text: Text, offset: int, line: str) -> Entry | None:
    title = _LEADERS.sub("", line).strip()
    bare = unnumbered(unnumbered(title)).strip()
    table = _TABLE.match(bare)
    label, bare = (squash(table["label"]), bare[table.end() :].strip()) if table is not None else ("", bare)
    start = offset + line.find(title)
    return Entry(bare, label, text, start, start + len(title)) if bare else None


def _goes_on(entry: Entry, line: str, entries: Sequence[Entry]) -> bool:
    """Whether a line is one more entry of a contents page: it has a number or a page, and is no sentence."""
    title = entry.text.text[entry.start : entry.end]
    if len(title) > _ENTRY_LENGTH or title.endswith(_SENTENCE_ENDS):
        return False
    if not entries:
        return True
    numbered = entry.title != title or _LEADERS.search(line) is not None
    return numbered and squash(entry.title) != squash(entries[0].title)


def _titles(text: Text) -> Iterator[str]:
    for _, line in printed_lines(text.text):
        if line.strip() and len(line) <= _ENTRY_LENGTH * 2:
            bare = unnumbered(unnumbered(line.strip()))
            table = _TABLE.match(bare)
            yield squash(bare[table.end() :] if table is not None else bare)


def _present(title: str, known: set[str], words: _Words) -> bool:
    """Whether a title of the body is the entry's, with the unit's name, the year or a general word more or less."""
    if title in known:
        return True
    core = words.core(title)
    if len(core) >= _LEAST_CORE and any(core in other or _says_no_more(title, other, words) for other in known):
        return True
    ending = title.removeprefix(core)
    return core in words.projects and any(
        other.endswith(ending) and words.project.search(other.removesuffix(ending)) for other in known
    )


def _says_no_more(entry: str, other: str, words: _Words) -> bool:
    """Whether an entry has nothing but general words and the unit's name more than a title of the body."""
    core = words.core(other)
    if len(core) < _LEAST_SHARED or core not in entry:
        return False
    before, _, behind = entry.partition(core)
    owner = compiled("{any_year}度?").sub("", before)
    return all(words.general.fullmatch(each) or is_office(each) for each in (owner, behind))
