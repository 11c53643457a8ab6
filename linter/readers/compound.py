"""The directory of an OLE compound file ([MS-CFB]): which streams lie at its top. What is embedded lies further down.

Names ignore case (2.6.4). A damaged directory gives what of it can be followed.
"""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_IN_HEAD = 109
_MOST_SECTORS = 20_000
_NAME = 64


def top_names(data: bytes) -> frozenset[str]:
    """The names of the streams and storages at the top of a compound file, in small letters."""
    try:
        directory = _directory(data)
    except (struct.error, IndexError):
        return frozenset()
    count = len(directory) // _ENTRY
    if not count:
        return frozenset()
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [_links(directory, 0)[2]]
    while waiting:
        number = waiting.pop()
        if number in seen or not 0 < number < count:
            continue
        seen.add(number)
        left, right, _ = _links(directory, number)
        waiting += [left, right]
        names.add(_name(directory, number))
    return frozenset(names)


def _links(directory: bytes, number: int) -> tuple[int, int, int]:
    """The siblings to the left and right of an entry, and its first child."""
    left, right, child = struct.unpack_from("<III", directory, number * _ENTRY + 0x44)
    return left, right, child


def _name(directory: bytes, number: int) -> str:
    at = number * _ENTRY
    (length,) = struct.unpack_from("<H", directory, at + _NAME)
    return directory[at : at + max(min(length, _NAME) - 2, 0)].decode("utf-16-le", "replace").lower()


def _directory(data: bytes) -> bytes:
    """The sectors of the directory, put together along their chain."""
    size = 1 << min(struct.unpack_from("<H", data, 0x1E)[0], 16)
    table = _table(data, size)
    (sector,) = struct.unpack_from("<I", data, 0x30)
    parts: list[bytes] = []
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen and len(parts) < _MOST_SECTORS:
        seen.add(sector)
        part = data[(sector + 1) * size : (sector + 2) * size]
        if not part:
            break
        parts.append(part)
        at = sector * 4
        sector = struct.unpack_from("<I", table, at)[0] if at + 4 <= len(table) else _LAST_SECTOR
    return b"".join(parts)


def _table(data: bytes, size: int) -> bytes:
    """The table that says which sector follows which. Its own sectors are named in the head and in sectors of their own."""
    named = list(struct.unpack_from(f"<{_IN_HEAD}I", data, 0x4C))
    (more,) = struct.unpack_from("<I", data, 0x44)
    seen: set[int] = set()
    while more < _LAST_SECTOR and more not in seen and len(named) < _MOST_SECTORS:
        seen.add(more)
        part = data[(more + 1) * size : (more + 2) * size]
        if len(part) < size:
            break
        *numbers, more = struct.unpack(f"<{size // 4}I", part)
        named += numbers
    return b"".join(data[(each + 1) * size : (each + 2) * size] for each in named if each < _LAST_SECTOR)
