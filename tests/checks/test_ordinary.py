"""Forms of slips: each is found in documents of two trades, and ordinary sentences of the same form are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.authors.examples import example_budget
from linter.findings import Finding
from linter.packs.loader import single_rule
from linter.packs.pack import Pack
from linter.resources import rules_dir
from linter.run.run import check

PATHS = yaml.safe_load(Path(__file__).with_name("ordinary.yaml").read_text(encoding="utf-8"))
LEAST_FIRING, LEAST_CLEAN = 2, 20


@cache
def rule(code: str) -> Pack:
    (path,) = rules_dir().glob(f"core/*/{code}-*.yaml")
    return single_rule(path)


def example(path: Mapping[str, Any], text: Any) -> Mapping[str, Any]:
    if path["as"] == "own":
        return dict(text)
    if path["as"] == "description":
        row = {"name": "完成情况", "level1": "产出指标", "level2": "质量指标", "description": text, "value": "≥90%"}
        return {"indicator": row}
    return {"paragraphs": [text, *([path["with"]] if "with" in path else [])]}


def found(path: Mapping[str, Any], text: Any) -> tuple[Finding, ...]:
    result = check(example_budget(example(path, text)), rule(path["rule"]))
    assert not result.coverage.crashed
    return tuple(result.findings)


def each(side: str) -> list[Any]:
    return [
        pytest.param(path, text, id=f"{path['path'].replace(' ', '-')}-{number}")
        for path in PATHS
        for number, text in enumerate(path[side], 1)
    ]


@pytest.mark.parametrize(("path", "text"), each("fires"))
def test_a_slip_of_this_form_is_found(path: Mapping[str, Any], text: Any) -> None:
    (finding,) = found(path, text)
    if isinstance(path["fires"], Mapping):
        assert finding.suggestion == path["fires"][text]


@pytest.mark.parametrize(("path", "text"), each("clean"))
def test_an_ordinary_sentence_of_this_form_is_left_alone(path: Mapping[str, Any], text: Any) -> None:
    assert [finding.message for finding in found(path, text)] == []


def test_every_path_has_examples_enough() -> None:
    for path in PATHS:
        assert len(path["fires"]) >= LEAST_FIRING and len(path["clean"]) >= LEAST_CLEAN, path["path"]
