"""What depends on the terminal: colour, width, progress; and how errors are told to people."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Iterable
from typing import TextIO

import click

from linter.bilingual import NOTHING, Bilingual
from linter.errors import PackError, UserError
from linter.findings import Report
from linter.outputs import renderer
from linter.outputs.visible import visible, width

_INTERRUPTED = 130
_BROKEN_PIPE = 141


def explain(error: BaseException) -> int:
    """Says on stderr what went wrong and what to do; returns the exit code."""
    if isinstance(error, SystemExit):
        raise error
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        _say(Bilingual("已中断", "interrupted"))
        return _INTERRUPTED
    if isinstance(error, BrokenPipeError):
        # Whoever read the output has gone; nothing more may be flushed into it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    if isinstance(error, PackError):
        _say(error.message)
        for each in error.problems:
            hint = f" ({each.hint})" if each.hint else ""
            _say(f"{each.path}:{each.line}:{each.column}: {each.message}{hint}")
        return 2
    if isinstance(error, UserError):
        _say(Bilingual.naming("错误", "error", error.message))
        if error.hint:
            _say(f"  {error.hint}")
        return 2
    if isinstance(error, click.ClickException):
        _say(Bilingual.naming("用法错误", "usage error", _usage(error)))
        context = getattr(error, "ctx", None)
        if context is not None:
            _say(Bilingual(f"{context.command_path} --help 有全部用法", "tells all").after("  "))
        return 2
    _say("".join(traceback.format_exception(error)).rstrip())
    _say(Bilingual("程序内部错误，请附上以上内容报告。", "An internal error: please report it with the lines above."))
    return 4


def _say(line: Bilingual | str) -> None:
    # Every line is made visible by itself: a path or a name in it may come from a stranger.
    click.echo("\n".join(visible(each) for each in str(line).split("\n")), err=True)


def _usage(error: click.ClickException) -> Bilingual:
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        meant = Bilingual(f"是否指 {near}", f"did you mean {near}", f"{Bilingual('是否指', 'did you mean')} {near}")
        missing = Bilingual(f"没有选项 {error.option_name}", "no such option")
        return Bilingual.joined(missing, meant if near else NOTHING)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return Bilingual(f"缺少参数 {name}", "missing argument")
    if isinstance(error, click.BadParameter):
        name = error.param.opts[-1] if error.param is not None else ""
        return Bilingual.naming(f"{name} 的值不对", "bad value", error.message.strip())
    return Bilingual.of(error.format_message())


def notices(barren: Iterable[str], faults: Iterable[str] = ()) -> None:
    """Arguments under which nothing was found, and the traces of bugs (for a report of them)."""
    for argument in barren:
        _say(Bilingual.naming("没有可检查的文件", "nothing to check", argument))
    for fault in faults:
        _say(fault.rstrip())


def leftovers(report: Report, *, strict: bool = False) -> None:
    """Suppressions that hold nothing back or have expired, and baseline entries that nothing met."""
    for use in report.suppressions:
        entry = use.suppression
        what = f"{entry.code} {entry.where}（{entry.origin}）"
        if use.expired:
            _say(Bilingual.naming("豁免已到期", "suppression expired", f"{what}：{entry.reason}"))
        elif not use.count:
            _say(Bilingual.naming("豁免没有用到", "suppression not used", f"{what}：{entry.reason}"))
    if report.stale:
        _say(
            Bilingual(
                f"基线中有 {len(report.stale)} 项已消失，可用 budgetlint baseline update --prune 删去",
                "baseline entries that nothing met",
            )
        )
    for each in report.stale if strict else ():
        _say(f"  {each.code} {each.where}：{each.message}")


def difference(text: str, said: str) -> None:
    """A unified diff on standard output, and what it amounts to on standard error."""
    click.echo("".join(visible(line.rstrip("\n")) + "\n" for line in text.splitlines(keepends=True)), nl=False)
    _say(said)


def mended(said: str) -> None:
    """What --fix changed."""
    _say(said)


def waiting(documents: int) -> None:
    """After a round of `check --watch`."""
    said = Bilingual(f"{documents} 个文件，等待改动，按 Ctrl-C 结束", "waiting for changes, Ctrl-C ends")
    _say(f"—— {said} ——")


def show(report: Report, form: str, *, only: str | None, verbose: bool, color: bool) -> None:
    """Prints the report on standard output. `only`, `verbose` and colour are for text alone."""
    if form != "text":
        click.echo(renderer(form)(report), nl=False)
        return
    from linter.outputs.text import WIDTH, render

    paint = _colored(sys.stdout, color)
    text = render(report, color=paint, columns=_columns(sys.stdout, WIDTH), verbose=verbose, only=only)
    click.echo(text, nl=False, color=paint)


def _colored(stream: TextIO, wanted: bool) -> bool:
    """Colour only on a terminal, and never where NO_COLOR is set (no-color.org)."""
    return wanted and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _columns(stream: TextIO, default: int) -> int:
    """The width to shorten rows to: the terminal's, or a fixed one in a pipe, so that its output does not vary."""
    return max(shutil.get_terminal_size((default, 24)).columns, 60) if stream.isatty() else default


class Progress:
    """One line on stderr that is written over and wiped at the end: `[3/120] path`. Silent in a pipe."""

    def __init__(self, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty()
        self._width = 0

    def __call__(self, number: int, total: int, path: str) -> None:
        if self._enabled:
            line = f"[{number}/{total}] {visible(path)}"
            sys.stderr.write(f"\r{line}{' ' * max(self._width - width(line), 0)}")
            sys.stderr.flush()
            self._width = width(line)

    def done(self) -> None:
        if self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
