"""Conditions of a rule file that can come out one way only, alone or together with its check, and unit names in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.model import Project, UnitForm
from linter.errors import Problem
from linter.packs import schema
from linter.packs.condition import BadConditionError, Condition, compile_condition
from linter.packs.condition.reach import Constant, Reach
from linter.packs.condition.syntax import Node, parse
from linter.packs.kinds import SCOPES
from linter.packs.source import Route, Source
from linter.packs.unit_names import dimension_fault, unit_fault

_NAMES: Mapping[str, Callable[[str], tuple[Bilingual, Bilingual] | None]] = {
    "parsed.unit": lambda text: unit_fault(text, base=True),
    "parsed.printed_unit": unit_fault,
    "parsed.dimension": dimension_fault,
}
"""What a text that is compared with a field, by the field's path, must be the name of."""


def unreachable(source: Source) -> Iterator[Problem]:
    """The mistakes of a rule file's `where` and `assert`. Conditions that cannot be compiled are the loader's to report."""
    data = source.data if isinstance(source.data, Mapping) else {}
    check = data.get("check")
    check = check if isinstance(check, Mapping) else {}
    scope = data.get("scope")
    if scope not in SCOPES:
        return
    reach = Reach(scope)
    where = _compiled(data.get("where"), scope)
    tested = _compiled(check.get("assert"), scope) if check.get("kind") == "condition" else None
    faults: list[Problem] = []
    for route, found in ((("where",), where), (("check", "assert"), tested)):
        if found is not None:
            faults += [_constant(source, route, each) for each in reach.constants(found[1])]
            faults += _misnamed(source, route, reach, found[1])
    yield from faults
    needs = {need for found in (where, tested) if found is not None for need in found[0].needs}
    if {Project, UnitForm} <= needs:
        hint = Bilingual("分成两条规则，或用 表单（form）", "write two rules, or use form")
        message = Bilingual(
            "一张表不会既是项目表又是整体支出表，规则永不适用", "no form is both a project's and a whole unit's"
        )
        yield source.problem(("where",) if where else ("check", "assert"), message, hint)
    elif where is not None and not faults:
        yield from _together(source, reach, scope, where[1], tested[1] if tested else None, check)


def _compiled(text: Any, scope: str) -> tuple[Condition, Node] | None:
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return compile_condition(text, scope), parse(text)
    except BadConditionError:
        return None


def _constant(source: Source, route: Route, found: Constant) -> Problem:
    hint = Bilingual("核对字段、数值和 且、或", "check the fields, the figures, and and, or")
    if found.always and found.conflict:
        message = Bilingual("与前面的条件合起来总是成立", "with what stands before, this always holds")
    elif found.always:
        message = Bilingual("这个条件总是成立", "this condition always holds")
        hint = Bilingual("删去它", "leave it out")
    elif found.conflict:
        message = Bilingual(
            "与前面的条件矛盾，永远不会成立", "this contradicts what stands before: it can never be true"
        )
    else:
        message = Bilingual("这个条件永远不会成立", "this condition can never be true")
    return source.problem(route, message, hint, offset=found.start)


def _misnamed(source: Source, route: Route, reach: Reach, node: Node) -> Iterator[Problem]:
    for found, text in reach.texts(node):
        checked = _NAMES.get(found.path)
        fault = checked(text[3]) if checked is not None and text[3] else None
        if fault is not None:
            yield source.problem(route, *fault, offset=text[1])


def _together(
    source: Source, reach: Reach, scope: str, where: Node, tested: Node | None, check: Mapping[str, Any]
) -> Iterator[Problem]:
    """`where` against the check: what it lets through must be able to pass and to fail."""
    if tested is not None:
        route: Route = ("check", "assert")
        if not reach.possible((where, True), (tested, False)):
            message = Bilingual(
                "where 成立时 assert 总是成立，规则永远不会报出",
                "where makes assert always true: nothing is ever found",
            )
            yield source.problem(route, message)
        elif not reach.possible((where, True), (tested, True)):
            message = Bilingual(
                "where 成立时 assert 永远不成立", "where makes assert always false: whatever applies is found"
            )
            hint = Bilingual(
                "where 只写适用范围，要求写进 assert", "let where say what the rule is for, and assert what must hold"
            )
            yield source.problem(route, message, hint)
    elif check.get("kind") == "required" and not check.get("placeholders"):
        name = check.get("field")
        found = schema.own_entity(scope).find(name) if isinstance(name, str) else None
        if found is not None:
            blank = ["missing", 0, 0, ["path", 0, 0, ["name", 0, 0, found.name]]]
            if not reach.possible((where, True), (blank, True)):
                message = Bilingual(
                    f"where 已要求“{found.zh}”有值，规则永远不会报出",
                    f"where demands {found.name}: nothing is ever found",
                )
                yield source.problem(("where",), message)
