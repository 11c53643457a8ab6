"""Commands that show what was understood: extract, value."""

from __future__ import annotations

import click

from linter.cli.options import CONTEXT, LANGUAGES


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--format", "form", type=click.Choice(("json",)), default="json", show_default=True, help="格式 / format")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="YEAR", help="预算年度 / fiscal year")
@click.option(
    "--stdin-name", default="stdin.txt", show_default=True, metavar="NAME", help="标准输入（-）的文件名 / name of -"
)
@click.option(
    "--max-bytes", type=click.IntRange(min=1), metavar="N", help="单个文件的大小上限 / largest file  [50000000]"
)
@click.pass_context
def extract(
    ctx: click.Context, paths: tuple[str, ...], form: str, year: int | None, stdin_name: str, max_bytes: int | None
) -> None:
    """读出文件里的项目、指标、表格和金额。/ Print the projects, indicators, tables and amounts of documents."""
    from linter.cli import terminal
    from linter.usecases import show
    from linter.usecases.inputs import documents
    from linter.usecases.options import Typed, run_options

    inputs = documents(paths, stdin_name)
    text, code = show.extract(inputs, run_options(paths, Typed(year=year, max_bytes=max_bytes)))
    terminal.notices(inputs.barren)
    click.echo(text, nl=False)
    ctx.exit(code)


@click.command(context_settings=CONTEXT)
@click.argument("text")
@click.option("--text", "human", is_flag=True, help="用文字说明，不用 JSON / in words, not JSON")
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
def value(text: str, human: bool, lang: str) -> None:
    """解析一个指标值。/ Parse one target value."""
    from linter.usecases import show

    click.echo(show.value(text, human=human, lang=lang), nl=False)
