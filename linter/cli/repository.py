"""Commands for whoever keeps the tool running: baseline, config, cache, doctor, completion."""

from __future__ import annotations

from typing import Any

import click

from linter.bilingual import Bilingual
from linter.cli.options import CONTEXT, findings_options

_baseline_file = click.option(
    "-o",
    "--output",
    "file",
    default="budgetlint-baseline.json",
    show_default=True,
    metavar="FILE",
    help="基线文件 / file",
)


@click.group(context_settings=CONTEXT)
def baseline() -> None:
    """基线：把已有的问题记下来，以后只报新的。/ The baseline: keep today's findings, show only new ones."""


@baseline.command("create", context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@_baseline_file
@click.option("--force", is_flag=True, help="覆盖已有的基线 / replace one that exists")
@findings_options
def baseline_create(paths: tuple[str, ...], file: str, force: bool, stdin_name: str, **typed: Any) -> None:
    """检查文件，把全部问题记入基线。/ Check documents and keep every finding."""
    from linter.usecases import baselines
    from linter.usecases.options import Typed

    click.echo(baselines.create(paths, file, Typed(**typed), stdin_name=stdin_name, force=force))


@baseline.command("update", context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@_baseline_file
@click.option("--prune", is_flag=True, help="删去已消失的问题 / drop what was not found any more")
@findings_options
def baseline_update(paths: tuple[str, ...], file: str, prune: bool, stdin_name: str, **typed: Any) -> None:
    """把新问题补进基线。/ Add new findings to the baseline."""
    from linter.usecases import baselines
    from linter.usecases.options import Typed

    click.echo(baselines.update(paths, file, Typed(**typed), stdin_name=stdin_name, prune=prune))


@baseline.command("show", context_settings=CONTEXT)
@click.argument("file", default="budgetlint-baseline.json", metavar="FILE")
def baseline_show(file: str) -> None:
    """列出基线里的问题。/ List what a baseline holds."""
    from linter.usecases import baselines

    click.echo(baselines.listed(file), nl=False)


@click.command(context_settings=CONTEXT)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """输出命令补全脚本。/ Print the completion script of a shell.

    \b
    bash:  echo 'eval "$(budgetlint completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(budgetlint completion zsh)"' >> ~/.zshrc
    fish:  budgetlint completion fish > ~/.config/fish/completions/budgetlint.fish
    """
    from linter.cli import completing, main

    click.echo(completing.script(main, shell), nl=False)


@click.command("config", context_settings=CONTEXT)
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
    from linter.usecases import show

    if schema:
        click.echo(show.config_schema(), nl=False)
    elif path:
        click.echo(show.config_shown(path, configuration), nl=False)
    else:
        click.echo(ctx.get_help())


@click.command(context_settings=CONTEXT)
def doctor() -> None:
    """本机能读写哪些格式，缺什么组件。/ What this machine can read, and what to install for the rest."""
    from linter.cli import doctor as examination

    click.echo(examination.report(), nl=False)


@click.group(context_settings=CONTEXT)
def cache() -> None:
    """缓存：记住已检查过的内容。/ The cache of what was checked before."""


@cache.command("clear", context_settings=CONTEXT)
def cache_clear() -> None:
    """清空缓存。/ Empty the cache."""
    from linter import cache as store

    click.echo(str(Bilingual(f"{store.clear()} 个文件已删除", "file(s) removed")))


@cache.command("dir", context_settings=CONTEXT)
def cache_dir() -> None:
    """缓存所在的文件夹。/ Where the cache lies."""
    from linter import cache as store

    click.echo(str(store.folder() or "off"))
