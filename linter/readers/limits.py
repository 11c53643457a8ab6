"""What a document may cost. Documents come from strangers: each limit ends in one clear sentence, and the run goes on."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from linter.errors import UserError

_TICKS = 256


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
            raise _exceeded("单元格数", "cells", f"{self.limits.cells:,}")
        self.tick()

    def page(self) -> None:
        self._pages += 1
        if self._pages > self.limits.pages:
            raise _exceeded("页数", "pages", f"{self.limits.pages:,}")
        self.check()

    def tick(self) -> None:
        """One small step of work; time and memory are looked at now and then."""
        self._ticks += 1
        if self._ticks % _TICKS == 0:
            self.check()

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise _exceeded("读取时间", "seconds of reading", f"{self.limits.seconds:g} 秒")
        if _resident() > self._memory:
            raise _exceeded("内存", "bytes of memory", f"{self.limits.memory:,} 字节")

    @property
    def remaining(self) -> float:
        """Seconds that are left, for a program that is called."""
        return max(0.0, self._end - time.monotonic())


def _exceeded(what: str, what_en: str, limit: str) -> UserError:
    return UserError(
        f"文件超过{what}的上限（{limit}）/ over the limit of {what_en} ({limit})",
        "请拆分文件，或在配置的 limits 中提高上限。/ Split the file, or raise the limit under `limits` in the configuration.",
    )


def _resident() -> int:
    """The highest memory that the process has held so far, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
