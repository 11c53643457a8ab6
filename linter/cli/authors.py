"""Commands for authors of rules."""

from __future__ import annotations

import click

from linter.cli.options import CONTEXT, LANGUAGES, codes


def _switch_on(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> None:
    if names:
        from linter.authors import authoring

        authoring.switch_on(names)


_plugin_option = click.option(
    "--plugin",
    multiple=True,
    metavar="NAME",
    expose_value=False,
    callback=_switch_on,
    help="启用插件 / switch a plug-in on",
)


@click.group(context_settings=CONTEXT)
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
    from linter.authors import catalogue

    click.echo(catalogue.listed(pack, form, lang), nl=False)


@rules.command("show", context_settings=CONTEXT)
@_plugin_option
@click.argument("code", shell_complete=codes)
@click.option("--pack", default="standard", show_default=True, metavar="NAME|FILE", help="规则包 / rule pack")
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
def rules_show(code: str, pack: str, lang: str) -> None:
    """说明一条规则。/ Explain one rule."""
    from linter.authors import catalogue

    click.echo(catalogue.shown(code, pack, lang), nl=False)


rules.add_command(rules_show, "explain")


@rules.command("test", context_settings=CONTEXT)
@_plugin_option
@click.argument("pack", default="standard", metavar="[PACK|FILE]")
@click.option("--lang", type=LANGUAGES, default="zh", show_default=True, help="输出语言 / language of the output")
@click.pass_context
def rules_test(ctx: click.Context, pack: str, lang: str) -> None:
    """用规则自带的正反例检验规则包或一条规则。/ Run the examples of a pack's rules, or of one rule file."""
    from linter.authors import authoring

    text, code = authoring.tested(pack, lang)
    click.echo(text, nl=False)
    ctx.exit(code)


@rules.command("lint", context_settings=CONTEXT)
@_plugin_option
@click.argument("pack", default="standard", metavar="[PACK|FILE]")
def rules_lint(pack: str) -> None:
    """一次列出规则包或一条规则的全部错误。/ List every mistake of a pack, or of one rule file, in one run."""
    from linter.authors import authoring

    click.echo(authoring.linted(pack), nl=False)


@rules.command("schema", context_settings=CONTEXT)
@_plugin_option
@click.argument("what", type=click.Choice(("rule", "pack")), default="rule")
def rules_schema(what: str) -> None:
    """输出规则文件或规则包的 JSON Schema，供编辑器提示。/ Print the JSON Schema of rule or pack files, for editors."""
    from linter.authors import authoring

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
    from linter.authors import authoring

    click.echo(authoring.new(code, kind, folder, lang), nl=False)
