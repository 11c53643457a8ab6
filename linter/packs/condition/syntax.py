"""The text of a condition -> its syntax tree, as plain lists that can be kept as JSON.

A node is `[kind, start, end, *children]` with 0-based character offsets in the text; a child is a node, or a text
(the name of an operator, the characters of a literal). Nothing is known of fields and types here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from linter.bilingual import NOTHING, Bilingual
from linter.resources import grammar

if TYPE_CHECKING:
    from lark import Lark

Node = list[Any]

MAX_LENGTH = 2000
MAX_DEPTH = 40

_OPERATORS = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "=", "＝": "=", "＞": ">", "＜": "<"}
_OPERATORS |= {"＋": "+", "－": "-", "−": "-", "×": "*", "÷": "/"}


class ConditionError(Exception):
    """A mistake at the characters `start`.. of a condition."""

    def __init__(self, start: int, message: Bilingual, hint: Bilingual = NOTHING) -> None:
        super().__init__(message)
        self.start = start
        self.message = message
        self.hint = hint


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(
        grammar("condition.lark"), parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False
    )


def parse(text: str) -> Node:
    """The syntax tree of a condition. Raises ConditionError at the first place that does not fit the grammar."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(
            MAX_LENGTH, Bilingual(f"条件超过 {MAX_LENGTH} 字", f"the condition is longer than {MAX_LENGTH} characters")
        )
    from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

    try:
        tree = _parser().parse(text)
    except UnexpectedCharacters as error:
        raise _unreadable(text, error.pos_in_stream or 0) from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            hint = Bilingual("补全条件", "complete the condition")
            raise ConditionError(
                len(text.rstrip()), Bilingual("条件没有写完", "the condition ends too early"), hint
            ) from None
        message = Bilingual(f"此处不应出现“{error.token}”", f"“{error.token}” does not belong here")
        position = error.token.start_pos or 0
        hint = Bilingual("用 且、或 连接两个条件；文字要加引号", "join two conditions by and, or; put texts in quotes")
        if text[:position].rstrip().endswith(("且", "或")):
            hint = Bilingual("且、或 前面要有空格", "put a blank before 且, 或")
        raise ConditionError(position, message, hint) from None
    except UnexpectedInput as error:
        raise ConditionError(
            error.pos_in_stream or 0, Bilingual("条件无法读取", "the condition cannot be read")
        ) from None
    return _node(tree.children[0], 0)


def _unreadable(text: str, position: int) -> ConditionError:
    char = text[position]
    if char in "\"“'「":
        return ConditionError(
            position,
            Bilingual("引号没有配对", "a quotation mark has no partner"),
            Bilingual("补上右引号", "close the quotation"),
        )
    return ConditionError(position, Bilingual(f"不认识的符号“{char}”", f"“{char}” means nothing here"))


def _node(tree: Any, depth: int) -> Node:
    """A Lark tree as lists."""
    if depth > MAX_DEPTH:
        message = Bilingual(f"条件嵌套超过 {MAX_DEPTH} 层", f"the condition is nested deeper than {MAX_DEPTH}")
        raise ConditionError(tree.meta.start_pos, message, Bilingual("拆成几条规则", "split it into several rules"))
    from lark import Token

    children: list[Any] = []
    for child in tree.children:
        if not isinstance(child, Token):
            children.append(_node(child, depth + 1))
        elif child.type == "NAME":
            children.append(["name", child.start_pos, child.end_pos, str(child)])
        elif child.type == "TEXT":
            children.append(str(child)[1:-1])
        else:
            children.append(_OPERATORS.get(child, str(child)))
    return [str(tree.data), tree.meta.start_pos, tree.meta.end_pos, *children]
