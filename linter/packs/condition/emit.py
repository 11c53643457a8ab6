"""Small makers of Python syntax nodes: the only nodes that a compiled condition can consist of."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence


def name(identifier: str) -> ast.expr:
    return ast.Name(identifier, ast.Load())


def constant(value: str | int | bool | None) -> ast.expr:
    return ast.Constant(value)


NONE = constant(None)


def attribute(value: ast.expr, identifier: str) -> ast.expr:
    return ast.Attribute(value, identifier, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(name(function), list(arguments), [])


def method(value: ast.expr, identifier: str) -> ast.expr:
    return ast.Call(attribute(value, identifier), [], [])


def function_of(argument: str, body: ast.expr) -> ast.expr:
    arguments = ast.arguments([], [ast.arg(argument)], None, [], [], None, [])
    return ast.Lambda(arguments, body)


def negated(value: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), value)


def either(*values: ast.expr) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(ast.Or(), list(values))


def both(*values: ast.expr) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(ast.And(), list(values))


def choose(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    return ast.IfExp(test, then, otherwise)


_COMPARISONS: dict[str, type[ast.cmpop]] = {
    "=": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "in": ast.In,
    "is": ast.Is,
    "is not": ast.IsNot,
}
_ARITHMETIC: dict[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult}


def compare(left: ast.expr, operator: str, right: ast.expr) -> ast.expr:
    return ast.Compare(left, [_COMPARISONS[operator]()], [right])


def arithmetic(left: ast.expr, operator: str, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, _ARITHMETIC[operator](), right)


def minus(value: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), value)


class Locals:
    """Hands out names for intermediate results."""

    def __init__(self) -> None:
        self._count = 0

    def kept(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """An expression that keeps `value` under a new name, and the name."""
        self._count += 1
        identifier = f"t{self._count}"
        return ast.NamedExpr(ast.Name(identifier, ast.Store()), value), name(identifier)

    def guarded(
        self,
        values: Sequence[tuple[ast.expr, bool]],
        build: Callable[[list[ast.expr]], ast.expr],
    ) -> ast.expr:
        """`build` of the values, or None where one of them that may be missing is None."""
        tests: list[ast.expr] = []
        present: list[ast.expr] = []
        for value, nullable in values:
            if nullable:
                keep, kept = self.kept(value)
                tests.append(compare(keep, "is", NONE))
                present.append(kept)
            else:
                present.append(value)
        built = build(present)
        return choose(either(*tests), NONE, built) if tests else built


def compiled(body: ast.expr, names: dict[str, object]) -> Callable[..., object]:
    """A function of a Subject (`s`) that gives `body`; it can reach nothing but `names`."""
    arguments = ast.arguments([], [ast.arg("s")], None, [], [], None, [])
    function = ast.FunctionDef("condition", arguments, [ast.Return(body)], [], None, None)
    if hasattr(function, "type_params"):
        function.type_params = []
    module = ast.fix_missing_locations(ast.Module([function], []))
    scope: dict[str, object] = {"__builtins__": {}, **names}
    exec(compile(module, "<condition>", "exec"), scope)
    result = scope["condition"]
    assert callable(result)
    return result
