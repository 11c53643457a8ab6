"""The command line run within a test, with its two streams apart, whatever the version of click."""

from __future__ import annotations

import inspect

from click.testing import CliRunner


def runner() -> CliRunner:
    """Before click 8.2 the streams are one unless it is told otherwise; since then it cannot be told."""
    apart = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
    return CliRunner(**apart)
