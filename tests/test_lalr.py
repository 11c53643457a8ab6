"""The small machine gives what Lark gives, for the same grammar and text."""

from __future__ import annotations

from typing import Any

import pytest
from lark import Lark
from lark.exceptions import UnexpectedInput

from linter import lalr

GRAMMAR = r"""
start: row
     | _pair "."            -> paired
row: item ("," item)* tail?
_pair: item "&" item
?item: NUMBER
     | NUMBER unit
     | "(" item ")"
unit: UNIT | KILO
tail: WORD
rest: NUMBER | WORD

NUMBER.2: /\d+/
WORD: /[a-z]+/
UNIT: /[gm]/
KILO: "kg"
"""
TEXTS = [
    "1",
    "1,2",
    "1kg,(2m),3g",
    "1&2m.",
    "((1g))&(2).",
    "1end",
    "1kgs",
    "1k",
    "1,",
    "",
    ",1",
    "1,2&3.",
    "a",
    "1g,kg",
]


@pytest.fixture(autouse=True)
def cached(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path))


def plain(node: Any) -> Any:
    if isinstance(node, str):
        return node.type, str(node), node.start_pos, node.end_pos  # type: ignore[attr-defined]
    return str(node.data), [plain(child) for child in node.children]


@pytest.mark.parametrize("start", ["start", "rest"])
@pytest.mark.parametrize("text", TEXTS)
def test_trees_are_those_of_lark(text: str, start: str) -> None:
    made = Lark(GRAMMAR, start=["start", "rest"], parser="lalr", lexer="contextual", maybe_placeholders=False)
    try:
        expected = plain(made.parse(text, start=start))
    except UnexpectedInput:
        expected = None
    for _ in ("made", "from the cache"):
        tree = lalr.load("test", GRAMMAR, ["start", "rest"]).parse(text, start)
        assert (tree and plain(tree)) == expected


def test_the_longest_row_of_tokens() -> None:
    parser = lalr.load("test", GRAMMAR + "OTHER.-1: /[^a]/\nprose: (NUMBER | OTHER)*\n", ["start", "prose"])
    tokens = parser.lex("!1,2,x")
    assert [token.type for token in tokens][:2] == ["OTHER", "NUMBER"]
    end = parser.longest(tokens, 1, "start")
    assert [str(token) for token in tokens[1:end]] == ["1", ",", "2"]
    tree = parser.tree(tokens[1:end], "start")
    assert tree is not None and [str(token) for token in tree.tokens()] == ["1", "2"]
    assert parser.longest(tokens, 0, "start") == 0


def test_a_back_reference_means_the_group_of_its_own_terminal() -> None:
    """Lark joins all terminals into one expression, in which 1 is the group of another one (2024.12.31 was no date)."""
    parser = lalr.load("test", "start: PAIR | OTHER\nPAIR.2: /([ab])-\\1/\nOTHER: /(c)/\n", ["start"])
    assert parser.parse("a-a", "start") is not None
    assert parser.parse("a-b", "start") is None
