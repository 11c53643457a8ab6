"""Review copies read back: what their comments stand at, and their changes accepted. Written against the formats, not the code."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Comment:
    """A comment, the text that it stands over, and the w:tc (or w:p outside tables) around its beginning and end."""

    id: str
    text: str
    author: str
    date: str
    over: str = ""
    begins: etree._Element | None = None
    ends: etree._Element | None = None
    referred: int = 0


@dataclass
class Copy:
    """A copy's body and comments; its tables in the order in which the reader counts them, an inner one behind its outer."""

    body: etree._Element
    comments: dict[str, Comment] = field(default_factory=dict)
    tables: list[etree._Element] = field(default_factory=list)


def parts(data: bytes | Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts(data), **changed}.items():
            archive.writestr(name, content)
    return out.getvalue()


def container(element: etree._Element) -> etree._Element:
    """The cell around an element, or the paragraph where there is no cell."""
    found = None
    for each in (element, *element.iterancestors()):
        if each.tag == W + "tc":
            return each
        if each.tag == W + "p" and found is None:
            found = each
    assert found is not None
    return found


def read_copy(data: bytes | Path) -> Copy:
    files = parts(data)
    body = etree.fromstring(files["word/document.xml"])
    copy = Copy(body, tables=list(body.iter(W + "tbl")))
    for each in etree.fromstring(files["word/comments.xml"]) if "word/comments.xml" in files else ():
        lines = ["".join(t.text or "" for t in p.iter(W + "t")) for p in each.iter(W + "p")]
        own = Comment(each.get(W + "id", ""), "\n".join(lines), each.get(W + "author", ""), each.get(W + "date", ""))
        assert own.id not in copy.comments
        copy.comments[own.id] = own
    running: set[str] = set()
    for each in body.iter():
        if each.tag == W + "commentRangeStart":
            own = copy.comments[each.get(W + "id", "")]
            assert own.begins is None
            own.begins = container(each)
            running.add(own.id)
        elif each.tag == W + "commentRangeEnd":
            own = copy.comments[each.get(W + "id", "")]
            own.ends = container(each)
            running.remove(own.id)
        elif each.tag == W + "commentReference":
            copy.comments[each.get(W + "id", "")].referred += 1
        elif each.tag in (W + "t", W + "delText") and not _inserted_by_us(each):
            for id_ in running:
                copy.comments[id_].over += each.text or ""
    assert not running
    return copy


def _inserted_by_us(element: etree._Element) -> bool:
    return any(each.get(W + "author") == "budgetlint" for each in element.iterancestors(W + "ins"))


def accepted(data: bytes, author: str = "budgetlint") -> bytes:
    """The document with all changes of one author accepted."""
    body = etree.fromstring(parts(data)["word/document.xml"])
    for each in list(body.iter(W + "del")):
        if each.get(W + "author") == author:
            each.getparent().remove(each)
    for each in list(body.iter(W + "ins")):
        if each.get(W + "author") == author:
            for child in reversed(each):
                each.addnext(child)
            each.getparent().remove(each)
    return repacked(data, {"word/document.xml": etree.tostring(body, xml_declaration=True, encoding="UTF-8")})


def rejected(data: bytes, author: str = "budgetlint") -> bytes:
    """The document with all changes of one author rejected."""
    body = etree.fromstring(parts(data)["word/document.xml"])
    for each in list(body.iter(W + "ins")):
        if each.get(W + "author") == author:
            each.getparent().remove(each)
    for each in list(body.iter(W + "del")):
        if each.get(W + "author") == author:
            for text in each.iter(W + "delText"):
                text.tag = W + "t"
            for child in reversed(each):
                each.addnext(child)
            each.getparent().remove(each)
    return repacked(data, {"word/document.xml": etree.tostring(body, xml_declaration=True, encoding="UTF-8")})
