"""Texts in both languages: each half is whole by itself, and what they share is printed once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import linter
from linter.bilingual import NOTHING, Bilingual, in_language
from linter.errors import PackError, Problem, UserError


def test_a_text_in_one_language_and_in_both() -> None:
    text = Bilingual("文件是空的", "the file is empty")
    assert (text.get("zh"), text.get("en"), str(text)) == (
        "文件是空的",
        "the file is empty",
        "文件是空的 / the file is empty",
    )
    assert str(Bilingual("请先解压。", "Unpack it first.")) == "请先解压。/ Unpack it first."
    assert str(Bilingual("zh、en", "zh、en")) == "zh、en" and not NOTHING and str(NOTHING) == ""


def test_what_both_share_is_said_once_in_print() -> None:
    known = Bilingual.naming("可用", "known", "甲、乙")
    assert (known.zh, known.en, str(known)) == ("可用：甲、乙", "known: 甲、乙", "可用 / known: 甲、乙")
    placed = Bilingual("缺少字段", "missing field").after("VAL900 where: ")
    assert (placed.en, str(placed)) == ("VAL900 where: missing field", "VAL900 where: 缺少字段 / missing field")
    assert Bilingual.naming("不能写入", "cannot be written", Bilingual("已满", "full")).en == "cannot be written: full"
    both = Bilingual.joined(Bilingual("批注 2 处", "2 comments"), NOTHING, Bilingual("修订 1 处", "1 change"))
    assert (both.zh, both.en) == ("批注 2 处；修订 1 处", "2 comments; 1 change")
    assert str(both) == "批注 2 处 / 2 comments；修订 1 处 / 1 change"


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        (Bilingual("文件已损坏", "the file is damaged"), "文件已损坏。请重新复制。", "the file is damaged. Copy it."),
        (Bilingual("已损坏。", "It is damaged."), "已损坏。请重新复制。", "It is damaged. Copy it."),
    ],
)
def test_message_and_hint_are_two_sentences(message: Bilingual, zh: str, en: str) -> None:
    said = message.then(Bilingual("请重新复制。", "Copy it."))
    assert (said.zh, said.en) == (zh, en)
    assert message.then(NOTHING) == message


def test_errors_of_other_peoples_code_may_be_plain_texts() -> None:
    error = UserError("坏了 / broken", "换一个 / take another")
    assert (str(error.message), str(error.hint), str(error)) == (
        "坏了 / broken",
        "换一个 / take another",
        "坏了 / broken",
    )
    problems = PackError([Problem("b.yaml", 2, 1, Bilingual("错", "wrong")), Problem("a.yaml", 9, 1, NOTHING)])
    assert problems.message.en == "2 problem(s) in the rule pack"
    assert [each.path for each in problems.problems] == ["a.yaml", "b.yaml"]


def test_a_plain_text_of_an_old_plug_in_is_parted() -> None:
    assert in_language("没有这一天 / there is no such day", "en") == "there is no such day"
    assert in_language("没有这一天 / there is no such day", "zh") == "没有这一天"
    assert in_language("1 / 2", "en") == "1 / 2"


PACKAGE = Path(linter.__file__).parent
PARTED = re.compile(r".*[一-鿿].*?\s*/ [^一-鿿]+", re.DOTALL)
APART = ("authors/json_schema.py", "authors/skeleton.py")
"""Where texts are printed in both languages always: descriptions in a schema, comments in a new rule file."""


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The literals of a module with their lines, but for docstrings, the help of commands and descriptions of parameters."""
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    passed |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "help"}
    pairs = (zip(node.keys, node.values, strict=True) for node in ast.walk(tree) if isinstance(node, ast.Dict))
    passed |= {
        id(part)
        for pair in pairs
        for key, value in pair
        if isinstance(key, ast.Constant) and key.value == "doc"
        for part in ast.walk(value)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))


def test_no_message_is_one_literal_in_both_languages() -> None:
    found = [
        f"{name}:{line}: {text}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not (name := path.relative_to(PACKAGE).as_posix()).startswith(APART)
        for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
        if PARTED.fullmatch(text)
    ]
    assert not found, "\n".join(found)
