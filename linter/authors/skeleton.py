"""A rule file to begin with: every field in its place, the kind's parameters with what they mean, examples to rewrite.

Its bad and good examples are the same, so that they fail, whatever the check does, until the author has written them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from linter.packs import schema
from linter.packs.condition import Condition
from linter.packs.kinds import SCOPES, DimensionName, FieldName, Kind, Pattern, UnitName
from linter.packs.params import parameter_types

TODO = {"zh": "（待写）", "en": "TODO: "}
"""What texts begin with that are still to be written."""
_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "indicator": (
        "indicator: {level1: 产出指标, level2: 数量指标, name: 养护公路里程, value: ≥120公里}",
        "indicator: {level1: 产出指标, level2: 质量指标, name: 路面完好率, value: ≥90%}",
    ),
    "project": (
        'project: {name: 公路养护, budget: "50.00", goals: [养护公路120公里]}',
        'project: {name: 桥梁检测, budget: "8.00", goals: [检测桥梁30座]}',
    ),
    "paragraph": ("paragraph: 今年养护公路120公里。", "paragraph: 今年检测桥梁30座。"),
}
_SAMPLE_OF: Mapping[str, str] = {
    "indicator": "indicator",
    "project": "project",
    "unit_form": "project",
    "form": "project",
    "corpus": "project",
}


def skeleton(code: str, kind: Kind, model: Mapping[str, Any] | None) -> str:
    """The text of a new rule file. `model` is the data of a rule of that kind, whose scope and parameters serve as a start."""
    scope = str(model["scope"]) if model else next(each for each in SCOPES if each in kind.scopes)
    check = model["check"] if model else {}
    examples = _EXAMPLES[_SAMPLE_OF.get(scope, "paragraph")]
    lines = [
        "# 逐项填写；含“待写”的都要改。编辑器提示：budgetlint rules schema > rule.schema.json，再用下一行。",
        "# Fill in every field. For completion in an editor: budgetlint rules schema > rule.schema.json, and the next line.",
        "# yaml-language-server: $schema=rule.schema.json",
        f"code: {code}",
        f"slug: {kind.name}",
        f"title: {_both('短标题', 'short title')}",
        "severity: warning          # error 错误 | warning 警告 | info 提示",
        "confidence: medium         # high 高 | medium 中 | low 低",
        "status: preview            # preview 试行 | stable 正式 | deprecated 停用",
        "since: 0.1.0",
        f"scope: {scope:<18} # {' | '.join(each for each in SCOPES if each in kind.scopes)}",
        f'# where: "{_start(Condition, scope)}"   # 适用条件，可省略 / a condition, may be left out',
        "check:",
        f"  kind: {kind.name}",
        *_parameters(kind, scope, check),
        f"# 消息字段 / message fields: {', '.join(['project', 'unit', *_own(scope), *sorted(kind.message_fields)])}",
        f"message: {_both('说明问题，并写出证据', 'what is wrong, with the evidence')}",
        f"why: {_both('为什么是问题', 'why it matters')}",
        f"fix: {_both('怎样修改', 'how to mend it')}",
        "basis:",
        "  - 财预〔2015〕88号 中央部门预算绩效目标管理办法   # 待写：改为本规则的依据 / the rule's own basis",
        "examples:                  # 反例必须报出，正例不得报出 / bad ones must be found, good ones must not",
    ]
    for side in ("bad", "good"):
        lines += [f"  {side}:", *(f"    - {example}" for example in examples)]
    return "\n".join(lines) + "\n"


def _both(zh: str, en: str) -> str:
    return f'{{zh: "{TODO["zh"]}{zh}", en: "{TODO["en"]}{en}"}}'


def _own(scope: str) -> tuple[str, ...]:
    named = {"indicator": ("indicator", "level1", "level2", "value"), "statement": ("value",), "table": ("table",)}
    return named.get(scope, ())


def _parameters(kind: Kind, scope: str, given: Mapping[str, Any]) -> Iterator[str]:
    """One line a parameter; optional ones that the model does not use are commented out."""
    hints = parameter_types(kind.params)
    for each in fields(kind.params):
        name = each.name.rstrip("_")
        written = True
        if name in given:
            value = given[name]
        elif not given and "start" in each.metadata:
            value = each.metadata["start"]
        elif each.default is MISSING and each.default_factory is MISSING:
            value = _start(hints[each.name], scope)
        else:
            value, written = _default(each), False
        about = f"   # {each.metadata['doc']}" if each.metadata.get("doc") else ""
        yield f"{'  ' if written else '  # '}{name}: {json.dumps(value, ensure_ascii=False)}{about}"


def _default(each: Field[Any]) -> Any:
    value = each.default if each.default is not MISSING else None
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return str(value) if isinstance(value, (Decimal, Pattern)) else value


def _start(hint: Any, scope: str) -> Any:
    """A value of the right type for a parameter that must be given."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return [_start(arguments[0], scope)]
    first = schema.own_entity(scope).fields[0]
    named: dict[Any, Any] = {
        FieldName: first.name,
        UnitName: "人",
        DimensionName: "persons",
        Condition: f"{schema.own_entity(scope).zh}.{first.zh} 有值",
        bool: True,
        int: 1,
        Decimal: 1,
    }
    return named.get(hint, "待写")
