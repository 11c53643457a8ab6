"""Every shipped rule: its examples are its tests, and it keeps the house rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from linter.authors.examples import Example, examples_of, failure, run_example
from linter.authors.lint import LEAST_EXAMPLES, lint_rule
from linter.packs.basis import citation_fault
from linter.packs.load import load_pack
from linter.packs.source import read_source
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


def rule_data(path: Path) -> dict[str, Any]:
    data = read_source(path).data
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_has_a_basis_and_enough_examples(path: Path) -> None:
    data = rule_data(path)
    assert data.get("basis"), "no basis"
    assert not [fault for each in data["basis"] if (fault := citation_fault(each)) is not None]
    assert len(data["examples"]["bad"]) >= LEAST_EXAMPLES and len(data["examples"]["good"]) >= LEAST_EXAMPLES
    for text in ("title", "message", "why", "fix"):
        assert data[text]["zh"].strip() and data[text]["en"].strip()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_message_gives_its_evidence(path: Path, lang: str) -> None:
    """Every field between words of the message is filled in by some bad example: none is printed as a hole."""
    template = str(rule_data(path)["message"][lang])
    words = re.split(r"(?:\{\w+\})+", template.strip())
    shape = re.compile("(.*?)".join(map(re.escape, words)), re.DOTALL)
    bad = [example for example in examples_of(path) if example.side == "bad"]
    messages = [each.message for example in bad for each in run_example(example, lang).findings]
    found = [match for message in messages if (match := shape.fullmatch(message))]
    # What stands last is a sentence of its own, which may be left out.
    needed = range(1, len(words) if words[-1] else len(words) - 1)
    empty = [index for index in needed if not any(match[index].strip() for match in found)]
    assert not empty, f"{empty} in {messages}"


def test_most_rules_need_no_more_than_a_kind() -> None:
    plain = [path for path in RULES if rule_data(path)["check"]["kind"] != "condition"]
    assert len(plain) >= 0.7 * len(RULES)


def test_the_packs_hold_each_other() -> None:
    basic, standard, strict = (load_pack(name).rules for name in ("basic", "standard", "strict"))
    assert {rule.code for rule in basic} < {rule.code for rule in standard} < {rule.code for rule in strict}
    assert len(strict) == len(RULES)
    assert {(rule.severity, rule.confidence, rule.status) for rule in basic} == {("error", "high", "stable")}
    assert {rule.status for rule in standard} == {"stable"}


CATALOGUE = Path(__file__).parents[2] / "shared" / "spec" / "catalog.yaml"


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not beside this checkout")
@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_agrees_with_the_catalogue(path: Path) -> None:
    catalogue = {entry["code"]: entry for entry in read_source(CATALOGUE).data}
    rule = read_source(path).data
    entry = catalogue.get(rule["code"])
    if entry is None:
        pytest.skip("a rule that is newer than the catalogue")
    title = rule["title"]["zh"] if isinstance(rule["title"], dict) else rule["title"]
    assert (rule["slug"], rule["severity"], title) == (entry["slug"], entry["severity"], entry["title"])
