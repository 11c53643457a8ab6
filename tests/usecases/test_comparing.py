"""`budgetlint diff`: two versions of a document, and last year's held against this year's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from invoking import runner
from repository_made import BRIDGE, LAMPS, PUMPS, document, form, write_docx

from linter.cli import main

Run = Callable[..., Result]
SOUND = {**BRIDGE, "value": "≥6座"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    write("old.txt", document(form(BRIDGE), form(LAMPS)))
    return lambda *arguments: runner().invoke(main, arguments)


def write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def compared(run: Run, new: str = "new.txt", *more: str) -> Any:
    return json.loads(run("diff", "old.txt", new, "--format", "json", *more).stdout)


def later(text: str) -> str:
    return text.replace("2026", "2027")


def test_a_document_has_no_differences_from_itself(run: Run) -> None:
    result = run("diff", "old.txt", "old.txt")
    assert result.exit_code == 0 and "没有差别" in result.stdout
    data = compared(run, "old.txt")
    assert data["findings"] == {"new": [], "gone": [], "moved": [], "kept": 2}
    assert not any(data[name] for name in ("added", "dropped", "indicators", "figures", "goals_copied"))


def test_findings_are_new_gone_or_moved(run: Run) -> None:
    write("new.txt", "说明。\n" + document(form(SOUND), form(LAMPS), form(PUMPS)))
    found = compared(run)["findings"]
    assert [each["project"] for each in found["new"]] == ["灌区泵站检修"]
    assert [each["project"] for each in found["gone"]] == ["乡道危桥改造"]
    (moved,) = found["moved"]
    assert moved["finding"]["project"] == "集镇路灯更换"
    assert moved["finding"]["location"]["line"] == moved["from"]["line"] + 1


def test_the_exit_code_is_for_new_findings(run: Run) -> None:
    write("new.txt", document(form(SOUND)))
    assert run("diff", "old.txt", "new.txt").exit_code == 0
    assert run("diff", "new.txt", "old.txt").exit_code == 1
    write("lamps.txt", document(form(SOUND), form(LAMPS)))
    assert run("diff", "new.txt", "lamps.txt").exit_code == 1
    assert run("diff", "new.txt", "lamps.txt", "--fail-level", "error").exit_code == 0


def test_suppressed_findings_count_in_neither(run: Run) -> None:
    write("budgetlint.yaml", "suppress:\n  - {code: VAL, reason: 已核实}\n")
    write("new.txt", document(form(PUMPS)))
    result = run("diff", "old.txt", "new.txt")
    assert result.exit_code == 0 and "VAL002" not in result.stdout


def test_projects_that_were_added_and_dropped(run: Run) -> None:
    write("new.txt", document(form(LAMPS), form(PUMPS)))
    data = compared(run)
    assert [(each["kind"], each["name"]) for each in data["added"]] == [("project", "灌区泵站检修")]
    assert [(each["kind"], each["name"]) for each in data["dropped"]] == [("project", "乡道危桥改造")]
    assert data["indicators"] == data["figures"] == []


def test_indicators_and_amounts_that_changed(run: Run) -> None:
    changed = form(BRIDGE, budget="60", value="≥9座").replace("群众满意度\n\t≥93%", "过桥群众满意度\n\t≥95%")
    write("new.txt", document(form(LAMPS), changed))
    data = compared(run)
    rows = {(each["project"], each["name"], each["field"], each["old"], each["new"]) for each in data["indicators"]}
    assert rows == {
        ("乡道危桥改造", "改造危桥数量", "value", "≥6座6座", "≥9座"),
        ("乡道危桥改造", "项目总成本", "value", "≤45万元", "≤60万元"),
        ("乡道危桥改造", "过桥群众满意度", None, None, "≥95%"),
        ("乡道危桥改造", "群众满意度", None, "≥93%", None),
    }
    assert {each["change"] for each in data["indicators"]} == {"changed", "added", "dropped"}
    (figure,) = data["figures"]
    assert (figure["name"], figure["old"], figure["new"]) == ("budget", "45万元", "60万元")
    shown = run("diff", "old.txt", "new.txt").stdout
    assert "~ 改造危桥数量 · 指标值：≥6座6座 → ≥9座" in shown and "~ 预算数：45万元 → 60万元" in shown
    english = run("diff", "old.txt", "new.txt", "--lang", "en").stdout
    assert "~ budget: 45万元 → 60万元" in english and "Figures: 1 change(s)" in english


def test_an_amount_in_another_unit_is_the_same_amount(run: Run) -> None:
    write("new.txt", document(form(BRIDGE), form(LAMPS)).replace("\t45万元\n", "\t450000元\n"))
    assert compared(run)["figures"] == []


def test_goals_copied_from_last_year(run: Run) -> None:
    goal = "改造乡道危桥6座，2026年底前全部通车，保障群众出行。"
    write("old.txt", document(form(BRIDGE, goal=goal), form(LAMPS), form(PUMPS)))
    new = document(form(BRIDGE, goal=goal), form(LAMPS), form(PUMPS, goal="检修剩余泵站5座，恢复全部提水能力。"))
    write("new.txt", later(new))
    data = compared(run)
    copied = {each["project"]: (each["old_year"], each["new_year"], each["exact"]) for each in data["goals_copied"]}
    assert copied == {"乡道危桥改造": (2026, 2027, False), "集镇路灯更换": (2026, 2027, True)}
    shown = run("diff", "old.txt", "new.txt").stdout
    assert "2026年 → 2027年，一字未改" in shown and "2026年 → 2027年，只改了年份" in shown


def test_goals_of_one_year_are_no_copies(run: Run) -> None:
    write("new.txt", document(form(BRIDGE), form(LAMPS), form(PUMPS)))
    assert compared(run)["goals_copied"] == []


def test_projects_are_matched_whatever_year_their_names_bear(run: Run) -> None:
    write("old.txt", document(form(BRIDGE, name="2026年乡道危桥改造")))
    write("new.txt", later(document(form(BRIDGE, name="2026年乡道危桥改造"))))
    data = compared(run)
    assert data["added"] == data["dropped"] == []
    assert [each["project"] for each in data["goals_copied"]] == ["2027年乡道危桥改造"]
    write("old.txt", document(form(BRIDGE, name="乡道危桥改造（2026）")))
    write("new.txt", later(document(form(BRIDGE, name="乡道危桥改造（2026）"))))
    assert compared(run)["added"] == []


def test_figures_of_tables(run: Run) -> None:
    head = "松岭县交通运输局2026年部门预算\n\n## 部门收入总表\n\n单位：万元\n\n"
    rows = "| 科目编码 | 科目名称 | 合计 | 一般公共预算拨款 |\n| --- | --- | --- | --- |\n"
    for account in ("214 | 交通运输支出", "21401 | 公路水路运输", "2140106 | 公路养护"):
        rows += f"| {account} | {{a}} | {{a}} |\n"
    write("old.txt", head + rows.format(a="310.00"))
    write("new.txt", later(head) + rows.format(a="325.50"))
    figures = compared(run)["figures"]
    assert len(figures) == 6 and {(each["old"], each["new"]) for each in figures} == {("310.00万元", "325.50万元")}
    assert ("2140106 公路养护", "合计") in {(each["name"], each["field"]) for each in figures}
    assert all(each["table"] and each["project"] is None for each in figures)


def test_places_of_two_formats_are_not_compared(run: Run) -> None:
    write_docx(Path("new.docx"), form(LAMPS), form(BRIDGE))
    assert compared(run, "new.docx")["findings"] == {"new": [], "gone": [], "moved": [], "kept": 2}


def test_quiet_and_verbose(run: Run) -> None:
    write("new.txt", "说明。\n" + document(form(BRIDGE), form(LAMPS), form(PUMPS)))
    plain, quiet, verbose = (
        run("diff", "old.txt", "new.txt", *more).stdout.splitlines() for more in ((), ("-q",), ("-v",))
    )
    assert len(quiet) < len(plain) < len(verbose)
    assert any("→" in line for line in verbose) and not any("VAL002" in line for line in quiet)


def test_what_cannot_be_compared_is_told(run: Run) -> None:
    assert run("diff", "old.txt", "none.txt").exit_code == 4
    assert "未能读取" in run("diff", "old.txt", "none.txt").stdout
    assert compared(run, "none.txt")["findings"] is None
    Path("docs").mkdir()
    result = run("diff", "old.txt", "docs")
    assert result.exit_code == 2 and "两个文件" in result.stderr


def test_a_name_that_could_steer_the_terminal_is_made_visible(run: Run) -> None:
    write("new.txt", document(form(LAMPS), form(PUMPS, name="灌区\x1b[31m泵站")))
    assert "\x1b" not in run("diff", "old.txt", "new.txt").stdout
