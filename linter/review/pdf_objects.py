"""Objects of a PDF as bytes (ISO 32000-1, 7.3): those that pdfminer read, and plain Python values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import PSLiteral

_SPECIAL = re.compile(rb"[\\()]")
_ODD = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")


class Name(NamedTuple):
    value: str


class Ref(NamedTuple):
    """A reference to an object that is added."""

    number: int


def text(value: str) -> bytes:
    """A text string: UTF-16 with its byte order mark."""
    return b"\xfe\xff" + value.encode("utf-16-be", "replace")


def written(value: Any, generation: Callable[[int], int]) -> bytes:
    """The object as it stands in a file. `generation` tells that of an object of the file; pdfminer forgets it."""

    def write(each: Any) -> bytes:
        if each is None:
            return b"null"
        if isinstance(each, bool):
            return b"true" if each else b"false"
        if isinstance(each, int):
            return str(each).encode()
        if isinstance(each, float):
            return f"{each:.5f}".rstrip("0").rstrip(".").encode()
        if isinstance(each, Name):
            return _name(each.value)
        if isinstance(each, PSLiteral):
            return _name(each.name)
        if isinstance(each, Ref):
            return f"{each.number} 0 R".encode()
        if isinstance(each, PDFObjRef):
            return f"{each.objid} {generation(each.objid)} R".encode()
        if isinstance(each, (bytes, str)):
            data = each if isinstance(each, bytes) else each.encode("latin-1", "replace")
            return b"(" + _SPECIAL.sub(rb"\\\g<0>", data).replace(b"\r", b"\\r") + b")"
        if isinstance(each, Mapping):
            return b"<<" + b" ".join(_name(key) + b" " + write(item) for key, item in each.items()) + b">>"
        if isinstance(each, (list, tuple)):
            return b"[" + b" ".join(map(write, each)) + b"]"
        raise TypeError(type(each).__name__)

    return write(value)


def _name(value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return b"/" + _ODD.sub(lambda match: b"#%02X" % match.group()[0], data)
