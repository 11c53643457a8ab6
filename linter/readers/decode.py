"""Bytes -> text without guessing: a byte order mark, else strict UTF-8, else GB18030."""

from linter.bilingual import Bilingual
from linter.errors import UserError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes) -> str:
    """The text of a file, without its byte order mark. Raises UserError for what is no text."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[str, bytes, str]:
    """The text of a file, its byte order mark and its encoding. Raises UserError for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), mark, encoding
            except UnicodeDecodeError:
                raise _no_text() from None
    if b"\0" in data:
        raise _no_text()
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), b"", encoding
        except UnicodeDecodeError:
            continue
    raise _no_text()


def _no_text() -> UserError:
    return UserError(
        Bilingual(
            "不是可读的文本文件（UTF-8 或 GB18030），也不是 Office、PDF 或网页文件",
            "neither text in UTF-8 or GB18030 nor an Office, PDF or web file",
        ),
        Bilingual(
            "请另存为 .docx、.xlsx、.pdf 或 UTF-8 编码的 .txt 文件。",
            "Save it as .docx, .xlsx, .pdf, or .txt in UTF-8.",
        ),
    )
