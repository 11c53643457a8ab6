"""A rule made ready to run: its condition compiled, its kind's check built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linter.bilingual import Bilingual
from linter.packs.condition import BadConditionError, Condition, Trees, compile_condition
from linter.packs.hits import Check
from linter.packs.kinds import Kind, ParameterError, Resources, UnknownLexiconError
from linter.packs.names import did_you_mean
from linter.packs.params import Report, fill
from linter.packs.registry import find_kind, kind_names
from linter.packs.rules import Rule
from linter.packs.wording import TemplateError, template_fields

MESSAGE_FIELDS = frozenset(
    {"project", "indicator", "value", "level1", "level2", "unit", "table", "field", "actual", "expected", "suggestion"}
)
"""Message fields that every rule has, filled from the item and the hit."""


@dataclass(frozen=True, slots=True)
class CompiledRule:
    rule: Rule
    where: Condition | None
    check: Check


def compile_rule(rule: Rule, resources: Resources, report: Report, trees: Trees | None) -> CompiledRule | None:
    """The rule ready to run, or None with every mistake reported at its place in the rule's data."""
    sound = True

    def noted(*arguments: Any, **where: Any) -> None:
        nonlocal sound
        sound = False
        report(*arguments, **where)

    where = _where(rule, noted, trees)
    kind = _kind(rule, noted)
    if kind is None:
        return None
    _templates(rule, kind, noted)
    parameters = fill(kind.params, rule.parameters, rule.scope, ("check",), noted, trees)
    if not sound or parameters is None:
        return None
    check = _built(rule, kind, parameters, resources, noted)
    return None if check is None else CompiledRule(rule, where, check)


def _where(rule: Rule, report: Report, trees: Trees | None) -> Condition | None:
    if not rule.where:
        return None
    try:
        return compile_condition(rule.where, rule.scope, trees)
    except BadConditionError as found:
        for error in found.errors:
            report(("where",), error.message, error.hint, offset=error.start)
        return None


def _kind(rule: Rule, report: Report) -> Kind | None:
    try:
        kind = find_kind(rule.kind)
    except Exception as error:  # a kind that is broken is reported like a rule that is, not as a crash of the loader
        message = Bilingual.naming(
            f"检查“{rule.kind}”无法载入", "the kind cannot be loaded", f"{type(error).__name__}: {error}"
        )
        report(("check", "kind"), message)
        return None
    if kind is None:
        hint = did_you_mean(rule.kind, kind_names())
        report(("check", "kind"), Bilingual(f"没有“{rule.kind}”这种检查", f"unknown kind “{rule.kind}”"), hint)
        return None
    if rule.scope not in kind.scopes:
        listed = "、".join(sorted(kind.scopes))
        report(
            ("scope",),
            Bilingual(f"{kind.name} 不能用于 {rule.scope}", f"{kind.name} does not run on {rule.scope}"),
            Bilingual.naming("可用", "use", listed),
        )
    return kind


def _templates(rule: Rule, kind: Kind, report: Report) -> None:
    known = MESSAGE_FIELDS | kind.message_fields
    texts = {rule.message.zh: "zh", rule.message.en: "en"}
    for template, lang in texts.items():
        route = ("message", lang)
        try:
            names = template_fields(template)
        except TemplateError as error:
            hint = Bilingual(
                "花括号里只能是字段名；原样的花括号写两次", "only names in braces; double a brace that is meant as such"
            )
            report(route, Bilingual.naming("消息模板有误", "the message template is wrong", error), hint)
            continue
        for name, offset in names:
            if name not in known:
                message = Bilingual(f"消息里没有“{name}”这个字段", f"unknown message field “{name}”")
                report(route, message, did_you_mean(name, known), offset=offset)


def _built(rule: Rule, kind: Kind, parameters: Any, resources: Resources, report: Report) -> Check | None:
    try:
        return kind.build(parameters, resources)
    except ParameterError as error:
        report(("check", error.parameter), error.message, error.hint)
    except UnknownLexiconError as error:
        named = (key for key, value in rule.parameters.items() if value == error.name)
        report(("check", *named), error.message, error.hint)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        detail = error.args[0] if error.args else type(error).__name__
        report(("check",), Bilingual.naming("检查无法建立", "the check cannot be built", detail))
    return None
