"""XML parts read as a stream: no tree is built, so that memory does not grow with a part."""

from __future__ import annotations

import io
from typing import Protocol
from xml.parsers import expat

from linter.readers.archive import Archive
from linter.readers.kinds import damaged
from linter.readers.limits import Meter, exceeded

_CHUNK = 1 << 16
_LONGEST_TEXT = 4_000_000


class ElementHandler:
    """Takes the elements of a part in order. Names come without their namespace, attributes with it ("uri name")."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def between(self, text: str) -> None:
        """Text that stands before an element, and behind the last tag before it."""

    def end(self, name: str, text: str) -> None:
        """An element ends; `text` is what stands between its last tag inside, or its beginning, and here."""


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


def stream(archive: Archive, name: str, part: ElementHandler, meter: Meter) -> None:
    """Feeds the part `name` to `part`. Raises UserError for broken XML, a document type, or a limit exceeded."""
    with archive.open(name) as member:
        _feed(member, name, part, meter)


def stream_text(text: str, part: ElementHandler, meter: Meter) -> None:
    """Feeds a file that is one XML document and has been decoded: what it says of its own encoding counts no longer."""
    _feed(io.BytesIO(text.encode("utf-8", "replace")), "XML", part, meter, "utf-8")


def _feed(source: _Source, name: str, part: ElementHandler, meter: Meter, encoding: str | None = None) -> None:
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    names: dict[str, str] = {}
    text: list[str] = []
    depth = size = 0
    most = meter.limits.depth
    start_part, between, end_part = part.start, part.between, part.end

    def start(full: str, attributes: dict[str, str]) -> None:
        nonlocal depth, size
        depth += 1
        if depth > most:
            raise exceeded("depth", most)
        local = names.get(full)
        if local is None:
            local = names.setdefault(full, full.rpartition(" ")[2])
        if text:
            between("".join(text))
            text.clear()
            size = 0
        start_part(local, attributes)

    def end(full: str) -> None:
        nonlocal depth, size
        depth -= 1
        if text:
            end_part(names[full], "".join(text))
            text.clear()
            size = 0
        else:
            end_part(names[full], "")

    def characters(data: str) -> None:
        nonlocal size
        size += len(data)
        if size > _LONGEST_TEXT:
            raise damaged(f"{name}: {size}")
        text.append(data)

    def refuse(*_: object) -> None:
        raise damaged(f"{name}: DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        while chunk := source.read(_CHUNK):
            meter.tick()
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(f"{name}: {error}") from None
