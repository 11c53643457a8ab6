"""A document's own unit's name with one character doubled, missing, exchanged with its neighbour or mistaken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.checks.text.lexis import ALIKE, EXCHANGED, EXTRA, MISSING, WRONG, Sounds
from linter.checks.text.near import Edit, edits
from linter.checks.text.own_words import OwnWords
from linter.checks.text.slips import Slip

_ANCHOR, _LEAST_NAME, _LEAST_USES = 3, 6, 2
_JOINTS = frozenset("和与及")
# A short form leaves these out: 青石水务站 for 青石镇水务站, 教育体育局 for 教育和体育局.
_LEFT_OUT = _JOINTS | frozenset("省市县区旗镇乡村的")


class OwnNames:
    """The names by which a document calls its units more than once."""

    def __init__(self, names: Iterable[str], own: OwnWords, sounds: Sounds) -> None:
        self._own, self._sounds = own, sounds
        full = {name for name in names if len(name) >= _LEAST_NAME and own.count(name) >= _LEAST_USES}
        # A short form of another name is no name of its own here.
        self._names = sorted(name for name in full if not any(name != other and name in other for other in full))

    def slips(self, run: str) -> Iterator[Slip]:
        """The slips in a stretch of Chinese characters."""
        for name in self._names:
            for start, end, edit in self._near(run, name):
                reason = self._reason(name, run[start:end], edit)
                if reason and self._own.count(run[start:end]) * _LEAST_USES <= self._own.count(name):
                    yield Slip(start, end, name, reason)

    @staticmethod
    def _near(run: str, name: str) -> Iterator[tuple[int, int, Edit]]:
        """What resembles the name, found by its first or its last characters; the edit is counted from the front."""
        start = run.find(name[:_ANCHOR])
        while start >= 0:
            for edit in edits(run, start, name):
                yield start, start + edit.length, edit
            start = run.find(name[:_ANCHOR], start + 1)
        backwards, turned = run[::-1], name[::-1]
        start = backwards.find(turned[:_ANCHOR])
        while start >= 0:
            for edit in edits(backwards, start, turned):
                end = len(run) - start
                width = {MISSING: 0, EXCHANGED: 2}.get(edit.slip, 1)
                yield end - edit.length, end, edit._replace(at=edit.length - edit.at - width)
            start = backwards.find(turned[:_ANCHOR], start + 1)

    def _reason(self, name: str, printed: str, edit: Edit) -> str:
        """What is wrong, "" where the form may be another unit's name or a short form."""
        at = edit.at
        if edit.slip == EXCHANGED:
            return EXCHANGED
        if edit.slip == MISSING:
            return MISSING if 0 < at < len(name) - 1 and name[at] not in _LEFT_OUT else ""
        if edit.slip == WRONG:
            if printed[at] in _JOINTS and name[at] in _JOINTS:
                return WRONG
            return ALIKE if self._sounds.alike(printed[at], name[at]) else ""
        doubled = 0 < at < len(printed) - 1 and printed[at] in (printed[at - 1], printed[at + 1])
        return EXTRA if doubled else ""
