"""docs/rules/ and docs/schemas/ are what docs/make_rules.py makes of the rules as they are."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from linter.resources import rules_dir

DOCS = Path(__file__).parents[1] / "docs"
CODES = sorted(path.name[:6] for path in (rules_dir() / "core").rglob("*.yaml"))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_rules", DOCS / "make_rules.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_those_of_the_rules(script: ModuleType) -> None:
    wrong = [path.name for path in script.stale(script.pages())]
    assert not wrong, f"run python docs/make_rules.py; out of date: {wrong}"


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_all_that_there_is_to_say(code: str) -> None:
    text = (DOCS / "rules" / f"{code}.md").read_text(encoding="utf-8")
    for head in (
        "消息 / Message",
        "为什么 / Why",
        "怎样修改 / How to mend it",
        "依据 / Basis",
        "反例 / Wrong",
        "正例 / Right",
    ):
        section = text.split(f"\n## {head}\n")
        assert len(section) == 2 and section[1].strip().split("\n")[0], head
    assert re.search(r"\| (错误 error|警告 warning|提示 info) \| (高 high|中 medium|低 low) \|", text)
    assert text.split("## 反例 / Wrong")[1].split("## 正例")[0].count("\n→ ") >= 2
    assert "→" not in text.split("## 正例 / Right")[1]


def test_the_index_leads_to_every_page() -> None:
    text = (DOCS / "rules" / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\[(\w{3}\d{3})\]\(\1\.md\)", text)) == CODES
