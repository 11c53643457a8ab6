"""Plug-ins: the example package, installed into a folder of its own, is off until it is switched on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from invoking import runner

from linter.cli import main
from linter.errors import UserError
from linter.packs import plugins
from linter.packs.registry import find_kind, kind_names
from linter.usecases.checking import forget_packs

PLUGIN = Path(__file__).parents[1] / "examples" / "plugin"
TEXT = "青石县水务局2026年单位预算\n\n本单位统一社会信用代码为11999999MB9999999X。\n\n2026年公务接待费预算36.00万元，与上年持平。\n"

Run = Callable[..., Result]


def install(site: Path, package: str, points: str, version: str = "0.1.0") -> None:
    """What pip leaves of a distribution: its metadata and its entry points."""
    info = site / f"{package}-{version}.dist-info"
    info.mkdir(parents=True)
    name = package.replace("_", "-")
    info.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    info.joinpath("entry_points.txt").write_text(f"[{plugins.GROUP}]\n{points}\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path with the example plug-in in it."""
    folder = tmp_path / "site"
    package = "budgetlint_credit_code"
    shutil.copytree(PLUGIN / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"][plugins.GROUP]
    install(folder, package, "\n".join(f"{name} = {value}" for name, value in points.items()), project["version"])
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.chdir(tmp_path)
    yield folder
    plugins.use(())
    forget_packs()
    for name in [name for name in sys.modules if name.startswith((package, "other_plugin"))]:
        del sys.modules[name]


@pytest.fixture
def run(site: Path) -> Run:
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return lambda *arguments: runner().invoke(main, arguments)


def pack(site: Path) -> str:
    return str(site / "budgetlint_credit_code" / "rules" / "pack.yaml")


def codes(result: Result) -> list[str]:
    return [each["code"] for each in json.loads(result.stdout)["findings"]]


def test_it_is_off_until_it_is_switched_on(run: Run, site: Path) -> None:
    assert find_kind("credit-code") is None and "credit-code" not in kind_names()
    off = run("check", "a.txt", "--pack", pack(site))
    assert off.exit_code == 2 and "没有“credit-code”这种检查" in off.stderr
    assert "budgetlint_credit_code" not in sys.modules
    on = run("check", "a.txt", "--pack", pack(site), "--plugin", "credit-code", "--format", "json")
    assert on.exit_code == 1 and "QS901" in codes(on)
    again = run("check", "a.txt", "--pack", pack(site))
    assert again.exit_code == 2 and "没有“credit-code”这种检查" in again.stderr


def test_the_configuration_switches_it_on(run: Run, site: Path) -> None:
    Path("budgetlint.yaml").write_text(f"pack: {pack(site)}\nplugins: [credit-code]\n", encoding="utf-8")
    assert "QS901" in codes(run("check", "a.txt", "--format", "json"))
    shown = json.loads(run("config", "--show", "a.txt").stdout)["settings"]["plugins"]
    assert shown["value"] == ["credit-code"] and shown["from"].endswith("budgetlint.yaml:2")


def test_it_works_side_by_side_and_from_the_cache(run: Run, site: Path) -> None:
    for number in range(3):
        Path(f"{number}.txt").write_text(TEXT, encoding="utf-8")
    arguments = ("--pack", pack(site), "--plugin", "credit-code", "--format", "json")
    command = [sys.executable, "-m", "linter", "check", "0.txt", "1.txt", "2.txt", *arguments]
    fresh = subprocess.run([*command, "--jobs", "2", "--no-cache"], capture_output=True, encoding="utf-8")
    assert fresh.returncode == 1, fresh.stderr
    for _ in range(2):
        assert subprocess.run(command, capture_output=True, encoding="utf-8").stdout == fresh.stdout


def test_the_cache_knows_another_state_of_it(site: Path) -> None:
    before = plugins.stamp(("credit-code",))
    module = site / "budgetlint_credit_code" / "__init__.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert plugins.stamp(("credit-code",)) != before


def test_its_rule_is_linted_tested_and_listed(run: Run, site: Path) -> None:
    rule = str(site / "budgetlint_credit_code" / "rules" / "QS901-credit-code.yaml")
    for command in (("lint", pack(site)), ("test", rule), ("list", "--pack", pack(site))):
        result = run("rules", *command, "--plugin", "credit-code")
        assert result.exit_code == 0, result.stderr
    made = run("rules", "new", "QS902", "--kind", "credit-code", "--plugin", "credit-code")
    assert made.exit_code == 0 and Path("QS902-credit-code.yaml").is_file()
    schema = json.loads(run("rules", "schema", "--plugin", "credit-code").stdout)
    assert "labels" in schema["definitions"]["credit-code"]["properties"]


def test_one_that_is_not_installed_is_told(run: Run) -> None:
    result = run("check", "a.txt", "--plugin", "credit-cod")
    assert result.exit_code == 2 and "没有安装插件“credit-cod”" in result.stderr and "credit-code" in result.stderr


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import no_such_module\n", "ModuleNotFoundError"),
        ("raise RuntimeError('half done')\n", "half done"),
        ("KIND = 3\n", "给出的不是检查"),
        ("KIND = []\n", "给出的不是检查"),
        ("X = 1\n", "AttributeError"),
        ("from linter.checks.general.required import required as KIND\n", "重名"),
    ],
)
def test_one_that_cannot_be_loaded_is_told(run: Run, site: Path, source: str, said: str) -> None:
    (site / "other_plugin.py").write_text(source, encoding="utf-8")
    install(site, "other_plugin", "other = other_plugin:KIND")
    result = run("check", "a.txt", "--plugin", "other")
    assert result.exit_code == 2, result.output
    assert said in result.stderr and "other" in result.stderr and "Traceback" not in result.stderr
    assert run("check", "a.txt").exit_code != 2


def test_a_failure_leaves_what_was_switched_on(site: Path) -> None:
    plugins.use(("credit-code",))
    with pytest.raises(UserError):
        plugins.use(("credit-code", "missing"))
    assert find_kind("credit-code") is not None


def test_the_check_character_is_that_of_the_standard(site: Path) -> None:
    from budgetlint_credit_code import check_character  # type: ignore[import-not-found, unused-ignore]

    assert check_character("91350100M000100Y43") == "3"  # the example of GB 32100-2015
    assert check_character("11999999MB9999999") is None
    assert check_character("O1999999MB99999999") is None


OLD_PLUGIN = '''\
"""A plug-in as it was written for the previous release: a page number where none may be."""

from linter.document import Paragraph, locate
from linter.engine.hits import Check, Hit, Subject, Unsettled
from linter.engine.kinds.base import PARAGRAPH, Kind, ParameterError, Resources
from linter.findings import Mark
from dataclasses import dataclass


@dataclass(frozen=True)
class Params:
    word: str


def build(params: Params, resources: Resources) -> Check:
    if not params.word:
        raise ParameterError("word", "词不能是空的 / the word must not be empty")

    def check(subject: Subject):
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        start = paragraph.text.find(params.word)
        if start < 0:
            yield Unsettled(paragraph.location, "没有这个词 / the word is not there")
            return
        span = (start, start + len(params.word))
        yield Hit(location=locate(paragraph, *span), excerpt=paragraph.text, marks=(Mark(*span),), key=params.word)

    return check


KIND = Kind("old-word", frozenset({PARAGRAPH}), Params, build)
'''
OLD_RULE = """\
code: QS903
slug: old-word
title: {zh: 旧词, en: An old word}
severity: warning
confidence: high
status: stable
since: 0.1.0
scope: paragraph
check: {kind: old-word, word: WORD}
message: {zh: 有旧词, en: An old word is there}
why: {zh: 旧词已不用, en: It is out of use}
fix: {zh: 改用新词, en: Use the new one}
basis: [政府信息公开条例（2019） 第六条]
examples: {bad: [{paragraph: 公务接待费}], good: [{paragraph: 会议费}]}
"""


def test_one_of_the_previous_release_still_works(run: Run, site: Path) -> None:
    """Old addresses, a Kind written out, and texts that say the same in both languages."""
    (site / "other_plugin.py").write_text(OLD_PLUGIN, encoding="utf-8")
    install(site, "other_plugin", "old-word = other_plugin:KIND")
    for name in ("linter.engine.hits", "linter.engine.kinds.base"):
        sys.modules.pop(name, None)
    Path("QS903-old-word.yaml").write_text(OLD_RULE.replace("WORD", "接待费"), encoding="utf-8")
    arguments = ("check", "a.txt", "--pack", "QS903-old-word.yaml", "--plugin", "old-word", "--format", "json")
    with pytest.warns(DeprecationWarning, match=r"linter\.engine"):
        found = run(*arguments)
    assert found.exit_code == 1 and "QS903" in codes(found)
    for lang, reason in (("zh", "没有这个词"), ("en", "the word is not there")):
        undecided = json.loads(run(*arguments, "--lang", lang).stdout)["coverage"]["undecided"]
        assert reason in {each["reason"] for each in undecided}
    Path("QS903-old-word.yaml").write_text(OLD_RULE.replace("WORD", '""'), encoding="utf-8")
    forget_packs()
    refused = run(*arguments)
    assert refused.exit_code == 2 and "词不能是空的 / the word must not be empty" in refused.stderr
