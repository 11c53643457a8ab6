"""What kind of file some bytes are, by their content: a suffix may lie, and for a stranger's file it often does."""

from __future__ import annotations

import io
import re
import zipfile

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.readers import compound

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S
)
# A part of a page, as copied out of one. Markdown may begin so, too, but then its tables are no <table>.
_PART = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:h[1-6]|div|p|center|font|style|title|link|section|article|main)\b", re.I | re.S
)
_PIPES = re.compile(rb"^\s*\|?\s*:?-{3,}:?\s*\|", re.M)
_XML = re.compile(rb"\s*<(?:\?xml|\?mso-application|(?:\w+:)?(?:Workbook|wordDocument|package)\s)")
# A web archive is a mail: header lines, the kind of its parts among them (RFC 2557).
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.I)
_OFFICE_XML = re.compile(rb"<\?mso-application\b|<(?:\w+:)?(?:Workbook|wordDocument|package)\s")
_SPREADSHEET = re.compile(rb"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_HEAD = 2048
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_SAVE_AS = Bilingual("请另存为 .docx、.xlsx 或 .pdf 后再检查。", "Save it as .docx, .xlsx or .pdf and check that.")


def kind_of(data: bytes) -> str:
    """text, html, pdf, docx, xlsx, xls, spreadsheetml, doc or rtf. Raises UserError for a file that is known but cannot be read."""
    head = data[:_HEAD]
    if head.startswith(_ZIP):
        return _archive(data)
    if head.startswith(compound.SIGNATURE):
        return _compound(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        raise UserError(
            Bilingual("文件是图片，不含文字", "the file is a picture and holds no text"),
            Bilingual("请使用 Word、Excel 原件或带文字的 PDF。", "Use the Word or Excel original, or a PDF with text."),
        )
    if head.startswith(_PACKED):
        raise UserError(
            Bilingual("文件是压缩包", "the file is an archive"), Bilingual("请先解压。", "Unpack it first.")
        )
    words = _narrow(head)
    if _HTML.match(words) or (_PART.match(words) and _has_table(_narrow(data))):
        return "html"
    if _XML.match(words):
        if _SPREADSHEET.search(words):
            return "spreadsheetml"
        raise UserError(
            Bilingual(
                "暂不能读取这种 XML 文件（Word XML 等；能读的是 XML 电子表格 2003）",
                "XML files of this kind (Word XML) cannot be read yet; XML Spreadsheet 2003 can",
            ),
            _SAVE_AS,
        )
    if _WEB_ARCHIVE.match(words):
        raise UserError(Bilingual("暂不能读取单个文件网页（.mht）", "web archives (.mht) cannot be read yet"), _SAVE_AS)
    return "text"


def may_be_document(head: bytes) -> bool:
    """Whether a file whose name tells nothing begins like a document, an archive or a picture; plain text does not."""
    if head.startswith((*_ZIP, compound.SIGNATURE, b"{\\rtf", *_PACKED)) or b"%PDF-" in head[:1024]:
        return True
    if head.startswith(_PICTURES):
        return b"\0" in head or not head.startswith(b"BM")
    words = _narrow(head)
    return _HTML.match(words) is not None or (_XML.match(words) is not None and _OFFICE_XML.search(words) is not None)


def _has_table(data: bytes) -> bool:
    return b"<table" in data.lower() and not _PIPES.search(data)


def _narrow(head: bytes) -> bytes:
    """The beginning of a file without its byte order mark, with one byte for each Latin letter."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UserError(
            Bilingual("文件已损坏，压缩结构不完整", "the file is damaged, its archive structure is not whole"),
            Bilingual(
                "请重新复制或下载，或用 Word、WPS 打开后另存一份。",
                "Copy it again, or open it in Word or WPS and save a copy.",
            ),
        ) from None
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[Content_Types].xml" in names:
        # The main part may have another name; the reader follows the relationships.
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    if "OFD.xml" in names:
        raise UserError(Bilingual("暂不能读取 .ofd 文件", ".ofd files cannot be read yet"), _SAVE_AS)
    if "content.xml" in names:
        raise UserError(Bilingual("暂不能读取 OpenDocument 文件", "OpenDocument files cannot be read yet"), _SAVE_AS)
    raise UserError(
        Bilingual("文件是压缩包，不是文档", "the file is an archive and no document"),
        Bilingual("请先解压，再检查里面的文件。", "Unpack it first."),
    )


def _compound(data: bytes) -> str:
    """By the streams at the top: a workbook may hold a document of Word further down, and the other way round."""
    names = compound.top_names(data) or _named_anywhere(data)
    if "encryptedpackage" in names:
        raise encrypted()
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    raise UserError(Bilingual("不认识的旧版 Office 文件", "an old Office file of an unknown kind"), _SAVE_AS)


def _named_anywhere(data: bytes) -> set[str]:
    """The streams whose names stand somewhere in a file whose directory is damaged."""
    streams = ("EncryptedPackage", "WordDocument", "Workbook", "Book")
    return {name.lower() for name in streams if name.encode("utf-16-le") in data}


def encrypted() -> UserError:
    """What is said of every file that asks for a password."""
    return UserError(
        Bilingual("文件有打开密码，无法读取", "the file is protected by a password"),
        Bilingual("请去掉密码后再检查。", "Remove the password and check it again."),
    )


def damaged(detail: str = "", english: str = "") -> UserError:
    """What is said of a file whose kind is known and whose inside is broken. `english` where `detail` is in Chinese."""
    more = f"（{detail}）" if detail else ""
    told = english or (detail if detail.isascii() else "")
    more_english = f" ({told})" if told else ""
    return UserError(
        Bilingual(f"文件已损坏，无法读取{more}", f"the file is damaged and cannot be read{more_english}"),
        Bilingual("请重新复制或下载，或打开后另存一份。", "Copy it again, or open it and save a copy."),
    )
