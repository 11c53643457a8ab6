"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from linter import outputs

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FORMATS = click.Choice(outputs.FORMATS)
LEVELS = click.Choice(("error", "warning", "info"))
LANGUAGES = click.Choice(("zh", "en"))
KINDS = click.Choice(("部门预算", "单位预算", "决算"))
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


def codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from linter.cli import completing

    return completing.codes(incomplete)


def findings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide which findings there are: the same for every command that checks."""
    decorators = (
        click.option(
            "--select",
            multiple=True,
            metavar="CODE",
            shell_complete=codes,
            help="只用这些规则（VAL 指全组）/ only these rules (VAL: the group)",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="CODE",
            shell_complete=codes,
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
