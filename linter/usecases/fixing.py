"""`check --fix` and `--diff`: the certain mends of texts and Markdown files, made in the files or shown as a difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from linter.bilingual import NOTHING, Bilingual
from linter.errors import UserError
from linter.findings import Change, Finding, Report
from linter.readers.decode import decoded
from linter.usecases.checking import check_source
from linter.usecases.files import write_whole
from linter.usecases.inputs import STDIN, Input, Inputs, load
from linter.usecases.options import RunOptions

_FORMATS = ("text", "markdown")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with its mends made: its text before and after, the content to be written, and how many places changed."""

    path: str
    before: str
    after: str
    data: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Fixes:
    """What can be mended in the files of a report. `left` counts the mends that only a review copy can hold or that do not fit."""

    files: tuple[Fixed, ...]
    left: int

    def difference(self) -> str:
        """A unified diff of all files."""
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for each in self.files
            for line in unified_diff(_lines(each.before), _lines(each.after), each.path, each.path, lineterm="\n")
        )

    def said(self, lang: str, *, written: bool) -> str:
        """What was done, or would be."""
        count = sum(each.count for each in self.files)
        done = (
            Bilingual(f"已改 {count} 处（{len(self.files)} 个文件）", f"{count} change(s) in {len(self.files)} file(s)")
            if written
            else Bilingual(
                f"可改 {count} 处（{len(self.files)} 个文件）",
                f"{count} change(s) possible in {len(self.files)} file(s)",
            )
        )
        left = Bilingual(
            f"另有 {self.left} 处不在文本文件中，用 budgetlint review --suggest 写入副本",
            f"{self.left} more are in no text file: use budgetlint review --suggest",
        )
        return Bilingual.joined(done, left if self.left else NOTHING).get(lang)


def fixes(report: Report, given: Inputs, wanted: RunOptions) -> Fixes:
    """The mends of a report's findings. Every file is checked again as it would be written, and left alone where that finds
    anything new."""
    sources = {each.path: each for each in given.sources}
    formats = {each.path: each.format for each in report.documents}
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.changes and finding.suppressed is None:
            by_path.setdefault(finding.location.path, []).append(finding)
    files, left = [], 0
    for path, findings in by_path.items():
        fixed = _fixed(sources[path], findings, wanted) if formats.get(path) in _FORMATS else None
        if fixed is not None:
            files.append(fixed)
        else:
            left += len({(each.location, each.location.span) for finding in findings for each in finding.changes})
    return Fixes(tuple(files), left)


def write(fixes: Fixes) -> None:
    """Puts the mended texts in the place of the files. Raises UserError for one that cannot be written."""
    for each in fixes.files:
        write_whole(Path(each.path).resolve(), each.data)


def refuse(arguments: Sequence[str], *, fix: bool, diff: bool, watch: bool) -> None:
    """Raises UserError for options that cannot go together, and where there is no file to write to."""
    if fix and STDIN in arguments:
        raise UserError(
            Bilingual("--fix 不能用于标准输入", "--fix needs files, not standard input"),
            Bilingual("用 --diff 查看改法。", "Use --diff to see the mends."),
        )
    chosen = [name for name, given in (("--fix", fix), ("--diff", diff), ("--watch", watch)) if given]
    if len(chosen) > 1:
        raise UserError(
            Bilingual.naming("不能同时使用", "these do not go together", "、".join(chosen)),
            Bilingual("请只用其中一个。", "Use one of them."),
        )


def _fixed(source: Input, findings: Sequence[Finding], wanted: RunOptions) -> Fixed | None:
    options = wanted.of(source.path)
    data = load(source, options.max_bytes)
    text, mark, encoding = decoded(data)
    after, count = _changed(text, [each.changes for each in findings])
    if not count:
        return None
    mended = mark + after.encode(encoding)
    if _is_worse(source, data, mended, wanted):
        return None
    return Fixed(source.path, text, after, mended, count)


def _is_worse(source: Input, before: bytes, after: bytes, wanted: RunOptions) -> bool:
    """Whether a check of the new content finds more of anything than one of the old."""
    quiet = replace(wanted, cache=False, documents=False)
    old, new = (check_source(replace(source, data=data), quiet) for data in (before, after))
    codes = [each.code for each in old.findings]
    found = [each.code for each in new.findings]
    return any(found.count(code) > codes.count(code) for code in set(found))


def _changed(text: str, mends: Iterable[Sequence[Change]]) -> tuple[str, int]:
    """The text with all mends that its lines hold as they were read, and how many characters' places changed."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    edits: set[tuple[int, int, str]] = set()
    for changes in mends:
        places = [_place(text, starts, change) for change in changes]
        if None not in places:
            edits.update(place for place in places if place is not None)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text, len(edits)


def _place(text: str, starts: Sequence[int], change: Change) -> tuple[int, int, str] | None:
    place = change.location
    if place.line is None or place.column is None or place.line > len(starts):
        return None
    start = starts[place.line - 1] + place.column - 1
    end = start + len(change.old)
    return (start, end, change.new) if text[start:end] == change.old else None


def _lines(text: str) -> list[str]:
    return list(_split(text))


def _split(text: str) -> Iterator[str]:
    at = 0
    for match in _LINE_END.finditer(text):
        yield text[at : match.start()] + "\n"
        at = match.end()
    if at < len(text):
        yield text[at:]
