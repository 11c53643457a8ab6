"""What a document may cost. Documents come from strangers: each limit ends in one clear sentence, and the run goes on."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from linter.bilingual import Bilingual
from linter.errors import UserError

_TICKS = 256
_BYTES = ("unpacked", "memory")
_SAID = {
    "unpacked": ("解压后大小超过上限 {n}", "is larger than {n} when unpacked"),
    "ratio": ("压缩比超过上限 {n}:1", "is packed more than {n} to 1"),
    "members": ("压缩包内文件数超过上限 {n} 个", "has more than {n} members in its archive"),
    "depth": ("嵌套层数超过上限 {n} 层", "is nested more than {n} levels deep"),
    "cells": ("单元格数超过上限 {n} 个", "has more than {n} cells"),
    "pages": ("页数超过上限 {n} 页", "has more than {n} pages"),
    "seconds": ("读取时间超过上限 {n} 秒", "took more than {n} seconds to read"),
    "memory": ("读取占用内存超过上限 {n}", "took more than {n} of memory to read"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of reading one document.

    `unpacked` bytes of an archive's members together, and of one member; `ratio` of a member's size to its packed size;
    `members` of an archive; `depth` of nested XML elements; `cells` and `pages` of a document; `seconds` of reading;
    `memory` in bytes that reading may add to the process.
    """

    unpacked: int = 400_000_000
    ratio: int = 200
    members: int = 5_000
    depth: int = 256
    cells: int = 1_000_000
    pages: int = 2_000
    seconds: float = 120.0
    memory: int = 1_500_000_000


class Meter:
    """Counts what reading one document costs against its limits. Every method raises UserError at the limit."""

    __slots__ = ("_cells", "_end", "_memory", "_pages", "_ticks", "limits")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = time.monotonic() + limits.seconds
        self._memory = _resident() + limits.memory
        self._cells = self._pages = self._ticks = 0

    def cell(self, count: int = 1) -> None:
        self._cells += count
        if self._cells > self.limits.cells:
            raise exceeded("cells", self.limits.cells)
        self.tick()

    def page(self) -> None:
        self._pages += 1
        if self._pages > self.limits.pages:
            raise exceeded("pages", self.limits.pages)
        self.check()

    def tick(self) -> None:
        """One small step of work; time and memory are looked at now and then."""
        self._ticks += 1
        if self._ticks % _TICKS == 0:
            self.check()

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise exceeded("seconds", self.limits.seconds)
        if _resident() > self._memory:
            raise exceeded("memory", self.limits.memory)

    @property
    def remaining(self) -> float:
        """Seconds that are left, for a program that is called."""
        return max(0.0, self._end - time.monotonic())


def exceeded(name: str, limit: float) -> UserError:
    """What is said of a file beyond a limit: which one, how much it allows, and its key in the configuration."""
    chinese, english = _SAID[name]
    shown, shown_english = _size(limit) if name in _BYTES else (f"{limit:,}",) * 2
    return UserError(
        Bilingual(f"文件{chinese.format(n=shown)}", f"the file {english.format(n=shown_english)}"),
        Bilingual(
            f"请拆分文件或另存一份；文件可信的，可在配置中提高 limits.{name}。",
            f"Split the file or save a copy; if you trust it, raise limits.{name} in the configuration.",
        ),
    )


def _size(count: float) -> tuple[str, str]:
    """Bytes as people write them."""
    for unit, name in ((10**9, "GB"), (10**6, "MB")):
        if count >= unit:
            return (f"{count / unit:g} {name}",) * 2
    return f"{count:,} 字节", f"{count:,} bytes"


def _resident() -> int:
    """The highest memory that the process has held so far, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
