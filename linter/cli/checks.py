"""Commands that check documents (check, diff, audit, review), and that show what was understood (extract, value)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from linter.cli.options import CONTEXT, FORMATS, LANGUAGES, LEVELS, findings_options

if TYPE_CHECKING:
    from linter.findings import Report
    from linter.usecases.inputs import Inputs


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--format", "form", type=FORMATS, help="标准输出的格式 / format on standard output  [text]")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="写入文件，格式由后缀决定或写作 格式:文件，可多次使用 / write a file, format by suffix or FORMAT:FILE; repeatable",
)
@findings_options
@click.option(
    "--fail-level",
    type=LEVELS,
    help="达到此级别即不通过（退出码 1）/ findings from this level on fail (exit 1)  [warning]",
)
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(),
    metavar="FILE",
    help="基线文件，其中的问题不再报 / baseline: what it holds is not shown",
)
@click.option(
    "--strict-baseline", is_flag=True, help="基线中有已消失的问题时也不通过 / fail on baseline entries that nothing met"
)
@click.option(
    "--diff-base",
    metavar="REV",
    help="只报某个 git 版本以后的新问题 / only what is new since a git revision",
)
@click.option(
    "--allow-empty",
    is_flag=True,
    help="没有可检查的内容也算通过，用于提交钩子 / nothing to check is no failure: for hooks",
)
@click.option(
    "--fix",
    is_flag=True,
    help="改正文本和 Markdown 文件中有把握的问题 / make the certain mends in text and Markdown files",
)
@click.option(
    "--diff",
    "show_diff",
    is_flag=True,
    help="只显示 --fix 会改什么，不写文件 / show what --fix would change, write nothing",
)
@click.option("--watch", is_flag=True, help="文件改动后自动重新检查 / check again whenever a document changes")
@click.option("--statistics", is_flag=True, help="只列各规则的数量和用时 / only the numbers and times by rule")
@click.option("-q", "--quiet", is_flag=True, help="只输出结论 / only the verdict")
@click.option(
    "-v", "--verbose", is_flag=True, help="附上原因、修改方法、依据和用时 / with reasons, mends, basis and times"
)
@click.option("--no-color", is_flag=True, help="不用颜色（同 NO_COLOR）/ no colour (as NO_COLOR)")
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    form: str | None,
    outputs: tuple[str, ...],
    baseline_file: str | None,
    strict_baseline: bool,
    diff_base: str | None,
    allow_empty: bool,
    fix: bool,
    show_diff: bool,
    watch: bool,
    statistics: bool,
    quiet: bool,
    verbose: bool,
    no_color: bool,
    stdin_name: str,
    **typed: Any,
) -> None:
    """检查文件、文件夹或通配符（- 为标准输入）。/ Check files, folders or patterns (- is standard input).

    \b
    退出码 / Exit codes:
      0  没有达到 --fail-level 的问题 / nothing at or above the fail level
      1  有问题 / findings
      2  用法、配置或规则包有误 / wrong usage, configuration or pack
      3  没有可检查的文件 / nothing to check
      4  有文件未能读取或规则出错，其余照常检查 / a document could not be read or a rule crashed
    """
    from linter.cli import terminal
    from linter.usecases import files, fixing
    from linter.usecases.check import Request
    from linter.usecases.options import Typed

    targets = files.targets(outputs, paths)

    def tell(shown: Report, whole: Report, inputs: Inputs, faults: Sequence[str]) -> None:
        terminal.notices(inputs.barren, faults if verbose else ())
        terminal.leftovers(whole, strict=strict_baseline)
        files.write(whole, targets)
        only = "verdict" if quiet else "statistics" if statistics else "summary" if targets and form is None else None
        terminal.show(shown, form or "text", only=only, verbose=verbose, color=not no_color)
        if watch and not quiet:
            terminal.waiting(len(whole.documents))

    request = Request(
        arguments=paths,
        typed=Typed(**typed, documents=files.prints_documents(form, targets)),
        baseline=baseline_file,
        diff_base=diff_base,
        cards=files.needs_cards(form, targets),
        strict=strict_baseline,
        allow_empty=allow_empty,
        files=targets,
        stdin_name=stdin_name,
    )
    fixing.refuse(paths, fix=fix, diff=show_diff, watch=watch)
    if watch:
        from linter.usecases import watching

        ctx.exit(watching.watch(request, tell, terminal.explain))
    progress = terminal.Progress(not quiet)
    report, inputs, faults = request.run(progress)
    if fix or show_diff:
        found = fixing.fixes(report, inputs, request.options())
        if fix and found.files:
            fixing.write(found)
            report, inputs, faults = request.run(progress)
    progress.done()
    if show_diff:
        terminal.difference(found.difference(), found.said(report.lang, written=False))
    else:
        tell(report, report, inputs, faults)
    if fix:
        terminal.mended(found.said(report.lang, written=True))
    ctx.exit(request.exit_code(report))


@click.command(context_settings=CONTEXT)
@click.argument("old", metavar="OLD", type=click.Path())
@click.argument("new", metavar="NEW", type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="格式 / format"
)
@findings_options
@click.option(
    "--fail-level", type=LEVELS, help="新增问题达到此级别时退出码为 1 / new findings from here on exit 1  [warning]"
)
@click.option("-q", "--quiet", is_flag=True, help="只输出数量 / only the numbers")
@click.option("-v", "--verbose", is_flag=True, help="全部列出 / list everything")
@click.pass_context
def diff(
    ctx: click.Context,
    /,
    old: str,
    new: str,
    form: str,
    quiet: bool,
    verbose: bool,
    stdin_name: str,
    **typed: Any,
) -> None:
    """比较一个文件的两个版本，或上年和本年的文件。/ Compare two versions of a document, or last year's with this year's.

    \b
    问题（新增、消失、移位）、指标和金额的变动、增减的项目、照抄上年的绩效目标。
    Findings (new, gone, moved), changed indicators and figures, projects added and dropped, goals copied from last year.
    退出码 / Exit codes: 0 没有新问题 / no new findings; 1 有新问题 / new findings; 4 有文件未能读取 / unreadable
    """
    from linter.usecases import comparing
    from linter.usecases.inputs import documents
    from linter.usecases.options import Typed, run_options

    options = run_options((old, new), Typed(**typed))
    found = comparing.compared(documents((old,), stdin_name), documents((new,), stdin_name), options)
    click.echo(comparing.printed(found, form, verbose=verbose, quiet=quiet), nl=False)
    ctx.exit(comparing.exit_code(found, options.fail_level))


@click.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR")
@click.option("-o", "--output", "target", required=True, metavar="SITE", help="报告写入的文件夹 / folder of the site")
@findings_options
@click.option("--fail-level", type=LEVELS, help="达到此级别即不通过 / findings from this level on fail  [warning]")
@click.option(
    "--data",
    "formats",
    multiple=True,
    type=click.Choice(("csv", "xlsx", "parquet", "none")),
    help="数据格式，可多次使用（JSON 总有）/ formats of the data, repeatable; JSON is always there  [csv, xlsx]",
)
@click.option("-q", "--quiet", is_flag=True, help="不显示进度和结论 / no progress, no verdict")
@click.option("-v", "--verbose", is_flag=True, help="附上程序错误的细节 / with the traces of bugs")
@click.pass_context
def audit(
    ctx: click.Context, /, folder: str, target: str, formats: tuple[str, ...], quiet: bool, verbose: bool, **typed: Any
) -> None:
    """检查一个文件夹里的全部文件，生成审计报告网页和数据。/ Audit all documents of a folder: a site and its data.

    \b
    退出码同 check / Exit codes as those of check.
    """
    from linter.audit import command
    from linter.cli import terminal
    from linter.usecases.options import Typed

    typed.pop("stdin_name")
    progress = terminal.Progress(not quiet)
    outcome = command.audit(folder, target, formats, progress, Typed(**typed))
    progress.done()
    terminal.notices((folder,) if not outcome.items else (), outcome.faults if verbose else ())
    terminal.leftovers(outcome.report)
    if not quiet:
        click.echo(command.said(outcome), nl=False)
    ctx.exit(outcome.exit_code)


@click.command(context_settings=CONTEXT)
@click.argument("file", metavar="FILE")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    metavar="COPY",
    help="批注副本，与原文件同类型 / the copy, of the same kind",
)
@click.option(
    "--suggest",
    is_flag=True,
    help="写入有把握的改法：.docx 为修订，可逐条接受；.xlsx 改在单元格里 / certain mends: tracked changes (.docx), or in the cells (.xlsx)",
)
@click.option("--force", is_flag=True, help="覆盖已有的副本 / replace a copy that exists")
@findings_options
@click.option("--fail-level", type=LEVELS, help="达到此级别即不通过 / findings from this level on fail  [warning]")
@click.option("-q", "--quiet", is_flag=True, help="不显示结论 / no verdict")
@click.pass_context
def review(
    ctx: click.Context,
    /,
    file: str,
    target: str,
    suggest: bool,
    force: bool,
    quiet: bool,
    stdin_name: str,
    **typed: Any,
) -> None:
    """检查一个文件，生成带批注的副本；原文件不动。/ Check a file and make a copy with comments; the file stays as it is.

    \b
    Word 批注写在问题所在的单元格和词句上，Excel 写成单元格批注并附“检查结果”表，PDF 写成高亮批注。
    Comments at the very cells and words (Word), cell comments and a sheet of findings (Excel), highlights (PDF).
    退出码同 check / Exit codes as those of check.
    """
    from linter.cli import terminal
    from linter.review import command
    from linter.usecases.options import Typed

    outcome = command.review(file, target, Typed(**typed), stdin_name=stdin_name, force=force, suggest=suggest)
    terminal.notices((), outcome.faults)
    terminal.leftovers(outcome.report)
    if not quiet:
        terminal.show(outcome.report, "text", only="summary", verbose=False, color=True)
        click.echo(command.said(outcome, target))
    ctx.exit(outcome.exit_code)


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
