"""The command line: click commands only. What they do lies in linter.usecases.app and its like; each command imports what it needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from linter import __version__
from linter.cli.streams import speak_utf8

_COMMANDS = {
    "check": ("checks", "check"),
    "review": ("checks", "review"),
    "audit": ("checks", "audit"),
    "diff": ("checks", "diff"),
    "extract": ("checks", "extract"),
    "value": ("checks", "value"),
    "rules": ("authors", "rules"),
    "baseline": ("repository", "baseline"),
    "config": ("repository", "config_command"),
    "cache": ("repository", "cache"),
    "doctor": ("repository", "doctor"),
    "completion": ("repository", "completion"),
}
"""Each command's module and function. A module is imported when one of its commands is asked for."""


class _Main(click.Group):
    """Tells people what is wrong and how to go on, Chinese first; the exit codes are the contract's."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        speak_utf8()
        # The models are trees of plain values, free of cycles: to look for these often would take a twentieth of the time.
        gc.set_threshold(100_000)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except BaseException as error:
            from linter.cli.terminal import explain

            code = explain(error)
        sys.exit(code if isinstance(code, int) else 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, function = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"linter.cli.{module}"), function)
        return command


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="budgetlint", message="%(prog)s %(version)s")
def main() -> None:
    """检查部门预算公开文件和绩效目标表。/ Checks published budget documents and performance forms.

    例 / Examples:

    \b
      budgetlint check 预算公开.txt
      budgetlint check 文件夹/ -o 报告.html
      budgetlint value "≥90大于等于90%"
    """
