"""Removes what conversions leave behind in extracted text (field codes, bookmarks, tags), keeping every position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.document import Run

# Field codes of Word as plain text prints them, for instance `TC 标题 \f C \l 1` behind a heading
# (ECMA-376 part 1, 17.16.5): a field name, its argument, and its switches up to the end of the line.
_DEBRIS = re.compile(
    r"""
      [ \t\u3000]*\b(?:TC|XE)\s+[^\n]*?(?:\s*\\[a-z](?![a-z])[^\S\n]*"?\w*"?[^\S\n]*)+(?=\n|$)
    | \b(?:TOC|PAGEREF|HYPERLINK|SEQ|REF|FORMTEXT|MERGEFIELD)\s+[^\n\\]*(?:\\[a-z*@](?![a-z])[^\S\n]*"?[\w.#-]*"?[^\S\n]*)+
    | \[bookmark:[^\]\n]*\]
    | </?(?:p|span|div|font)(?:\s[^<>\n]*)?>
    """,
    re.VERBOSE,
)
_BREAK = re.compile(r"<br\s*/?>")
_HAS_DEBRIS = re.compile(r"\\[a-z]|\[bookmark:|<")

_UPRIGHT_LINES = 4
_UPRIGHT_LENGTH, _UPRIGHT_LONGEST = 2 * _UPRIGHT_LINES - 1, 60

Piece = tuple[str, int, int]
"""A stretch of text with the line and the column (1-based) where it stands."""


def clean(pieces: Sequence[Piece]) -> tuple[str, tuple[Run, ...]]:
    """Joins the pieces of a block (one a line) with newlines, without debris and without blanks at both ends.

    Leading blanks of a text are kept, for they show an indentation; blank lines at its ends are not.
    """
    out: list[str] = []
    runs: list[Run] = []
    offset = 0

    def put(text: str, line: int, column: int) -> None:
        nonlocal offset
        if text:
            runs.append(Run(offset, line, column))
            out.append(text)
            offset += len(text)

    for index, (text, line, column) in enumerate(pieces):
        if index:
            out.append("\n")
            offset += 1
        if not _HAS_DEBRIS.search(text):
            put(text, line, column)
            continue
        start = 0
        for match in re.finditer(f"{_BREAK.pattern}|{_DEBRIS.pattern}", text, re.VERBOSE):
            put(text[start : match.start()], line, column + start)
            if _BREAK.fullmatch(match.group()):
                out.append("\n")
                offset += 1
            start = match.end()
        put(text[start:], line, column + start)
    return _trimmed("".join(out), runs)


def is_upright(text: str) -> bool:
    """Whether a text is set from top to bottom, a Chinese character a line, as the heads of narrow cells are."""
    if not _UPRIGHT_LENGTH <= len(text) <= _UPRIGHT_LONGEST or "\n" not in text:
        return False
    lines = text.split("\n")
    return len(lines) >= _UPRIGHT_LINES and all(len(line) == 1 and "\u4e00" <= line <= "\u9fff" for line in lines)


def tidy(text: str) -> str:
    """A block's text without debris, for formats that have no lines."""
    return clean([(line, 1, 1) for line in text.split("\n")])[0] if _HAS_DEBRIS.search(text) else text


def _trimmed(text: str, runs: list[Run]) -> tuple[str, tuple[Run, ...]]:
    body = text.rstrip()
    first = len(body) - len(body.lstrip("\n"))
    if first:
        body = body[first:]
        inside = [run for run in runs if run.offset >= first]
        before = [run for run in runs if run.offset < first]
        if before and (not inside or inside[0].offset > first):
            last = before[-1]
            inside.insert(0, Run(first, last.line, last.column + first - last.offset))
        runs = [Run(run.offset - first, run.line, run.column) for run in inside]
    kept = tuple(run for run in runs if run.offset < len(body))
    return body, kept
