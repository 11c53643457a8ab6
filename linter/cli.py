"""The command line: click commands only. What they do lies in linter.app; each command imports what it needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from linter import __version__
from linter.streams import speak_utf8

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from linter.findings import Report
    from linter.inputs import Inputs

FORMATS = click.Choice(("text", "json", "sarif", "junit", "github", "gitlab", "csv", "markdown", "html"))
LEVELS = click.Choice(("error", "warning", "info"))
LANGUAGES = click.Choice(("zh", "en"))
KINDS = click.Choice(("部门预算", "单位预算", "决算"))
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


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
            from linter.terminal import explain

            code = explain(error)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=_Main, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="budgetlint", message="%(prog)s %(version)s")
def main() -> None:
    """检查部门预算公开文件和绩效目标表。/ Checks published budget documents and performance forms.

    例 / Examples:

    \b
      budgetlint check 预算公开.txt
      budgetlint check 文件夹/ -o 报告.html
      budgetlint value "≥90大于等于90%"
    """


def _codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from linter import completing

    return completing.codes(incomplete)


def _findings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide which findings there are: the same for every command that checks."""
    decorators = (
        click.option(
            "--select",
            multiple=True,
            metavar="CODE",
            shell_complete=_codes,
            help="只用这些规则（VAL 指全组）/ only these rules (VAL: the group)",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="CODE",
            shell_complete=_codes,
            help="不用这些规则 / without these rules",
        ),
        click.option(
            "--severity", multiple=True, metavar="CODE=LEVEL", help="改变规则的级别 / change a rule's severity"
        ),
        click.option("--pack", metavar="NAME|FILE", help="规则包 / rule pack  [standard]"),
        click.option("--plugin", "plugins", multiple=True, metavar="NAME", help="启用插件 / switch a plug-in on"),
        click.option(
            "--year", type=click.IntRange(1990, 2100), metavar="YEAR", help="预算年度，缺省时自动识别 / fiscal year"
        ),
        click.option("--kind", type=KINDS, help="文件类别，缺省时自动识别 / kind of document"),
        click.option(
            "--config",
            "configuration",
            type=click.Path(),
            metavar="FILE",
            help="配置文件，缺省时向上查找 / configuration  [budgetlint.yaml]",
        ),
        click.option("--lang", type=LANGUAGES, help="输出语言 / language of the output  [zh]"),
        click.option(
            "--stdin-name",
            default="stdin.txt",
            show_default=True,
            metavar="NAME",
            help="标准输入（-）的文件名 / name of -",
        ),
        click.option(
            "--max-bytes", type=click.IntRange(min=1), metavar="N", help="单个文件的大小上限 / largest file  [50000000]"
        ),
        click.option(
            "--jobs", type=click.IntRange(min=1), metavar="N", help="并行进程数 / processes side by side  [1]"
        ),
        click.option("--no-cache", is_flag=True, help="不用缓存 / without the cache"),
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


@main.command(context_settings=CONTEXT)
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
@_findings_options
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
    from linter import app, terminal

    targets = app.targets(outputs, paths)
    cards = app.needs_cards(form, targets)
    typed["documents"] = app.prints_documents(form, targets)

    def tell(shown: Report, whole: Report, inputs: Inputs, faults: Sequence[str]) -> None:
        terminal.notices(inputs.barren, faults if verbose else ())
        terminal.leftovers(whole, strict=strict_baseline)
        app.write(whole, targets)
        only = "verdict" if quiet else "statistics" if statistics else "summary" if targets and form is None else None
        terminal.show(shown, form or "text", only=only, verbose=verbose, color=not no_color)
        if watch and not quiet:
            terminal.waiting(len(whole.documents))

    request = app.Request(
        arguments=paths,
        typed=typed,
        baseline=baseline_file,
        diff_base=diff_base,
        cards=cards,
        strict=strict_baseline,
        allow_empty=allow_empty,
        files=targets,
    )
    if watch:
        from linter import watching

        ctx.exit(watching.watch(request, tell, terminal.explain))
    options = app.options(paths, **typed)
    progress = terminal.Progress(not quiet)
    inputs = app.inputs(paths, stdin_name, targets)
    held = app.read_baseline(baseline_file, options)
    report, faults = app.check(inputs, options, progress, cards=cards, held=held, diff_base=diff_base)
    progress.done()
    tell(report, report, inputs, faults)
    ctx.exit(request.exit_code(report))


@main.command(context_settings=CONTEXT)
@click.argument("old", metavar="OLD", type=click.Path())
@click.argument("new", metavar="NEW", type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="格式 / format"
)
@_findings_options
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
    from linter import app, comparing

    options = app.options((old, new), **typed)
    found = comparing.compared(app.inputs((old,), stdin_name), app.inputs((new,), stdin_name), options)
    click.echo(comparing.printed(found, form, verbose=verbose, quiet=quiet), nl=False)
    ctx.exit(comparing.exit_code(found, options.fail_level))


@main.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR")
@click.option("-o", "--output", "target", required=True, metavar="SITE", help="报告写入的文件夹 / folder of the site")
@_findings_options
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
    from linter import terminal
    from linter.audit import command

    typed.pop("stdin_name")
    progress = terminal.Progress(not quiet)
    outcome = command.audit(folder, target, formats, progress, typed)
    progress.done()
    terminal.notices((folder,) if not outcome.items else (), outcome.faults if verbose else ())
    terminal.leftovers(outcome.report)
    if not quiet:
        click.echo(command.said(outcome), nl=False)
    ctx.exit(outcome.exit_code)


@main.command(context_settings=CONTEXT)
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
    help="把确定的改法写成修订，可逐条接受（.docx）/ certain mends as tracked changes (.docx)",
)
@click.option("--force", is_flag=True, help="覆盖已有的副本 / replace a copy that exists")
@_findings_options
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
    from linter import terminal
    from linter.review import command

    outcome = command.review(file, target, typed, stdin_name=stdin_name, force=force, suggest=suggest)
    terminal.notices((), outcome.faults)
    terminal.leftovers(outcome.report)
    if not quiet:
        terminal.show(outcome.report, "text", only="summary", verbose=False, color=True)
        click.echo(command.said(outcome, target))
    ctx.exit(outcome.exit_code)


@main.group(context_settings=CONTEXT)
def baseline() -> None:
    """基线：把已有的问题记下来，以后只报新的。/ The baseline: keep today's findings, show only new ones."""


@baseline.command("create", context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "-o",
    "--output",
    "file",
    default="budgetlint-baseline.json",
    show_default=True,
    metavar="FILE",
    help="基线文件 / file",
)
@click.option("--force", is_flag=True, help="覆盖已有的基线 / replace one that exists")
@_findings_options
def baseline_create(paths: tuple[str, ...], file: str, force: bool, stdin_name: str, **typed: Any) -> None:
    """检查文件，把全部问题记入基线。/ Check documents and keep every finding."""
    from linter import app

    app.may_write(file, force=force)
    report, _ = app.check(app.inputs(paths, stdin_name), app.options(paths, **typed), cards=False)
    app.write_text(file, app.made_baseline(report))
    click.echo(app.baseline_said(report, file))


@baseline.command("update", context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "-o",
    "--output",
    "file",
    default="budgetlint-baseline.json",
    show_default=True,
    metavar="FILE",
    help="基线文件 / file",
)
@click.option("--prune", is_flag=True, help="删去已消失的问题 / drop what was not found any more")
@_findings_options
def baseline_update(paths: tuple[str, ...], file: str, prune: bool, stdin_name: str, **typed: Any) -> None:
    """把新问题补进基线。/ Add new findings to the baseline."""
    from linter import app

    options = app.options(paths, **typed)
    held = app.read_baseline(file, options) or {}
    report, _ = app.check(app.inputs(paths, stdin_name), options, cards=False)
    app.write_text(file, app.updated_baseline(report, held, prune=prune))
    click.echo(app.baseline_said(report, file))


@baseline.command("show", context_settings=CONTEXT)
@click.argument("file", default="budgetlint-baseline.json", metavar="FILE")
def baseline_show(file: str) -> None:
    """列出基线里的问题。/ List what a baseline holds."""
    from linter import app

    click.echo(app.baseline_listed(file), nl=False)


@main.command(context_settings=CONTEXT)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """输出命令补全脚本。/ Print the completion script of a shell.

    \b
    bash:  echo 'eval "$(budgetlint completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(budgetlint completion zsh)"' >> ~/.zshrc
    fish:  budgetlint completion fish > ~/.config/fish/completions/budgetlint.fish
    """
    from linter import completing

    click.echo(completing.script(main, shell), nl=False)


@main.command("config", context_settings=CONTEXT)
@click.option(
    "--show",
    "path",
    type=click.Path(),
    metavar="FILE",
    help="某个文件实际生效的配置和各项来源 / what is in force for a file, and its origin",
)
@click.option("--schema", is_flag=True, help="配置文件的 JSON Schema / JSON Schema of the configuration")
@click.option(
    "--config", "configuration", metavar="FILE", help="配置文件，缺省时向上查找 / configuration  [budgetlint.yaml]"
)
@click.pass_context
def config_command(ctx: click.Context, path: str | None, schema: bool, configuration: str | None) -> None:
    """查看生效的配置。/ Show the configuration in force."""
    from linter import app

    if schema:
        click.echo(app.config_schema(), nl=False)
    elif path:
        click.echo(app.config_shown(path, configuration), nl=False)
    else:
        click.echo(ctx.get_help())


@main.command(context_settings=CONTEXT)
def doctor() -> None:
    """本机能读写哪些格式，缺什么组件。/ What this machine can read, and what to install for the rest."""
    from linter import doctor as examination

    click.echo(examination.report(), nl=False)


@main.group(context_settings=CONTEXT)
def cache() -> None:
    """缓存：记住已检查过的内容。/ The cache of what was checked before."""


@cache.command("clear", context_settings=CONTEXT)
def cache_clear() -> None:
    """清空缓存。/ Empty the cache."""
    from linter import cache as store

    click.echo(f"{store.clear()} 个文件已删除 / file(s) removed")


@cache.command("dir", context_settings=CONTEXT)
def cache_dir() -> None:
    """缓存所在的文件夹。/ Where the cache lies."""
    from linter import cache as store

    click.echo(str(store.folder() or "off"))


@main.command(context_settings=CONTEXT)
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
    from linter import app, terminal

    inputs = app.inputs(paths, stdin_name)
    text, code = app.extract(inputs, app.options(paths, year=year, max_bytes=max_bytes))
    terminal.notices(inputs.barren)
    click.echo(text, nl=False)
    ctx.exit(code)


@main.command(context_settings=CONTEXT)
@click.argument("text")
@click.option("--text", "human", is_flag=True, help="用文字说明，不用 JSON / in words, not JSON")
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
def value(text: str, human: bool, lang: str) -> None:
    """解析一个指标值。/ Parse one target value."""
    from linter import app

    click.echo(app.value(text, human=human, lang=lang), nl=False)


def _switch_on(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> None:
    if names:
        from linter import authoring

        authoring.switch_on(names)


_plugin_option = click.option(
    "--plugin",
    multiple=True,
    metavar="NAME",
    expose_value=False,
    callback=_switch_on,
    help="启用插件 / switch a plug-in on",
)


@main.group(context_settings=CONTEXT)
def rules() -> None:
    """查看和检验规则。/ Look at and test rules."""


@rules.command("list", context_settings=CONTEXT)
@_plugin_option
@click.option("--pack", default="standard", show_default=True, metavar="NAME|FILE", help="规则包 / rule pack")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="格式 / format"
)
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
def rules_list(pack: str, form: str, lang: str) -> None:
    """列出规则。/ List the rules."""
    from linter import catalogue

    click.echo(catalogue.listed(pack, form, lang), nl=False)


@rules.command("show", context_settings=CONTEXT)
@_plugin_option
@click.argument("code", shell_complete=_codes)
@click.option("--pack", default="standard", show_default=True, metavar="NAME|FILE", help="规则包 / rule pack")
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
def rules_show(code: str, pack: str, lang: str) -> None:
    """说明一条规则。/ Explain one rule."""
    from linter import catalogue

    click.echo(catalogue.shown(code, pack, lang), nl=False)


rules.add_command(rules_show, "explain")


@rules.command("test", context_settings=CONTEXT)
@_plugin_option
@click.argument("pack", default="standard", metavar="[PACK|FILE]")
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
@click.pass_context
def rules_test(ctx: click.Context, pack: str, lang: str) -> None:
    """用规则自带的正反例检验规则包或一条规则。/ Run the examples of a pack's rules, or of one rule file."""
    from linter import authoring

    text, code = authoring.tested(pack, lang)
    click.echo(text, nl=False)
    ctx.exit(code)


@rules.command("lint", context_settings=CONTEXT)
@_plugin_option
@click.argument("pack", default="standard", metavar="[PACK|FILE]")
def rules_lint(pack: str) -> None:
    """一次列出规则包或一条规则的全部错误。/ List every mistake of a pack, or of one rule file, in one run."""
    from linter import authoring

    click.echo(authoring.linted(pack), nl=False)


@rules.command("schema", context_settings=CONTEXT)
@_plugin_option
@click.argument("what", type=click.Choice(("rule", "pack")), default="rule")
def rules_schema(what: str) -> None:
    """输出规则文件或规则包的 JSON Schema，供编辑器提示。/ Print the JSON Schema of rule or pack files, for editors."""
    from linter import authoring

    click.echo(authoring.schema_text(what), nl=False)


@rules.command("new", context_settings=CONTEXT)
@_plugin_option
@click.argument("code")
@click.option("--kind", default="condition", show_default=True, metavar="KIND", help="检查的种类 / kind of check")
@click.option(
    "--dir", "folder", default=".", show_default=True, metavar="DIR", help="写入的文件夹 / folder to write to"
)
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
def rules_new(code: str, kind: str, folder: str, lang: str) -> None:
    """新建一个规则文件，填好后才能通过检验。/ Begin a rule file; its examples fail until it is filled in."""
    from linter import authoring

    click.echo(authoring.new(code, kind, folder, lang), nl=False)
