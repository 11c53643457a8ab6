"""Runs the grammars of `grammar/`. Lark makes their tables, once; they are kept in the user's cache as plain data.

Loading Lark and making the tables takes longer than to check most documents, so a small loop runs them here. It gives
what Lark gives (rules and tokens with names that begin with "_" and unnamed literals are left out of the tree, `?rule`
gives way to its only child), but each terminal is a regular expression of its own, compiled when it is first tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from linter import cache

if TYPE_CHECKING:
    from lark import Lark

_FORMAT = "1"
_END = "$END"


class Token(str):
    """The characters start_pos..end_pos of a text, of the terminal `type`."""

    __slots__ = ("end_pos", "start_pos", "type")
    type: str
    start_pos: int
    end_pos: int

    def __new__(cls, type_: str, text: str, start: int, end: int) -> Token:
        token = super().__new__(cls, text)
        token.type, token.start_pos, token.end_pos = type_, start, end
        return token


@dataclass(slots=True)
class Tree:
    """A rule of the grammar (`data`) with its children in order of the text."""

    data: str
    children: list[Tree | Token]

    def find(self, name: str) -> Iterator[Tree]:
        """The trees of that rule in this one, itself included, outer before inner."""
        if self.data == name:
            yield self
        for child in self.children:
            if isinstance(child, Tree):
                yield from child.find(name)

    def tokens(self) -> Iterator[Token]:
        for child in self.children:
            if isinstance(child, Tree):
                yield from child.tokens()
            else:
                yield child


class _Rule(NamedTuple):
    """`taken` are the children that go into the tree, each with whether its own children take its place."""

    name: str
    origin: str
    size: int
    taken: list[tuple[int, bool]]
    gives_way: bool

    def made(self, parts: list[Any]) -> Tree | Token:
        children: list[Tree | Token] = []
        for index, opened in self.taken:
            part = parts[index]
            if opened and not children:
                children = part.children  # Grown in place: a row of n is n steps.
            elif opened:
                children += part.children
            else:
                children.append(part)
        return children[0] if self.gives_way and len(children) == 1 else Tree(self.name, children)


class Parser:
    """A grammar ready to run. `terminals` maps the name of each terminal to its regular expression, in order of priority.

    A state maps each symbol to what is to be done: a number from 0 up is the next state, -1 and below the rule to reduce by.
    """

    def __init__(self, tables: dict[str, Any]) -> None:
        self.terminals: dict[str, str] = dict(tables["terminals"])
        self._renamed: dict[str, dict[str, str]] = tables["renamed"]
        self._rules = [_Rule(*rule) for rule in tables["rules"]]
        self._states: list[dict[str, int]] = tables["states"]
        self._starts: dict[str, list[int]] = tables["starts"]
        self._matchers: dict[str, Callable[[str, int], re.Match[str] | None]] = {}
        self._tried: dict[int, list[str]] = {}

    def parse(self, text: str, start: str) -> Tree | None:
        """The tree of the whole text, or None where the grammar does not take it.

        A terminal is tried only where the rules have a place for it, as Lark's contextual lexer does.
        """
        states = [self._starts[start][0]]
        return self._built(self._read(text, states), states, start)

    def tree(self, tokens: Iterable[Token], start: str) -> Tree | None:
        """The tree of a row of tokens, or None where it is no `start`."""
        return self._built(tokens, [self._starts[start][0]], start)

    def longest(self, tokens: Sequence[Token], begin: int, start: str, limit: int | None = None) -> int:
        """Where the longest row of tokens from `begin` on that makes a whole `start` ends; `begin` if there is none.

        No token from `limit` on is looked at.
        """
        first, last = self._starts[start]
        states, end = [first], begin
        for index in range(begin, len(tokens) if limit is None else limit):
            if not self._feed(states, tokens[index].type):
                break
            if self._feed(states.copy(), _END, last=last):
                end = index + 1
        return end

    # -- tokens --------------------------------------------------------------------------------------

    def lex(self, text: str) -> list[Token]:
        """The text as tokens, every terminal tried everywhere; for a grammar with a terminal for every character."""
        found = []
        for match in self._scanner.finditer(text):
            name, chars = match.lastgroup or "", match.group()
            found.append(Token(self._renamed.get(name, {}).get(chars, name), chars, match.start(), match.end()))
        return found

    @cached_property
    def _scanner(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{name}>{self.terminals[name]})" for name in self._in_order(self.terminals)))

    def _read(self, text: str, states: Sequence[int]) -> Iterator[Token | None]:
        """The tokens of a text, each read when the machine has taken the one before; None where there is none."""
        position = 0
        while position < len(text):
            token = self._next(text, position, states[-1])
            yield token
            if token is None:
                return
            position = token.end_pos

    def _next(self, text: str, position: int, state: int) -> Token | None:
        actions = self._states[state]
        names = self._tried.get(state)
        if names is None:
            names = self._tried[state] = self._in_order(actions)
        for name in names:
            matcher = self._matchers.get(name)
            if matcher is None:
                matcher = self._matchers[name] = re.compile(self.terminals[name]).match
            match = matcher(text, position)
            if match is not None:
                chars = match.group()
                literal = self._renamed.get(name, {}).get(chars, name)
                return Token(literal if literal in actions else name, chars, position, match.end())
        return None

    def _in_order(self, wanted: Container[str]) -> list[str]:
        """The terminals among `wanted` in the order in which they are tried, without those that another one covers."""
        names = [name for name in self.terminals if name in wanted]
        covered = {literal for name in names for literal in self._renamed.get(name, {}).values()}
        return [name for name in names if name not in covered]

    # -- the machine ---------------------------------------------------------------------------------

    def _built(self, tokens: Iterable[Token | None], states: list[int], start: str) -> Tree | None:
        values: list[Any] = []
        for token in tokens:
            if token is None or not self._feed(states, token.type, token, values):
                return None
        if not self._feed(states, _END, None, values, last=self._starts[start][1]):
            return None
        built: Tree = values[-1]
        return built

    def _feed(
        self,
        states: list[int],
        type_: str,
        token: Token | None = None,
        values: list[Any] | None = None,
        last: int | None = None,
    ) -> bool:
        """The reductions that a token of that type calls for, and the token; False where there is no place for it.

        `values` takes up the trees, if they are wanted. `last` is the state in which the end of the text is taken.
        """
        while True:
            action = self._states[states[-1]].get(type_)
            if action is None:
                return False
            if action >= 0:
                states.append(action)
                if values is not None:
                    values.append(token)
                return True
            rule = self._rules[-1 - action]
            if rule.size:
                del states[-rule.size :]
            states.append(self._states[states[-1]][rule.origin])
            if values is not None:
                begin = len(values) - rule.size
                values[begin:] = [rule.made(values[begin:])]
            if states[-1] == last:
                return True


def load(name: str, source: str, starts: Sequence[str]) -> Parser:
    """The parser of a Lark grammar; `name` is that of its place in the cache."""
    stamp = cache.digest(_FORMAT, source, *starts)
    tables = cache.load(name, stamp)
    if tables is None:
        tables = _tables(source, starts)
        cache.keep(name, stamp, tables)
    return Parser(tables)


def _tables(source: str, starts: Sequence[str]) -> dict[str, Any]:
    """The tables as plain data, from what Lark serialises."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    made = Lark(source, parser="lalr", lexer="basic", start=list(starts), maybe_placeholders=False)
    data, memo = made.memo_serialize([TerminalDef, Rule])
    table = data["parser"]["parser"]
    rules = {key: _rule(value) for key, value in memo.items() if value["__type__"] == "Rule"}
    numbers = {key: number for number, key in enumerate(rules)}
    states = [
        {
            table["tokens"][symbol]: -1 - numbers[argument["@"]] if reduces else argument
            for symbol, (reduces, argument) in actions.items()
        }
        for _, actions in sorted(table["states"].items())
    ]
    return {
        "terminals": [[terminal.name, terminal.pattern.to_regexp()] for terminal in _ordered(made)],
        "renamed": _renamed(made),
        "rules": list(rules.values()),
        "states": states,
        "starts": {start: [table["start_states"][start], table["end_states"][start]] for start in starts},
    }


def _rule(data: dict[str, Any]) -> list[Any]:
    options, expansion = data["options"], data["expansion"]
    taken = [
        [index, symbol["__type__"] == "NonTerminal" and symbol["name"].startswith("_")]
        for index, symbol in enumerate(expansion)
        if options["keep_all_tokens"] or not symbol.get("filter_out")
    ]
    name = data["alias"] or data["origin"]["name"]
    gives_way = bool(options["expand1"]) and not data["alias"]
    return [name, data["origin"]["name"], len(expansion), taken, gives_way]


def _ordered(made: Lark) -> list[Any]:
    """The order in which Lark tries terminals: by priority, then the longer first."""
    return sorted(made.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))


def _renamed(made: Lark) -> dict[str, dict[str, str]]:
    """Literals that a regular expression of the same priority matches too: they are looked up in what it found."""
    found: dict[str, dict[str, str]] = {}
    for terminal in made.terminals:
        if terminal.pattern.type == "re":
            pattern = re.compile(terminal.pattern.to_regexp())
            for literal in made.terminals:
                same = literal.pattern.type == "str" and literal.priority == terminal.priority
                match = pattern.match(literal.pattern.value) if same else None
                if match and match.group() == literal.pattern.value:
                    found.setdefault(terminal.name, {})[literal.pattern.value] = literal.name
    return found
