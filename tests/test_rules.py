"""Every shipped rule: its examples are its tests, and it keeps the house rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.engine.examples import Example, examples_of, failure
from linter.engine.lint import lint_rule
from linter.engine.packs import load_pack
from linter.resources import rules_dir

RULES = sorted((rules_dir() / "core").rglob("*.yaml"))
EXAMPLES = [example for path in RULES for example in examples_of(path)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example(example: Example) -> None:
    wrong = failure(example)
    assert wrong is None, wrong


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_keeps_the_house_rules(path: Path) -> None:
    problems = lint_rule(path)
    assert not problems, "\n".join(
        f"{each.path}:{each.line}:{each.column}: {each.message} {each.hint}" for each in problems
    )


@pytest.mark.parametrize("name", ["basic", "standard", "strict"])
def test_shipped_pack_loads(name: str) -> None:
    assert load_pack(name, cache=False).rules or not RULES
