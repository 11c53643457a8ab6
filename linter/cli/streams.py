"""Standard output and error in UTF-8. Apart from the rest, because even `--version` and `--help` need it."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def speak_utf8() -> None:
    """Chinese must come out whatever the locale says, and no odd file name may stop the output.

    A terminal keeps its own encoding unless that is ASCII, which only means that no locale is set.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding.lower()
            keep = stream.isatty() and encoding not in ("ascii", "us-ascii", "ansi_x3.4-1968")
            stream.reconfigure(encoding=encoding if keep else "utf-8", errors="backslashreplace")
