"""`budgetlint rules` for those who write rules: list, show, new, schema, test and lint, as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from invoking import runner

from linter.authors.json_schema import SCHEMAS
from linter.cli import main
from linter.outputs.visible import width
from linter.packs.load import load_pack
from linter.packs.registry import kind_names
from linter.packs.source import read_source
from linter.resources import rules_dir

ROOT = Path(__file__).parents[2]
RULES = sorted((rules_dir() / "core").rglob("*.yaml"))


def run(*arguments: str) -> Result:
    return runner().invoke(main, ["rules", *arguments], catch_exceptions=False)


def test_the_list_is_a_table_of_code_severity_title_kind_and_status() -> None:
    lines = run("list").stdout.splitlines()
    pack = load_pack()
    assert len(lines) == len(pack.rules) + 2
    assert lines[0].split() == ["规则", "级别", "标题", "检查", "状态"]
    for line, rule in zip(lines[1:], pack.rules, strict=False):
        assert [line.split()[0], line.split()[-2]] == [rule.code, rule.kind] and rule.title.zh in line
    starts = {width(line[: line.index(rule.kind)]) for line, rule in zip(lines[1:], pack.rules, strict=False)}
    assert len(starts) == 1, "the kinds do not stand one below the other"
    assert run("list", "--lang", "en").stdout.split()[:5] == ["Rule", "Severity", "Title", "Kind", "Status"]


def test_the_list_as_json() -> None:
    listed = json.loads(run("list", "--format", "json", "--pack", "strict").stdout)
    assert [each["code"] for each in listed] == [path.name[:6] for path in sorted(RULES, key=lambda path: path.name)]
    assert {"code", "slug", "severity", "title", "kind", "status", "scope", "message", "basis"} <= listed[0].keys()


def test_explain_is_another_word_for_show() -> None:
    shown = run("show", "VAL007").stdout
    assert shown == run("explain", "val007").stdout
    rule = load_pack().rule("VAL007")
    assert rule is not None
    for text in (rule.title.zh, rule.message.zh, rule.why.zh, rule.fix.zh, rule.kind, *rule.basis):
        assert text in shown


@pytest.mark.parametrize("kind", kind_names())
def test_a_new_rule_loads_and_fails_until_it_is_written(kind: str, tmp_path: Path) -> None:
    made = run("new", "TST001", "--kind", kind, "--dir", str(tmp_path / "rules"))
    assert made.exit_code == 0
    path = tmp_path / "rules" / f"TST001-{kind}.yaml"
    assert str(path) in made.stdout
    tested = run("test", str(path))
    assert tested.exit_code == 1, tested.output
    assert "TST001-bad-1" in tested.stdout or "TST001-good-1" in tested.stdout
    linted = run("lint", str(path))
    assert linted.exit_code == 2 and f"{path.name}:" in linted.stderr


def test_a_new_rule_that_is_written_passes(tmp_path: Path) -> None:
    run("new", "TST001", "--kind", "required", "--dir", str(tmp_path))
    path = tmp_path / "TST001-required.yaml"
    text = path.read_text(encoding="utf-8").replace("（待写）", "").replace("TODO: ", "")
    text = re.sub("field: .*", "field: value", text)
    bad, good = text.split("  good:\n")
    path.write_text(
        bad.replace("value: ≥120公里", 'value: ""').replace("value: ≥90%", 'value: ""') + "  good:\n" + good
    )
    assert (run("test", str(path)).exit_code, run("lint", str(path)).exit_code) == (0, 0)


def test_new_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "TST001-condition.yaml"
    path.write_text("mine", encoding="utf-8")
    result = run("new", "TST001", "--dir", str(tmp_path))
    assert result.exit_code == 2 and str(path) in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("VAL001",), "value-empty"),
        (("val1",), "VAL101"),
        (("../X001",), "VAL101"),
        (("TST001", "--kind", "requierd"), "required"),
    ],
)
def test_new_says_what_is_wrong(arguments: tuple[str, ...], word: str, tmp_path: Path) -> None:
    result = run("new", *arguments, "--dir", str(tmp_path))
    assert result.exit_code == 2 and word in result.stderr
    assert not list(tmp_path.iterdir())


def test_the_schema_names_every_kind_and_its_parameters() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema == json.loads(run("schema", "rule").stdout) == SCHEMAS["rule"]()
    assert schema["properties"]["check"]["properties"]["kind"]["enum"] == kind_names()
    assert schema["definitions"]["pattern"]["required"] == ["kind", "field", "pattern"]
    assert json.loads(run("schema", "pack").stdout)["required"] == ["name", "title", "version"]


@pytest.mark.parametrize("what", sorted(SCHEMAS))
def test_the_published_schemas_are_those_of_the_code(what: str) -> None:
    published = ROOT / "docs" / "schemas" / f"{what}.schema.json"
    assert published.read_text(encoding="utf-8") == run("schema", what).stdout, "run: python docs/make_rules.py"


def faults(what: str, data: Any) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema")
    return [each.message for each in jsonschema.Draft7Validator(SCHEMAS[what]()).iter_errors(data)]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_shipped_rule_fits_the_schema(path: Path) -> None:
    assert not faults("rule", read_source(path).data)


@pytest.mark.parametrize("name", ["basic", "standard", "strict"])
def test_every_shipped_pack_fits_the_schema(name: str) -> None:
    assert not faults("pack", read_source(rules_dir() / "packs" / f"{name}.yaml").data)


@pytest.mark.parametrize(
    "change",
    [
        {"severty": "error"},
        {"severity": "fatal"},
        {"scope": "paragraph", "check": {"kind": "weights"}},
        {"check": {"kind": "requierd", "field": "value"}},
        {"check": {"kind": "required"}},
        {"check": {"kind": "required", "field": "valeu"}},
        {"check": {"kind": "required", "field": "value", "absent": "maybe"}},
        {"basis": []},
        {"examples": {"bad": [{"paragraph": "甲"}]}},
        {"examples": {"bad": [{"paragrah": "甲"}], "good": [{"paragraph": "乙"}]}},
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(change: dict[str, Any]) -> None:
    sound = read_source(next(path for path in RULES if path.name.startswith("VAL001-"))).data
    assert not faults("rule", sound)
    assert faults("rule", {**sound, **change})


def test_the_shipped_packs_have_no_mistakes() -> None:
    result = run("lint", "strict")
    assert result.exit_code == 0, result.stderr
