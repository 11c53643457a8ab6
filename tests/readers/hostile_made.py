"""Files that strangers might send, made without any library: bombs, loops, lies, locked and broken ones."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple

from docx_made import TYPES, docx, p, packed, part, relationships, tbl, tr

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SECRET = "内部口令"
"""What stands in a file of the machine that a document tries to read."""


def xlsx(rows: str, before: str = "", after: str = "", head: str = "") -> bytes:
    """A workbook of one sheet with this content of sheetData, and what stands before and behind it."""
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relationships(worksheet="worksheets/sheet1.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="预算" sheetId="1" r:id="worksheet"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{SHEET}">{before}'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        }
    )


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def row(number: int, count: int = 2) -> str:
    return f'<row r="{number}">{"<c><v>1</v></c>" * count}</row>'


def raw(*objects: str, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<</Size {len(objects) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def pages(count: int, content: str = "BT /F 12 Tf 20 50 Td (Budget 2026) Tj ET", more: str = "") -> bytes:
    """A PDF of pages that all show the same; `more` are further children of its page tree."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + count))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return raw(
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids} {more}]/Count {count + bool(more)}>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * count,
    )


def locked_office() -> bytes:
    """What Office makes of a .docx or .xlsx with a password: a compound file with the stream EncryptedPackage ([MS-CFB])."""
    free, end, table, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    header = struct.pack("<8s16s5H6x3I4x5I", _COMPOUND, b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    chain = [table, end, *range(3, 10), end]
    sectors = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    for name, kind, child, start, size in (
        ("Root Entry", 5, 1, end, 0),
        ("EncryptedPackage", 2, none, 2, 4096),
        ("", 0, none, 0, 0),
        ("", 0, none, 0, 0),
    ):
        text = name.encode("utf-16-le")
        length = len(text) + 2 if name else 0
        sectors += struct.pack("<64sHBB3I16sI16xIQ", text, length, kind, 1, none, none, child, b"", 0, start, size)
    return header + sectors + bytes(range(256)) * 16


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def locked_members(data: bytes) -> bytes:
    """An archive whose members ask for a password."""
    out = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := out.find(sign, start)) >= 0:
            out[start + at] |= 1
            start += 4
    return bytes(out)


def locked_pdf() -> bytes:
    """A PDF that none but the owner of its password opens (ISO 32000-1, 7.6.3)."""
    lock = f"<</Filter/Standard/V 1/R 2/P -4/O<{'ab' * 32}>/U<{'cd' * 32}>>>"
    data = pages(1)
    tail = data.rindex(b"trailer")
    return data[:tail] + data[tail:].replace(b"/Root", f"/ID[<00><00>]/Encrypt {lock}/Root".encode())


_LAUGHS = '<!ENTITY a0 "哈哈哈哈哈哈哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f"<!DOCTYPE html [{_LAUGHS}]>"


def outside(path: str) -> str:
    """A document type whose entity x is a file of the machine."""
    return f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{path}">]>'


def word(main: str, **more: str) -> bytes:
    """A .docx with this main part, as it is."""
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relationships(officeDocument="word/document.xml"),
            "word/document.xml": main,
            **more,
        }
    )


def body(content: str) -> str:
    return part("document", f"<w:body>{content}</w:body>")


def deep(tag: str, count: int = 3000) -> str:
    return f"<{tag}>" * count + f"</{tag}>" * count


def web(content: str, head: str = "<!doctype html>") -> bytes:
    return f"{head}<html><head><meta charset=utf-8></head><body>{content}</body></html>".encode()


class Hostile(NamedTuple):
    """A file that cannot be read: its name, how it is made, and what must be said of it."""

    name: str
    make: Callable[[], bytes]
    said: str
    said_english: str


SMALL_LIMITS = {"unpacked": 6_000_000, "members": 200, "cells": 3_000, "pages": 20, "depth": 200}
"""The limits under which the files below are beyond one, so that none has to be large."""

FILES = (
    Hostile("laughs.docx", lambda: word(LAUGHS + body(p("&a9;"))), "文档类型声明", "document type"),
    Hostile("laughs.xlsx", lambda: xlsx(row(1), head=LAUGHS), "文档类型声明", "document type"),
    Hostile("outside.docx", lambda: word(outside("/etc/passwd") + body(p("&x;"))), "文档类型声明", "document type"),
    Hostile("outside.xlsx", lambda: xlsx(row(1), head=outside("/etc/passwd")), "文档类型声明", "document type"),
    Hostile("ratio.docx", lambda: word(body(" " * 5_000_000)), "压缩比超过上限 200:1", "200 to 1"),
    Hostile("ratio.xlsx", lambda: xlsx(" " * 5_000_000), "压缩比超过上限 200:1", "200 to 1"),
    Hostile(
        "total.docx",
        lambda: word(body(""), **{f"word/media/{n}.xml": " " * 1_000_000 for n in range(7)}),
        "解压后大小超过上限 6 MB",
        "6 MB when unpacked",
    ),
    Hostile(
        "members.docx",
        lambda: word(body(""), **{f"x/{n}.xml": "" for n in range(300)}),
        "200 个",
        "more than 200 members",
    ),
    Hostile(
        "cells.xlsx", lambda: xlsx("".join(row(n, 50) for n in range(1, 200))), "3,000 个", "more than 3,000 cells"
    ),
    Hostile("cells.docx", lambda: docx(tbl(*[tr(*"甲乙丙丁戊己庚辛壬癸")] * 400)), "单元格数", "3,000 cells"),
    Hostile("cells.html", lambda: web(f"<table>{'<tr>' + '<td>甲' * 50}</table>" * 100), "单元格数", "3,000 cells"),
    Hostile(
        "spans.html", lambda: web(f"<table>{'<tr><td colspan=1000 rowspan=9999>甲' * 50}</table>"), "单元格数", "cells"
    ),
    Hostile("deep.docx", lambda: word(body(deep("w:sdt"))), "嵌套", "nested"),
    Hostile("deep.xlsx", lambda: xlsx(deep("x")), "嵌套层数超过上限 200 层", "200 levels"),
    Hostile("deep.html", lambda: web(deep("div", 5000)), "嵌套过深", "nested too deep"),
    Hostile("pages.pdf", lambda: pages(30), "页数超过上限 20 页", "more than 20 pages"),
    Hostile(
        "loop.pdf",
        lambda: raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
        "",
        "",
    ),
    Hostile(
        "escape.docx",
        lambda: packed(
            {
                "[Content_Types].xml": TYPES,
                "word/x.xml": "<x/>",
                "_rels/.rels": relationships(officeDocument="../../written.xml"),
                "../../written.xml": body(p("外面")),
            }
        ),
        "损坏",
        "damaged",
    ),
    Hostile("locked.docx", locked_office, "打开密码", "password"),
    Hostile("locked.xlsx", locked_office, "打开密码", "password"),
    Hostile("locked-members.docx", lambda: locked_members(docx(p("正文"))), "打开密码", "password"),
    Hostile("locked.pdf", locked_pdf, "打开密码", "password"),
    Hostile("empty.xlsx", lambda: xlsx(""), "工作簿是空的", "empty"),
    Hostile("empty.txt", lambda: b"", "文件是空的", "empty"),
    Hostile("nothing.pdf", lambda: pages(1, ""), "没有文字", "no text"),
    Hostile(
        "scan.pdf",
        lambda: pages(2, "q 200 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"),
        "扫描件",
        "is a scan",
    ),
    Hostile("picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "图片", "picture"),
    Hostile("photo.docx", lambda: b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), "图片", "picture"),
    Hostile(
        "table2003.xls",
        lambda: (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
            b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
        ),
        "工作簿是空的",
        "the workbook is empty",
    ),
    Hostile(
        "table2003-wide.xls",
        lambda: '\ufeff<?xml version="1.0" encoding="utf-16"?><Workbook xmlns="x"/>'.encode("utf-16-le"),
        "XML 电子表格 2003",
        "XML Spreadsheet 2003",
    ),
    Hostile(
        "mail.xls",
        lambda: (
            b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n"
            b' boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<html></html>\r\n--x--\r\n'
        ),
        ".mht",
        ".mht",
    ),
    Hostile("archive.docx", lambda: packed({"a.txt": "甲"}), "压缩包", "archive"),
    Hostile("binary.txt", lambda: bytes(range(256)) * 4, "不是可读的文本文件", "neither text"),
)
