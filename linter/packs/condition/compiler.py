"""Type-checks a condition's syntax tree against the schema and turns it into Python syntax nodes.

Every mistake is collected, with its place; a part that is wrong is carried on as type `error`, which fits everywhere, so
that one slip is reported once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from types import UnionType

from linter.bilingual import NOTHING, Bilingual
from linter.packs import schema
from linter.packs.condition import emit, truth
from linter.packs.condition.functions import apply
from linter.packs.condition.syntax import ConditionError, Node
from linter.packs.condition.typed import ERROR, NUMERIC, Typed, literal, result_type, same_measure, unit_test
from linter.packs.kinds import Pattern
from linter.packs.names import COMPARED, did_you_mean
from linter.packs.schema import FLAG, LIST, MONEY, NUMBER, PERCENT, QUANTITY, TEXT, TYPE_NAMES, Entity, Field, Root

ENTITY = "entity"
_KEYWORDS = ("有值", "为空", "包含", "匹配", "属于", "且", "或", "非")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a condition needs and the document may lack: what to call it, and how to look."""

    label: str
    attribute: str
    field: Field


@dataclass(slots=True)
class Compiler:
    """Compiles one condition for one scope. Read `errors` first, then `names`, `missing` and `needs`."""

    scope: str
    errors: list[ConditionError] = field(default_factory=list)
    names: dict[str, object] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    needs: set[type | UnionType] = field(default_factory=set)
    _locals: emit.Locals = field(default_factory=emit.Locals)
    elements: list[tuple[Entity, str]] = field(default_factory=list)
    sweeps: int = 0

    def condition(self, node: Node) -> ast.expr:
        """The code of the whole condition: True, False or None."""
        calls = (truth.count, truth.exists, truth.every, truth.total, truth.quotient, len)
        self.names |= {f"_{each.__name__}": each for each in calls}
        return self.flag(node).code

    # -- helpers ---------------------------------------------------------------------------------

    def error(self, start: int, message: Bilingual, hint: Bilingual = NOTHING) -> Typed:
        self.errors.append(ConditionError(start, message, hint))
        return Typed(emit.NONE, ERROR)

    def _constant(self, value: object) -> ast.expr:
        if isinstance(value, (str, bool)):
            return emit.constant(value)
        identifier = f"k{len(self.names)}"
        self.names[identifier] = value
        return emit.name(identifier)

    def flag(self, node: Node) -> Typed:
        typed = self.expression(node)
        if typed.type not in (FLAG, ERROR):
            return self.error(
                node[1],
                Bilingual(f"此处要一个判断，而这是{TYPE_NAMES[typed.type]}", "a condition is wanted here"),
                Bilingual("加上比较，或写 有值、为空", "compare it, or write is present, is missing"),
            )
        return typed

    def guarded(self, parts: list[Typed], build: Callable[[list[ast.expr]], ast.expr], type_: str = FLAG) -> Typed:
        code = self._locals.guarded([(part.code, part.nullable) for part in parts], build)
        return Typed(code, type_, nullable=any(part.nullable for part in parts))

    # -- expressions -----------------------------------------------------------------------------

    def expression(self, node: Node) -> Typed:
        kind = node[0].removeprefix("not_")
        method: Callable[[Node], Typed] = getattr(self, f"_on_{kind}")
        return method(node) if kind == node[0] else self._inverted(method(node))

    def _on_or(self, node: Node) -> Typed:
        return self._junction(node, decisive=True)

    def _on_and(self, node: Node) -> Typed:
        return self._junction(node, decisive=False)

    def _junction(self, node: Node, decisive: bool) -> Typed:
        """Kleene's and/or, short-circuiting: the decisive value wins over missing."""
        parts = [self.flag(child) for child in node[3:]]
        result = parts[-1]
        for part in reversed(parts[:-1]):
            if not part.nullable and not result.nullable:
                join = emit.either if decisive else emit.both
                result = Typed(join(part.code, result.code), FLAG)
            elif not part.nullable:
                first = emit.constant(True) if decisive else result.code
                second = result.code if decisive else emit.constant(False)
                result = Typed(emit.choose(part.code, first, second), FLAG, nullable=True)
            else:
                keep, left = self._locals.kept(part.code)
                keep_right, right = self._locals.kept(result.code)
                answer = emit.constant(decisive)
                inner = emit.choose(
                    emit.compare(keep_right, "is", answer),
                    answer,
                    emit.choose(emit.compare(left, "is", emit.NONE), emit.NONE, right),
                )
                result = Typed(emit.choose(emit.compare(keep, "is", answer), answer, inner), FLAG, nullable=True)
        return result

    def _on_not(self, node: Node) -> Typed:
        return self.guarded([self.flag(node[3])], lambda values: emit.negated(values[0]))

    def _on_present(self, node: Node) -> Typed:
        typed = self.expression(node[3])
        if typed.type == ERROR:
            return typed

        def filled(value: ast.expr) -> ast.expr:
            if typed.type == TEXT:
                return emit.compare(emit.method(value, "strip"), "!=", emit.constant(""))
            if typed.type == LIST:
                return emit.compare(emit.call("_len", value), "!=", emit.constant(0))
            return emit.constant(True)

        if not typed.nullable:
            return Typed(filled(typed.code), FLAG)
        keep, kept = self._locals.kept(typed.code)
        there = emit.compare(keep, "is not", emit.NONE)
        return Typed(there if typed.type not in (TEXT, LIST) else emit.both(there, filled(kept)), FLAG)

    def _on_missing(self, node: Node) -> Typed:
        typed = self._on_present(node)
        return typed if typed.type == ERROR else Typed(emit.negated(typed.code), FLAG)

    def _on_compare(self, node: Node) -> Typed:
        _, start, _, left_node, operator, right_node = node
        left, right = self.expression(left_node), self.expression(right_node)
        if ERROR in (left.type, right.type):
            return Typed(emit.NONE, ERROR)
        if left.type == right.type == TEXT:
            if operator not in ("=", "!="):
                return self.error(start, Bilingual("文字只能用 = 或 ≠ 比较", "texts can be compared by = or ≠ only"))
            self._choose(left, right, right_node)
            self._choose(right, left, left_node)
        elif left.type not in NUMERIC or right.type not in NUMERIC:
            names = f"{TYPE_NAMES[left.type]} 与 {TYPE_NAMES[right.type]}"
            return self.error(start, Bilingual.naming("不能比较", "cannot be compared", names))
        elif not same_measure(left, right):
            names = f"{TYPE_NAMES[left.type]} 与 {TYPE_NAMES[right.type]}"
            hint = Bilingual("给数字写上单位，如 5万元、90%", "give the number its unit, such as 5万元, 90%")
            return self.error(start, Bilingual.naming("单位不同，不能比较", "measures differ", names), hint)
        mismatch = unit_test(left, right)
        if mismatch is None:
            return self.guarded([left, right], lambda values: emit.compare(values[0], operator, values[1]))
        typed = self.guarded(
            [left, right],
            lambda values: emit.choose(mismatch, emit.NONE, emit.compare(values[0], operator, values[1])),
        )
        typed.nullable = True
        return typed

    def _choose(self, typed: Typed, other: Typed, node: Node) -> None:
        """A literal beside an enumerated field, or one that names units: an unknown one is a mistake."""
        if typed.choices is None or node[0] != "text":
            return
        other.code = emit.constant(self._choice(typed.choices, node))

    def _choice(self, enumerated: Field, node: Node) -> str:
        """The value that a text stands for: of a field's choices the Chinese name or the value itself."""
        text: str = node[3]
        known = enumerated.choices
        if not known:
            fault = COMPARED[enumerated.path](text) if text else None
            if fault is not None:
                self.error(node[1], *fault)
            return text
        if text in known:
            return known[text]
        if text and text not in known.values():
            message = Bilingual(f"“{enumerated.zh}”没有这个取值", f"{enumerated.name} has no value “{text}”")
            self.error(node[1], message, did_you_mean(text, [*known, *known.values()]))
        return text

    def _on_in(self, node: Node) -> Typed:
        left = self.expression(node[3])
        if left.type == ERROR:
            return left
        values: list[object] = []
        for item in node[4][3:]:
            if item[0] == "text" and left.type == TEXT:
                values.append(item[3] if left.choices is None else self._choice(left.choices, item))
            elif item[0] == "quantity" and left.type in (NUMBER, MONEY, PERCENT):
                right = self._on_quantity(item)
                if right.type == ERROR:
                    return right
                if not same_measure(left, right):
                    return self.error(
                        item[1], Bilingual("列表项的单位不同", "the list's measure differs from the field's")
                    )
                assert isinstance(right.code, ast.Name)
                values.append(self.names[right.code.id])
            else:
                return self.error(
                    item[1], Bilingual(f"列表项应是{TYPE_NAMES[left.type]}", "the list's items have another type")
                )
        constant = self._constant(tuple(values))
        return self.guarded([left], lambda given: emit.compare(given[0], "in", constant))

    def _inverted(self, typed: Typed) -> Typed:
        return typed if typed.type == ERROR else self.guarded([typed], lambda values: emit.negated(values[0]))

    def text(self, node: Node, verb: str) -> Typed:
        typed = self.expression(node)
        if typed.type not in (TEXT, ERROR):
            message = Bilingual.naming(f"只有文字才能“{verb}”", "only a text can be searched", TYPE_NAMES[typed.type])
            return self.error(node[1], message)
        return typed

    def _on_contains(self, node: Node) -> Typed:
        left = self.text(node[3], "包含")
        wanted = node[4][3:] if node[4][0] == "list" else [node[4]]
        for item in wanted:
            if item[0] != "text" or not item[3]:
                return self.error(item[1], Bilingual("要找的须是文字", "what to look for must be a text"))
        if left.type == ERROR:
            return left

        def build(values: list[ast.expr]) -> ast.expr:
            if len(wanted) == 1:
                return emit.compare(emit.constant(wanted[0][3]), "in", values[0])
            keep, kept = self._locals.kept(values[0])
            tests = [
                emit.compare(emit.constant(item[3]), "in", keep if index == 0 else kept)
                for index, item in enumerate(wanted)
            ]
            return emit.either(*tests)

        return self.guarded([left], build)

    def _on_matches(self, node: Node) -> Typed:
        left = self.text(node[3], "匹配")
        from linter.packs.patterns import pattern_fault

        expression: str = node[4][3]
        fault = pattern_fault(expression)
        if fault is not None:
            return self.error(node[4][1] + 1 + fault.position, fault.message, fault.hint)
        if left.type == ERROR:
            return left
        identifier = f"k{len(self.names)}"
        self.names[identifier] = Pattern(expression).search
        return self.guarded([left], lambda values: emit.compare(emit.call(identifier, values[0]), "is not", emit.NONE))

    # -- arithmetic ------------------------------------------------------------------------------

    def _on_negative(self, node: Node) -> Typed:
        typed = self.expression(node[-1])
        if typed.type == ERROR:
            return typed
        if typed.type not in NUMERIC:
            return self.error(node[1], Bilingual.naming("不能取负", "has no negative", TYPE_NAMES[typed.type]))
        result = self.guarded([typed], lambda values: emit.minus(values[0]), typed.type)
        result.unit = typed.unit
        return result

    def _on_arithmetic(self, node: Node) -> Typed:
        _, start, _, left_node, operator, right_node = node
        left, right = self.expression(left_node), self.expression(right_node)
        if ERROR in (left.type, right.type):
            return Typed(emit.NONE, ERROR)
        type_ = result_type(left, operator, right) if {left.type, right.type} <= set(NUMERIC) else None
        if type_ is None:
            names = f"{TYPE_NAMES[left.type]} {operator} {TYPE_NAMES[right.type]}"
            return self.error(
                start,
                Bilingual.naming("不能这样运算", "cannot be reckoned", names),
                Bilingual("两边的单位要相同", "units must agree"),
            )
        share = Decimal("0.01")
        factor = (PERCENT in (left.type, right.type)) and operator == "*" and type_ != PERCENT

        def build(values: list[ast.expr]) -> ast.expr:
            if operator == "/":
                return emit.call("_quotient", values[0], values[1])
            product = emit.arithmetic(values[0], operator, values[1])
            return emit.arithmetic(product, "*", self._constant(share)) if factor else product

        result = self.guarded([left, right], build, type_)
        result.nullable = result.nullable or operator == "/"
        result.unit = left.unit if left.type == QUANTITY else right.unit
        return result

    # -- atoms -----------------------------------------------------------------------------------

    def _on_text(self, node: Node) -> Typed:
        return Typed(emit.constant(node[3]), TEXT)

    def _on_quantity(self, node: Node) -> Typed:
        stated = literal(node[3])
        if stated is None:
            unit = node[3].lstrip("0123456789.")
            hint = Bilingual("单位后面的词要隔一个空格", "put a blank between the unit and the next word")
            return self.error(node[1], Bilingual(f"不认识的单位“{unit}”", f"unknown unit “{unit}”"), hint)
        unit_code = emit.constant(stated.unit) if stated.type == QUANTITY else None
        return Typed(self._constant(stated.number), stated.type, unit=unit_code, zero=stated.number == 0)

    def _on_path(self, node: Node) -> Typed:
        """A bare name is a field of the list's element, or of the rule's own item; a dotted one starts at a root."""
        names = node[3:]
        first = names[0]
        own = self.elements[-1][0] if self.elements else schema.own_entity(self.scope)
        start = schema.root(self.scope, first[3])
        if own.find(first[3]) is not None and (len(names) == 1 or start is None):
            if self.elements:
                return self._steps(emit.name(self.elements[-1][1]), own, names, None)
            return self._steps(emit.attribute(emit.name("s"), "item"), own, names, schema.ROOTS[self.scope][0])
        if start is not None:
            return self._from_root(start, names)
        return self._unknown(first, [*schema.root_names(self.scope), *own.names()], first=True)

    def _unknown(self, name: Node, known: list[str], *, first: bool = False) -> Typed:
        text: str = name[3]
        hint = did_you_mean(text, known)
        elsewhere = [root for root in schema.ROOTS[self.scope] if schema.ENTITIES[root.entity].find(text)]
        glued = next((word for word in _KEYWORDS if word in text and word != text), None)
        if first and elsewhere:
            entity = schema.ENTITIES[elsewhere[0].entity]
            hint = Bilingual(f"是不是想写“{entity.zh}.{text}”", f"did you mean {entity.name}.{text}?")
        elif glued and any(part in known for part in text.split(glued)):
            hint = Bilingual(f"“{glued}”前后要有空格", f"put blanks around “{glued}”")
        return self.error(name[1], Bilingual(f"没有“{text}”这个字段", f"there is no field “{text}”"), hint)

    def _from_root(self, start: Root, names: list[Node]) -> Typed:
        if start.needs is not None:
            self.needs.add(start.needs)
        base = emit.attribute(emit.name("s"), start.attribute)
        entity = schema.ENTITIES[start.entity]
        if len(names) == 1:
            return Typed(base, ENTITY, of=start.entity)
        return self._steps(base, entity, names[1:], start)

    def _steps(self, base: ast.expr, entity: Entity, names: list[Node], start: Root | None) -> Typed:
        """The value of a field of the item `base`. Lists and further steps end here: a field has no fields."""
        name = names[0]
        found = entity.find(name[3])
        if found is None:
            return self._unknown(name, list(entity.names()))
        if len(names) > 1:
            message = Bilingual(f"“{name[3]}”没有下一级字段", f"{name[3]} has no fields")
            lists = Bilingual("列表用 计数、任一、全部", "go over a list by count, any, all")
            hint = lists if found.type == LIST else NOTHING
            return self.error(names[1][1], message, hint)
        code, nullable = self._value(base, found)
        unit = None
        if found.type == QUANTITY:
            unit = emit.attribute(emit.attribute(base, "parsed"), "unit")
        if nullable and start is not None and not self.elements:
            self.missing.append(Missing(f"{entity.zh}.{found.zh}", start.attribute, found))
        return Typed(
            code,
            found.type,
            nullable,
            of=found.of,
            choices=found if found.choices or found.path in COMPARED else None,
            unit=unit,
            sweep=entity.name == "document",
        )

    def _value(self, base: ast.expr, found: Field) -> tuple[ast.expr, bool]:
        if found.getter is not None:
            identifier = f"k{len(self.names)}"
            self.names[identifier] = found.getter
            return emit.call(identifier, base), found.nullable
        code, steps = base, found.path.split(".")
        return self._walk(code, steps), found.nullable

    def _walk(self, code: ast.expr, steps: list[str]) -> ast.expr:
        for index, step in enumerate(steps):
            code = emit.attribute(code, step.rstrip("?"))
            rest = steps[index + 1 :]
            if step.endswith("?") and rest:
                return self._locals.guarded([(code, True)], lambda values, rest=rest: self._walk(values[0], rest))  # type: ignore[misc]
        return code

    # -- functions -------------------------------------------------------------------------------

    def _on_call(self, node: Node) -> Typed:
        return apply(self, node)
