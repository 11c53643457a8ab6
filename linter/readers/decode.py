"""Bytes -> text without guessing: a byte order mark, else strict UTF-8, else GB18030."""

from linter.errors import UserError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MAGIC = {
    b"PK\x03\x04": "Office 文件（.docx、.xlsx）或压缩包 / an Office file or an archive",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文件（.doc、.xls、.wps）/ an old Office file",
    b"%PDF": "PDF 文件 / a PDF file",
}


def decode(data: bytes, name: str) -> str:
    """The text of a file, without its byte order mark. Raises UserError for what is no text."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UserError(
                f"不是文本文件：{name}（看起来是{what}）",
                "本版本读取 .txt 和 .md，请先另存为纯文本。/ This version reads .txt and .md; save it as plain text first.",
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise _no_text(name) from None
    if b"\0" in data:
        raise _no_text(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_text(name)


def _no_text(name: str) -> UserError:
    return UserError(
        f"不是可读的文本文件：{name}（既不是 UTF-8，也不是 GB18030）",
        "请另存为 UTF-8 编码的 .txt 文件。/ Save it as a .txt file in UTF-8.",
    )
