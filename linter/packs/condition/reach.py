"""Finds conditions, and parts of them, that can come out one way only: contradictions, and what always holds.

A condition is brought into clauses (a disjunction of conjunctions). A clause is impossible where what it says of one
field cannot be true together. What is not understood is taken as free, so that nothing is called constant that is not.
Missing data is left aside: a condition that is either true or undecided is constant as well.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.packs import schema
from linter.packs.condition.facts import FLIPPED, ORDERS, Facts
from linter.packs.condition.functions import NAMES
from linter.packs.condition.literals import literal
from linter.packs.condition.syntax import Node
from linter.packs.schema import NUMBER, TEXT, Entity, Field

MAX_CLAUSES = 400
_NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_INVERSE = {"not_in": "in", "not_contains": "contains", "not_matches": "matches", "missing": "present"}


@dataclass(frozen=True, slots=True)
class Constant:
    """A part of a condition, from the character `start` on, that is never or always true."""

    start: int
    always: bool
    conflict: bool = False
    """True where the part is sound by itself and fails together with what stands before it."""


@dataclass(frozen=True, slots=True)
class _Atom:
    """One test of a clause, or its negation, within the elements of the lists that are gone over."""

    node: Node
    holds: bool
    frames: tuple[Entity, ...]


_Clause = tuple[_Atom, ...]


class Reach:
    """Looks at the conditions of rules of one scope; syntax trees must have been type-checked before."""

    def __init__(self, scope: str) -> None:
        self._scope = scope

    def constants(self, node: Node) -> list[Constant]:
        """The smallest parts of a condition that are constant."""
        return list(self._examine(node, ()))

    def possible(self, *nodes: tuple[Node, bool]) -> bool:
        """Whether all conditions can come out as stated beside them at once."""
        clauses: list[_Clause] | None = [()]
        for node, holds in nodes:
            clauses = _crossed(clauses, self._clauses(node, holds, ()))
        return self._any_possible(clauses)

    # -- clauses ---------------------------------------------------------------------------------

    def _any_possible(self, clauses: list[_Clause] | None) -> bool:
        return clauses is None or any(self._consistent(clause) for clause in clauses)

    def _can(self, node: Node, holds: bool, frames: tuple[Entity, ...]) -> bool:
        return self._any_possible(self._clauses(node, holds, frames))

    def _clauses(self, node: Node, holds: bool, frames: tuple[Entity, ...]) -> list[_Clause] | None:
        """The clauses of a condition or of its negation; None where there are too many."""
        kind = node[0]
        if kind == "not":
            return self._clauses(node[3], not holds, frames)
        if kind in _INVERSE:
            return self._clauses([_INVERSE[kind], *node[1:]], not holds, frames)
        if kind in ("and", "or"):
            return self._joined([self._clauses(each, holds, frames) for each in node[3:]], (kind == "and") == holds)
        if kind in ("in", "contains") and node[4][0] == "list":
            each = ["compare" if kind == "in" else kind]
            choices = [
                [*each, *node[1:3], node[3], "=", item] if kind == "in" else [*each, *node[1:3], node[3], item]
                for item in node[4][3:]
            ]
            return self._joined([self._clauses(choice, holds, frames) for choice in choices], not holds)
        return [(_Atom(node, holds, frames),)]

    @staticmethod
    def _joined(parts: list[list[_Clause] | None], together: bool) -> list[_Clause] | None:
        result: list[_Clause] | None = [()] if together else []
        for part in parts:
            if together:
                result = _crossed(result, part)
            elif result is None or part is None or len(result) + len(part) > MAX_CLAUSES:
                return None
            else:
                result = result + part
        return result

    def _consistent(self, clause: _Clause) -> bool:
        facts = Facts()
        return all(self._take(facts, atom) for atom in clause) and facts.hold()

    # -- what an atom says -----------------------------------------------------------------------

    def _take(self, facts: Facts, atom: _Atom) -> bool:
        """Adds what an atom says. False where it is impossible by itself."""
        node, holds, frames = atom.node, atom.holds, atom.frames
        kind = node[0]
        if kind == "compare":
            return self._comparison(facts, node, holds, frames)
        key, found = self._term(node[3], frames) if kind in ("present", "contains", "matches") else ((), None)
        if kind == "present":
            facts.presence.setdefault(key, set()).add(holds)
            if not holds and found is not None and found.type == TEXT:
                facts.text(key).blank = True
            return True
        if kind == "contains":
            text = facts.text(key)
            (text.holds if holds else text.lacks).append(node[4][3])
            if holds and node[4][3].strip():
                facts.presence.setdefault(key, set()).add(True)
            return True
        if kind == "matches":
            text = facts.text(key)
            (text.fits if holds else text.fits_not).append(node[4][3])
            return True
        facts.free.setdefault(self._canonical(node, frames), set()).add(holds)
        return True

    def _comparison(self, facts: Facts, node: Node, holds: bool, frames: tuple[Entity, ...]) -> bool:
        left, right = node[3], node[5]
        operator = node[4] if holds else _NEGATED[node[4]]
        if _number(left) is not None or left[0] == "text":
            if _number(right) is not None or right[0] == "text":
                return _compared(left, operator, right)
            left, right, operator = right, left, FLIPPED.get(operator, operator)
        key, found = self._term(left, frames)
        if right[0] == "text":
            word = found.choices.get(right[3], right[3]) if found is not None else right[3]
            text = facts.text(key)
            (text.equal if operator == "=" else text.unequal).append(word)
            if operator == "=" and word.strip():
                facts.presence.setdefault(key, set()).add(True)
            return True
        self._present(facts, left, frames)
        number = _number(right)
        if number is None:
            self._present(facts, right, frames)
            other, _ = self._term(right, frames)
            return facts.relate(key, operator, other)
        numbers = facts.number(key, whole=left[0] == "call" and _function(left) in ("count", "length"))
        numbers.add(operator, number[0])
        if number[1] and number[0]:
            numbers.units.add(number[1])
        return True

    def _present(self, facts: Facts, node: Node, frames: tuple[Entity, ...]) -> None:
        """A comparison that is true or false, not undecided, needs its field."""
        if node[0] == "path":
            facts.presence.setdefault(self._term(node, frames)[0], set()).add(True)

    # -- names -----------------------------------------------------------------------------------

    def _term(self, node: Node, frames: tuple[Entity, ...]) -> tuple[Hashable, Field | None]:
        """What identifies a term, however it is written; and its field, if it is one."""
        if node[0] != "path":
            return self._canonical(node, frames), None
        base, entity, name = self._resolved([each[3] for each in node[3:]], frames)
        found = entity.find(name) if entity is not None and name else None
        return (base, found.path if found is not None else name, found.name if found and found.getter else ""), found

    def field(self, node: Node, frames: tuple[Entity, ...]) -> Field | None:
        """The field that a path names; None for anything else."""
        return self._term(node, frames)[1] if node[0] == "path" else None

    def _resolved(self, names: Sequence[str], frames: tuple[Entity, ...]) -> tuple[str, Entity | None, str]:
        own = frames[-1] if frames else schema.own_entity(self._scope)
        start = schema.root(self._scope, names[0])
        if own.find(names[0]) is not None and (len(names) == 1 or start is None):
            base = f"element {len(frames)}" if frames else schema.ROOTS[self._scope][0].attribute
            return base, own, names[0]
        if start is None or len(names) < 2:
            return ".".join(names), None, ""
        return start.attribute, schema.ENTITIES[start.entity], names[1]

    def _canonical(self, node: Node, frames: tuple[Entity, ...]) -> Hashable:
        if node[0] == "path":
            return self._term(node, frames)[0]
        if node[0] == "call":
            inner = (*frames, self._element(node, frames)) if len(node) > 5 else frames
            parts = [self._canonical(each, frames if index == 0 else inner) for index, each in enumerate(node[4:])]
            return ("call", _function(node), *parts)
        return (node[0], *(self._canonical(each, frames) if isinstance(each, list) else each for each in node[3:]))

    def _element(self, call: Node, frames: tuple[Entity, ...]) -> Entity:
        """What the list of a call consists of."""
        listed = self.field(call[4], frames)
        return schema.ENTITIES[listed.of] if listed is not None and listed.of else schema.own_entity(self._scope)

    # -- what is constant ------------------------------------------------------------------------

    def _examine(self, node: Node, frames: tuple[Entity, ...]) -> Iterator[Constant]:
        kind, inside = node[0], False
        if kind in ("and", "or"):
            for part in node[3:]:
                for each in self._examine(part, frames):
                    inside = True
                    yield each
            if not inside:
                yield from self._together(node, frames)
        elif kind == "not":
            yield from self._examine(node[3], frames)
        else:
            for inner, within in self._inner(node, frames):
                for each in self._examine(inner, within):
                    inside = True
                    yield each
            if not inside and not self._can(node, True, frames):
                yield Constant(node[1], False)
            elif not inside and not self._can(node, False, frames):
                yield Constant(node[1], True)

    def _together(self, node: Node, frames: tuple[Entity, ...]) -> Iterator[Constant]:
        """A conjunction that cannot hold, a disjunction that always does: where the last part comes in."""
        holds = node[0] == "and"
        if self._can(node, holds, frames):
            return
        clauses: list[_Clause] | None = [()]
        for part in node[3:]:
            clauses = _crossed(clauses, self._clauses(part, holds, frames))
            if not self._any_possible(clauses):
                yield Constant(part[1], not holds, conflict=True)
                return

    def _inner(self, node: Node, frames: tuple[Entity, ...]) -> Iterator[tuple[Node, tuple[Entity, ...]]]:
        """The conditions inside the calls of an atom, each with the elements that it speaks of."""
        if node[0] == "call" and _function(node) != "length":
            inner = (*frames, self._element(node, frames))
            conditions = node[5:] if _function(node) != "sum" else node[6:]
            yield from ((each, inner) for each in conditions)
            return
        for each in node[3:]:
            if isinstance(each, list):
                yield from self._inner(each, frames)

    def texts(self, node: Node, frames: tuple[Entity, ...] = ()) -> Iterator[tuple[Field, Node]]:
        """Every text that a field is compared with for being equal, with the field."""
        if node[0] == "compare":
            for one, other in ((node[3], node[5]), (node[5], node[3])):
                found = self.field(one, frames)
                if found is not None and other[0] == "text":
                    yield found, other
        elif node[0] in ("in", "not_in"):
            found = self.field(node[3], frames)
            if found is not None:
                yield from ((found, item) for item in node[4][3:] if item[0] == "text")
        if node[0] == "call" and len(node) > 5:
            inner = (*frames, self._element(node, frames))
            for each in node[5:]:
                yield from self.texts(each, inner)
            return
        for each in node[3:]:
            if isinstance(each, list):
                yield from self.texts(each, frames)


def _crossed(one: list[_Clause] | None, other: list[_Clause] | None) -> list[_Clause] | None:
    if one is None or other is None or len(one) * len(other) > MAX_CLAUSES:
        return None
    return [first + second for first in one for second in other]


def _function(call: Node) -> str:
    return NAMES.get(call[3][3], "")


def _number(node: Node) -> tuple[Decimal, str] | None:
    """The number and base unit of a literal; None for anything else."""
    if node[0] == "negative":
        inner = _number(node[3])
        return None if inner is None else (-inner[0], inner[1])
    if node[0] != "quantity":
        return None
    stated = literal(node[3])
    return None if stated is None else (stated.number, "" if stated.type == NUMBER else stated.unit)


def _compared(left: Node, operator: str, right: Node) -> bool:
    """Two literals, compared."""
    if left[0] == "text" or right[0] == "text":
        return bool(left[3] == right[3]) == (operator == "=")
    one, other = _number(left), _number(right)
    assert one is not None and other is not None
    return ("<" if one[0] < other[0] else ">" if one[0] > other[0] else "=") in ORDERS[operator]
