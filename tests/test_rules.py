"""Every shipped rule: its examples are its tests, and it keeps the house rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.engine.examples import Example, examples_of, failure
from linter.engine.lint import lint_rule
from linter.engine.packs import load_pack
from linter.engine.source import read_source
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


CATALOGUE = Path(__file__).parents[2] / "shared" / "spec" / "catalog.yaml"


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not beside this checkout")
@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_agrees_with_the_catalogue(path: Path) -> None:
    catalogue = {entry["code"]: entry for entry in read_source(CATALOGUE).data}
    rule = read_source(path).data
    entry = catalogue[rule["code"]]
    title = rule["title"]["zh"] if isinstance(rule["title"], dict) else rule["title"]
    assert (rule["slug"], rule["severity"], title) == (entry["slug"], entry["severity"], entry["title"])
