"""The functions of conditions: count, sum, any, all over a list, and the length of a text."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.packs import schema
from linter.packs.condition import emit
from linter.packs.condition.syntax import Node
from linter.packs.condition.typed import ERROR, Typed
from linter.packs.names import did_you_mean
from linter.packs.schema import FLAG, LIST, MONEY, NUMBER, PERCENT, TYPE_NAMES

if TYPE_CHECKING:
    from linter.packs.condition.compiler import Compiler

MAX_NESTING = 3
MAX_SWEEPS = 2
"""A condition may go over the whole document this often inside itself, the rule's own scope counted."""

NAMES = {
    "count": "count",
    "计数": "count",
    "sum": "sum",
    "求和": "sum",
    "any": "any",
    "任一": "any",
    "all": "all",
    "全部": "all",
    "length": "length",
    "长度": "length",
}
"""Every function by its English and Chinese name."""

_USE = {
    "count": "count(列表, 条件)",
    "sum": "sum(列表, 数值, 条件)",
    "any": "any(列表, 条件)",
    "all": "all(列表, 条件)",
    "length": "length(文字)",
}
_ARGUMENTS = {"count": (1, 2), "sum": (2, 3), "any": (2, 2), "all": (2, 2), "length": (1, 1)}


def apply(compiler: Compiler, node: Node) -> Typed:
    """A call node: checks the function's arguments and gives its code."""
    name, arguments = node[3], node[4:]
    function = NAMES.get(name[3])
    if function is None:
        message = Bilingual(f"没有“{name[3]}”这个函数", f"there is no function “{name[3]}”")
        return compiler.error(name[1], message, did_you_mean(name[3], NAMES))
    low, high = _ARGUMENTS[function]
    if not low <= len(arguments) <= high:
        return compiler.error(name[1], Bilingual.naming("写法", "write", _USE[function]))
    if function == "length":
        text = compiler.text(arguments[0], "长度")
        if text.type == ERROR:
            return text
        return compiler.guarded([text], lambda values: emit.call("_len", emit.method(values[0], "strip")), NUMBER)

    items = compiler.expression(arguments[0])
    if items.type == ERROR:
        return items
    if items.type != LIST:
        message = Bilingual.naming("第一个参数应是列表", "the first argument must be a list", TYPE_NAMES[items.type])
        return compiler.error(arguments[0][1], message)
    sweeps = compiler.sweeps + items.sweep + (compiler.scope != "document")
    if len(compiler.elements) >= MAX_NESTING or (items.sweep and sweeps > MAX_SWEEPS):
        message = Bilingual("计数、求和、任一、全部嵌套过深", "too many lists inside each other")
        return compiler.error(node[1], message, Bilingual("拆成几条规则", "split it into several rules"))

    identifier = f"e{len(compiler.elements) + 1}"
    compiler.elements.append((schema.ENTITIES[items.of], identifier))
    compiler.sweeps += items.sweep
    try:
        parts = [
            compiler.expression(argument) if function == "sum" and index == 0 else compiler.flag(argument)
            for index, argument in enumerate(arguments[1:])
        ]
    finally:
        compiler.elements.pop()
        compiler.sweeps -= items.sweep
    if any(part.type == ERROR for part in parts):
        return Typed(emit.NONE, ERROR)
    return _quantified(compiler, function, items, parts, identifier, arguments)


def _quantified(
    compiler: Compiler, function: str, items: Typed, parts: list[Typed], identifier: str, arguments: list[Node]
) -> Typed:
    codes = [emit.function_of(identifier, part.code) for part in parts]
    undecided = any(part.nullable for part in parts)

    def result(build: Callable[[ast.expr], ast.expr], type_: str) -> Typed:
        typed = compiler.guarded([items], lambda values: build(values[0]), type_)
        typed.nullable = typed.nullable or undecided
        return typed

    if function == "count":
        if not codes:
            return result(lambda listed: emit.call("_len", listed), NUMBER)
        return result(lambda listed: emit.call("_count", listed, codes[0]), NUMBER)
    if function == "sum":
        if parts[0].type not in (NUMBER, MONEY, PERCENT):
            message = Bilingual.naming("只能对数或金额求和", "only numbers and money add up", TYPE_NAMES[parts[0].type])
            return compiler.error(arguments[1][1], message)
        test = codes[1] if len(codes) > 1 else emit.function_of(identifier, emit.constant(True))
        return result(lambda listed: emit.call("_total", listed, codes[0], test), parts[0].type)
    helper = "_exists" if function == "any" else "_every"
    return result(lambda listed: emit.call(helper, listed, codes[0]), FLAG)
