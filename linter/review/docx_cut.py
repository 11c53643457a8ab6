"""Runs of a .docx parted at exact characters, so that something can stand before or behind them.

Formatting, the order of what a run holds and the text stay what they were: two runs with the same properties print what
the one did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from linter.readers.docx.names import ALTERNATE, BOX, RPR, SDT, SPACE, M, P, R, T, w

_BLANKS = " \t\r\n"
_WHOLE = frozenset((ALTERNATE, M + "oMath", M + "oMathPara", w("fldSimple")))
"""What stands in a paragraph as a whole: nothing may be put between its inner parts, or it would be lost with them."""
_RENEWED = frozenset(map(w, ("dataBinding", "date", "dropDownList", "comboBox", "docPartObj")))
"""Properties of a content control whose content is made anew from elsewhere."""


def carrier(element: etree._Element) -> etree._Element:
    """What stands in the paragraph for the text of `element`: its run, or what the run is an inseparable part of."""
    found = element
    for each in _with_ancestors(element):
        if each.tag == P:
            break
        if each.tag == R or each.tag in _WHOLE or (each.tag == SDT and _renewed(each)):
            found = each
    return found


def _renewed(control: etree._Element) -> bool:
    properties = control.find(w("sdtPr"))
    return properties is not None and any(
        child.tag in _RENEWED or (isinstance(child.tag, str) and child.tag.endswith("}checkbox"))
        for child in properties
    )


def _with_ancestors(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


class Fields:
    """The runs of complex fields: those of a code, which must stay together, and those of a result, which is made anew."""

    def __init__(self, body: etree._Element) -> None:
        self._codes: dict[etree._Element, list[etree._Element]] = {}
        self._inside: set[etree._Element] = set()
        fields: list[bool] = []
        stretch: list[etree._Element] = []
        for run in body.iter(R):
            chars = run.findall(w("fldChar"))
            before = False in fields
            for char in chars:
                kind = char.get(w("fldCharType"))
                if kind == "begin":
                    fields.append(False)
                elif kind == "separate" and fields:
                    fields[-1] = True
                elif kind == "end" and fields:
                    fields.pop()
            if before or chars:
                stretch.append(run)
                self._codes[run] = stretch
            if False not in fields:
                stretch = []
            if fields or chars:
                self._inside.add(run)

    def around(self, run: etree._Element) -> tuple[etree._Element, etree._Element]:
        """The first and the last of the runs that must not be parted from `run`."""
        stretch = self._codes.get(run)
        if stretch is None or any(each.getparent() is not run.getparent() for each in stretch):
            return run, run
        return stretch[0], stretch[-1]

    def holds(self, run: etree._Element) -> bool:
        """Whether the run is part of a field."""
        return run in self._inside


class Cutter:
    """Parts runs, and knows where the characters of an element that was parted stand now."""

    def __init__(self) -> None:
        self._parts: dict[etree._Element, list[tuple[int, etree._Element]]] = {}

    def from_(self, element: etree._Element, at: int) -> etree._Element:
        """The run that begins with character `at` of an element, made so; or what carries it, if that cannot be parted."""
        whole = carrier(element)
        if not _separable(element, whole):
            return whole
        self._cut(element, at)
        return _run(self._part(element, at))

    def to(self, element: etree._Element, at: int) -> etree._Element:
        """The run that ends before character `at` of an element, made so; or what carries it."""
        whole = carrier(element)
        if not _separable(element, whole):
            return whole
        self._cut(element, at)
        return _run(self._part(element, at - 1))

    def _part(self, element: etree._Element, at: int) -> etree._Element:
        parts = self._parts[element]
        return parts[max(bisect_right(parts, at, key=lambda part: part[0]) - 1, 0)][1]

    def _cut(self, element: etree._Element, at: int) -> None:
        parts = self._parts.get(element)
        if parts is None:
            parts = self._parts[element] = [(_trimmed(element), element)]
        index = max(bisect_right(parts, at, key=lambda part: part[0]) - 1, 0)
        start, part = parts[index]
        length = len(part.text or "") if part.tag == T else 1
        if at <= start:
            _part_run(part)
        elif at >= start + length:
            following = part.getnext()
            if following is not None:
                _part_run(following)
        else:
            text = part.text or ""
            rest = deepcopy(part)
            rest.tail, part.tail = part.tail, None
            part.text, rest.text = text[: at - start], text[at - start :]
            for each in (part, rest):
                each.set(SPACE, "preserve")
            part.addnext(rest)
            parts.insert(index + 1, (at, rest))
            _part_run(rest)


def _separable(element: etree._Element, whole: etree._Element) -> bool:
    return whole.tag == R and element.getparent() is not None and _run_or_none(element) is whole


def _run_or_none(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    return parent if parent is not None and parent.tag == R else None


def _run(element: etree._Element) -> etree._Element:
    run = _run_or_none(element)
    assert run is not None
    return run


def _trimmed(text: etree._Element) -> int:
    """Takes away the blanks around a text that are not printed; how many stood before it."""
    if text.tag != T or text.get(SPACE) == "preserve" or not text.text:
        return 0
    before = len(text.text) - len(text.text.lstrip(_BLANKS))
    text.text = text.text.strip(_BLANKS)
    return before


def _part_run(child: etree._Element) -> None:
    """Parts the run of `child` before it, unless it is the first thing in it."""
    run = _run(child)
    children = list(run)
    first = 1 if children and children[0].tag == RPR else 0
    index = children.index(child)
    if index <= first:
        return
    rest = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    rest.tail, run.tail = run.tail, None
    run.addnext(rest)
    if first:
        rest.append(deepcopy(children[0]))
    rest.extend(children[index:])


def story_of(element: etree._Element) -> etree._Element:
    """Where a comment can stand for `element`: itself, or the drawing whose text box holds it. Word takes no comment
    inside a box ([MS-OI29500] 2.1.315)."""
    outermost = element
    for each in element.iterancestors(BOX):
        outermost = each
    return outermost
