"""A TrueType font whose characters are boxes, made here, so that a PDF of a test can embed its font: no test may depend on
the fonts of a machine, and nobody else's font lies in this project."""

from __future__ import annotations

import struct
from functools import cache
from io import BytesIO
from itertools import accumulate

NAME = "Boxes"
EMPTY = "Empty"
_EM = 1000
_ASCENT, _DESCENT = 880, -120
# First and last character, and how wide each is: Latin, punctuation and signs, Chinese.
_RANGES = (
    (0x20, 0x7E, 500),
    (0xA0, 0xFF, 500),
    (0x2010, 0x206F, 1000),
    (0x2100, 0x22FF, 1000),
    (0x2460, 0x27BF, 1000),
    (0x3000, 0x303F, 1000),
    (0x3220, 0x33FF, 1000),
    (0x4E00, 0x9FFF, 1000),
    (0xFF00, 0xFFEF, 1000),
)
_BLANK = (0x20, 0xA0, 0x3000)


@cache
def font(name: str) -> bytes:
    """The font as a TrueType file, table by table as the OpenType specification has them. In `EMPTY` no character has an
    outline: the like of a font that is neither embedded nor on the machine, on every machine."""
    characters = [(code, wide) for first, last, wide in _RANGES for code in range(first, last + 1)]
    widths = [1000, *(wide for _, wide in characters)]
    glyphs = [_box(1000), *(b"" if code in _BLANK or name == EMPTY else _box(wide) for code, wide in characters)]
    places = [0, *accumulate(len(glyph) for glyph in glyphs)]
    count = len(glyphs)
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            3,
            _EM,
            0,
            0,
            0,
            _DESCENT,
            _EM,
            _ASCENT,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, count),
        b"hmtx": b"".join(struct.pack(">Hh", wide, 0) for wide in widths),
        b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": struct.pack(">I14H", 0x10000, count, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _names(name),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def register(name: str = NAME) -> str:
    """Makes the font known to reportlab; its name there."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, BytesIO(font(name))))
    return name


def _box(wide: int) -> bytes:
    """One contour of four straight sides, a tenth of the width within the advance."""
    edge, high, low = wide // 10, 800, -80
    xs, ys = (edge, 0, wide - 2 * edge, 0), (low, high - low, 0, low - high)
    head = struct.pack(">hhhhh", 1, edge, low, wide - edge, high)
    return head + struct.pack(">HH4B4h4h", 3, 0, *[1] * 4, *xs, *ys)


def _cmap() -> bytes:
    """Format 4 for the basic plane, Unicode."""
    starts, ends, deltas, glyph = [], [], [], 1
    for first, last, _ in _RANGES:
        starts.append(first)
        ends.append(last)
        deltas.append((glyph - first) % 0x10000)
        glyph += last - first + 1
    starts, ends, deltas = [*starts, 0xFFFF], [*ends, 0xFFFF], [*deltas, 1]
    count = len(starts)
    search, selector, shift = _search(count, 2)
    body = struct.pack(">4H", 2 * count, search, selector, shift)
    body += struct.pack(f">{count}HH{count}H{count}H{count}H", *ends, 0, *starts, *deltas, *[0] * count)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def _search(count: int, size: int) -> tuple[int, int, int]:
    """What the format wants for looking up by halves: range, selector, rest."""
    selector = count.bit_length() - 1
    return size << selector, selector, size * (count - (1 << selector))


def _names(name: str) -> bytes:
    texts = {1: name, 2: "Regular", 3: name, 4: name, 6: name}
    records = strings = b""
    for number, text in texts.items():
        data = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(data), len(strings))
        strings += data
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + strings


def _os2() -> bytes:
    """Version 1: regular, may be embedded."""
    out = struct.pack(">HhHHH", 1, 1000, 400, 5, 0) + struct.pack(">11h", *[0] * 11) + bytes(10)
    out += struct.pack(">4I4s", 1, 0, 0, 0, b"NONE") + struct.pack(">HHH", 0x40, 0x20, 0xFFEF)
    return out + struct.pack(">hhhHHII", _ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT, 1, 0)


def _file(tables: dict[bytes, bytes]) -> bytes:
    search, selector, shift = _search(len(tables), 16)
    head = struct.pack(">IHHHH", 0x10000, len(tables), search, selector, shift)
    place = len(head) + 16 * len(tables)
    directory = body = b""
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        directory += struct.pack(">4sIII", tag, _checksum(padded), place + len(body), len(data))
        body += padded
    whole = head + directory + body
    # The field for the sum of the whole file, in `head`, eight bytes from its start.
    at = next(i for i in range(len(tables)) if directory[16 * i : 16 * i + 4] == b"head")
    begin = struct.unpack_from(">I", directory, 16 * at + 8)[0] + 8
    adjusted = (0xB1B0AFBA - _checksum(whole)) % 2**32
    return whole[:begin] + struct.pack(">I", adjusted) + whole[begin + 4 :]


def _checksum(data: bytes) -> int:
    data += bytes(-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) % 2**32
