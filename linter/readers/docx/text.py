"""The printed text of the paragraphs of a .docx, each stretch with the element that prints it.

Read are insertions, the results of fields and one branch of alternatives; not deletions, field codes and hidden text
(ECMA-376 part 1, 17.3.3 run content, 17.13.5 revisions, 17.16 fields; part 3 for alternatives).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from linter.bilingual import Bilingual
from linter.readers.docx.drawn import DRAWN, drawn, too_deep
from linter.readers.docx.names import (
    ALTERNATE,
    CUSTOM_XML,
    DEL,
    FOOTER,
    HEADER,
    INS,
    MOVE_FROM,
    MOVE_TO,
    NUM_PR,
    OUTLINE,
    P_STYLE,
    PPR,
    R_STYLE,
    RELATED,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTION,
    SMART_TAG,
    SPACE,
    TYPE,
    VAL,
    VANISH,
    M,
    R,
    T,
    branch,
    number,
    on,
    value,
    w,
)
from linter.readers.docx.numbering import Numbering
from linter.readers.docx.styles import Styles, heading_level
from linter.readers.docx.symbols import PRIVATE, sign, signs

_INSIDE = frozenset(
    (INS, MOVE_TO, SMART_TAG, CUSTOM_XML, *map(w, ("hyperlink", "fldSimple", "dir", "bdo", "sdtContent")))
)
_MATH = frozenset((M + "oMath", M + "oMathPara"))
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_SYM, _FIELD, _RUBY, _RUBY_BASE = w("sym"), w("fldChar"), w("ruby"), w("rubyBase")
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_FONTS = w("rFonts")
_FRACTION, _NUMERATOR, _DENOMINATOR, _MATH_TEXT = (M + name for name in ("f", "num", "den", "t"))
_BLANKS = " \t\r\n"
SPECIAL = (
    *(DEL, MOVE_FROM, VANISH, R_STYLE, ALTERNATE, _SYM, _FIELD, _RUBY, M + "t", w("instrText")),
    *_SIGNS,
    *DRAWN,
    *_NOTES,
)
"""Where none of these is, the text is what the w:t hold, in order."""


class Piece(NamedTuple):
    """A stretch of text and the element that prints it; `skip` characters of the element's own text stand before it.

    The element of text is a w:t (its parent is the run), of a sign a w:tab, w:br, w:sym …, of a list number and of
    the end of a paragraph in a cell the w:p.
    """

    text: str
    element: etree._Element
    skip: int = 0


class Mark(NamedTuple):
    """Characters `offset` to `offset + length` of a block's text are printed by `element`, from its character `start`."""

    offset: int
    length: int
    element: etree._Element
    start: int


class XmlPlace(NamedTuple):
    """Where a block's or a cell's text stands in the file: `element` is its w:p, w:tbl or w:tc.

    `first` characters of the joined pieces stand before the block's text.
    """

    element: etree._Element
    pieces: tuple[Piece, ...] = ()
    first: int = 0

    def marks(self, start: int, end: int) -> Iterator[Mark]:
        """The elements that print the characters start to end of the text, in order."""
        at = -self.first
        for piece in self.pieces:
            low, high = max(at, start), min(at + len(piece.text), end)
            if low < high:
                yield Mark(low, high - low, piece.element, low - at + piece.skip)
            at += len(piece.text)


class Section(NamedTuple):
    """The headers and footers of a section: element name, kind and relationship; `first` where its first page has its own."""

    first: bool
    margins: tuple[tuple[str, str, str], ...]


def section(element: etree._Element) -> Section:
    """What a w:sectPr says."""
    margins = [
        (str(each.tag), each.get(TYPE, "default"), each.get(RELATED, ""))
        for each in element.iterchildren(HEADER, FOOTER)
    ]
    return Section(on(element.find(w("titlePg"))), tuple(margins))


class TextReader:
    """Reads paragraphs one after another. What else it meets it leaves in `hidden`, `boxes`, `unread`, `notes` and `sections`."""

    def __init__(self, styles: Styles, numbering: Numbering, depth: int) -> None:
        self.pieces: list[Piece] = []
        """The text since the last end of a paragraph."""
        self.level = 0
        """The heading level of the paragraph read last."""
        self.hidden: list[str] = []
        self.boxes: list[etree._Element] = []
        self.unread: list[Bilingual] = []
        """What is drawn and cannot be read: pictures, objects."""
        self.notes: list[tuple[str, str]] = []
        self.sections: list[Section] = []
        self._styles = styles
        self._numbering = numbering
        self._depth = depth
        self._fields: list[bool] = []
        self._code = False
        self._veiled = False

    def take(self) -> list[Piece]:
        """The pieces read so far; the next paragraph begins."""
        pieces, self.pieces = self.pieces, []
        return pieces

    def fresh_fields(self, fields: list[bool] | None = None) -> list[bool]:
        """Starts a story of its own (a text box) with no field open; gives the open ones, to be handed in afterwards."""
        before, self._fields = self._fields, fields if fields is not None else []
        self._code = False in self._fields
        return before

    @property
    def is_plain(self) -> bool:
        """Whether a paragraph without properties would print just its text here."""
        return not self._code and self.is_plain_style(None)

    def is_plain_style(self, style: str | None) -> bool:
        """Whether paragraphs of this style are neither hidden nor numbered."""
        return not self._styles.paragraph_hidden(style) and self._styles.list_of(style) is None

    def paragraph(self, paragraph: etree._Element) -> bool:
        """Adds a paragraph to `pieces`. False where its end was deleted or is hidden: the next one goes on in the line."""
        ends, style, listed, outline = True, None, None, None
        if len(paragraph) and paragraph[0].tag == PPR:
            # One pass over the properties: looking each up by name takes several times as long.
            for child in paragraph[0]:
                tag = child.tag
                if tag == RPR:
                    ends = _mark_stands(child)
                elif tag == P_STYLE:
                    style = child.get(VAL)
                elif tag == NUM_PR:
                    listed = child
                elif tag == OUTLINE:
                    outline = number(child)
                elif tag == SECTION:
                    self.sections.append(section(child))
        self._veiled = self._styles.paragraph_hidden(style)
        self._inline(paragraph, 0)
        if self._code:
            # A field code never goes beyond its paragraph in sound files; an unfinished one must not eat the document.
            self._fields = [each for each in self._fields if each]
            self._code = False
        if ends:
            self.level = heading_level(outline) if outline is not None else self._styles.level(style)
            label = self._numbering.label(listed, style) if not self._veiled else ""
            if label:
                self.pieces.insert(0, Piece(label, paragraph))
        return ends

    def _inline(self, element: etree._Element, depth: int) -> None:
        if depth > self._depth:
            raise too_deep(self._depth)
        for child in element:
            tag = child.tag
            if tag == R:
                self._run(child, depth)
            elif tag in _INSIDE:
                self._inline(child, depth + 1)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._inline(content, depth + 1)
            elif tag in _MATH:
                self._math(child, depth + 1)
            elif tag == ALTERNATE:
                for each in branch(child):
                    self._inline_one(each, depth + 1)

    def _inline_one(self, element: etree._Element, depth: int) -> None:
        if element.tag == R:
            self._run(element, depth)
        else:
            self._inline(element, depth)

    def _run(self, run: etree._Element, depth: int) -> None:
        hidden = self._veiled
        for child in run:
            tag = child.tag
            if tag == T:
                text = child.text
                if text and not self._code:
                    self._put(text, child, hidden)
            elif tag == RPR:
                hidden = self._is_hidden(child)
            else:
                self._other(child, tag, hidden, depth)

    def _is_hidden(self, properties: etree._Element) -> bool:
        hidden = self._veiled
        for child in properties:
            tag = child.tag
            if tag == VANISH:
                return on(child)
            if tag == R_STYLE:
                hidden = self._styles.hidden(child.get(VAL)) or hidden
        return hidden

    def _put(self, text: str, element: etree._Element, hidden: bool) -> None:
        skip = 0
        if (text[0] in _BLANKS or text[-1] in _BLANKS) and element.get(SPACE) != "preserve":
            skip = len(text) - len(text.lstrip(_BLANKS))
            text = text.strip(_BLANKS)
            if not text:
                return
        if "\n" in text:
            text = text.replace("\n", " ")
        if PRIVATE.search(text):
            text = signs(text, _font(element))
        if hidden:
            self.hidden.append(text)
        else:
            self.pieces.append(Piece(text, element, skip))

    def _other(self, child: etree._Element, tag: str, hidden: bool, depth: int) -> None:
        """What a run holds beside text."""
        if depth > self._depth:
            raise too_deep(self._depth)
        if tag == _FIELD:
            self._field(child)
        elif self._code:
            return
        elif tag in _SIGNS:
            if not hidden:
                self.pieces.append(Piece(_SIGNS[tag], child))
        elif tag == _SYM:
            code = child.get(w("char"), "")
            text = sign(int(code, 16), child.get(w("font"), "")) if _is_hex(code) else ""
            if text and not hidden:
                self.pieces.append(Piece(text, child))
        elif tag in DRAWN:
            found = drawn(child, self._depth)
            self.boxes += found.boxes
            self.unread += found.unread
        elif tag == ALTERNATE:
            for each in branch(child):
                if each.tag != T:
                    self._other(each, each.tag, hidden, depth + 1)
                elif each.text:
                    self._put(each.text, each, hidden)
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], child.get(w("id"), "")))
        elif tag == _RUBY:
            base = child.find(_RUBY_BASE)
            if base is not None:
                self._inline(base, depth + 1)

    def _field(self, char: etree._Element) -> None:
        kind = char.get(w("fldCharType"))
        if kind == "begin":
            if not self._code:
                self._control(char)
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        self._code = False in self._fields

    def _control(self, char: etree._Element) -> None:
        """A tick box or a list of an old form, whose field has no result to print."""
        data = char.find(w("ffData"))
        if data is None:
            return
        box, choice = data.find(w("checkBox")), data.find(w("ddList"))
        if box is not None:
            state = box.find(w("checked"))
            ticked = on(state) if state is not None else on(box.find(w("default")))
            self.pieces.append(Piece("☑" if ticked else "□", char))
        elif choice is not None:
            entries = choice.findall(w("listEntry"))
            index = number(choice.find(w("result"))) or number(choice.find(w("default"))) or 0
            text = value(entries[index]) if 0 <= index < len(entries) else None
            if text:
                self.pieces.append(Piece(text, char))

    def _math(self, element: etree._Element, depth: int) -> None:
        if depth > self._depth:
            raise too_deep(self._depth)
        for child in element:
            tag = child.tag
            if tag == _MATH_TEXT:
                if child.text and not self._code:
                    self.pieces.append(Piece(child.text.replace("\n", " "), child))
            elif tag == _FRACTION:
                for part in child.iterchildren(_NUMERATOR, _DENOMINATOR):
                    if part.tag == _DENOMINATOR and not self._code:
                        self.pieces.append(Piece("/", child))
                    self._math(part, depth + 2)
            elif tag not in (DEL, MOVE_FROM):
                self._math(child, depth + 1)


def _mark_stands(properties: etree._Element) -> bool:
    """Whether the end of a paragraph, with these run properties, is neither deleted nor moved away nor hidden."""
    for child in properties:
        tag = child.tag
        if tag in (DEL, MOVE_FROM) or (tag == VANISH and on(child)):
            return False
    return True


def _font(text: etree._Element) -> str:
    """The font that the run of a text names for itself."""
    run = text.getparent()
    properties = run.find(RPR) if run is not None else None
    fonts = properties.find(_FONTS) if properties is not None else None
    return fonts.get(w("ascii"), "") if fonts is not None else ""


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 4 and all(each in "0123456789abcdefABCDEF" for each in text)
