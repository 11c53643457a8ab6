"""The comments of a .docx: the part that holds their texts, and their marks in the text (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from linter.readers.docx.names import ID, INS, MOVE_TO, SPACE, P, w
from linter.review.docx_places import head_of
from linter.review.model import AUTHOR
from linter.review.package import Package

MOST = 32767
"""Word does not open a file with more ranges of comments ([MS-OI29500] 2.1.315)."""

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
_HALF_POINTS = "18"


class Comments:
    """The comments part: the file's own comments, then those that are added."""

    def __init__(self, package: Package, body: etree._Element, made: datetime) -> None:
        self._package = package
        self._name = package.archive.related(package.main, "comments")
        self._date = stamp(made)
        self._ours: set[etree._Element] = set()
        root = package.tree(self._name) if self._name else None
        self._root = root if root is not None else etree.Element(w("comments"), nsmap={"w": w("")[1:-1]})
        ids = [each.get(ID, "") for part in (self._root, body) for each in part.iter(w("comment"), _START, _REFERENCE)]
        self._next = max((int(each) for each in ids if each.isdecimal()), default=-1) + 1
        self.room = MOST - sum(1 for _ in body.iter(_START))

    def over(self, first: etree._Element, last: etree._Element, lines: Sequence[str]) -> None:
        """A comment on what stands from `first` to `last`."""
        start, end, reference = self._marks(lines)
        first.addprevious(start)
        self._behind(last, end)
        around = end
        while (parent := around.getparent()) is not None and parent.tag in (INS, MOVE_TO):
            # An insertion may be rejected: what is said of it stays.
            around = parent
        self._behind(around, reference)

    def on(self, paragraph: etree._Element, lines: Sequence[str]) -> None:
        """A comment on a whole paragraph, be it empty."""
        start, end, reference = self._marks(lines)
        at = head_of(paragraph)
        while at < len(paragraph) and paragraph[at] in self._ours:
            at += 1
        paragraph.insert(at, start)
        paragraph.extend((end, reference))

    def _behind(self, element: etree._Element, mark: etree._Element) -> None:
        """Puts a mark behind an element and behind our marks that stand there already, so that comments keep their order."""
        while (following := element.getnext()) is not None and following in self._ours and following.tag != _START:
            element = following
        mark.tail, element.tail = element.tail, None
        element.addnext(mark)

    def _marks(self, lines: Sequence[str]) -> tuple[etree._Element, etree._Element, etree._Element]:
        own = {ID: str(self._next)}
        self._next += 1
        self.room -= 1
        self._write(own, lines)
        reference = etree.Element(w("r"))
        etree.SubElement(reference, _REFERENCE, own)
        marks = etree.Element(_START, own), etree.Element(_END, own), reference
        self._ours.update(marks)
        return marks

    def _write(self, own: dict[str, str], lines: Sequence[str]) -> None:
        head = {**own, w("author"): AUTHOR, w("date"): self._date, w("initials"): "bl"}
        comment = etree.SubElement(self._root, w("comment"), head)
        for number, line in enumerate(lines):
            paragraph = etree.SubElement(comment, P)
            _plain(paragraph)
            if number == 0:
                etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
            run = etree.SubElement(paragraph, w("r"))
            properties = etree.SubElement(run, w("rPr"))
            if number == 0:
                etree.SubElement(properties, w("b"))
            for name in ("sz", "szCs"):
                etree.SubElement(properties, w(name), {w("val"): _HALF_POINTS})
            text = etree.SubElement(run, w("t"), {SPACE: "preserve"})
            text.text = line

    def save(self) -> None:
        package = self._package
        if self._name is None:
            folder = posixpath.dirname(package.main)
            plain = posixpath.join(folder, "comments.xml")
            self._name = plain if plain not in package else package.free(posixpath.join(folder, "comments{}.xml"))
            package.declare(self._name, _CONTENT_TYPE)
            package.relate(package.main, "comments", self._name)
        package.put(self._name, self._root)


def _plain(paragraph: etree._Element) -> None:
    """Sets off the paragraph from a document's own style: large letters and an indented first line are for its text."""
    properties = etree.SubElement(paragraph, w("pPr"))
    spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
    etree.SubElement(properties, w("spacing"), {w(name): value for name, value in spacing.items()})
    indent = {"left": "0", "right": "0", "firstLineChars": "0", "firstLine": "0"}
    etree.SubElement(properties, w("ind"), {w(name): value for name, value in indent.items()})
    etree.SubElement(properties, w("jc"), {w("val"): "left"})


def stamp(made: datetime) -> str:
    """A date of a comment or change. Word shows it as it is written, whatever the zone: local time with a Z."""
    return made.strftime("%Y-%m-%dT%H:%M:%SZ")
