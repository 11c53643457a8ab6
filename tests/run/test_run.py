"""Running: three answers, coverage, routes, fingerprints, order, what yields to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from packs_made import budget, indicator, place, project, rule_text, unit_form, value, write_pack

from linter.bilingual import Bilingual
from linter.budget import understand
from linter.budget.model import Budget, Unrecognised
from linter.checks.shared.places import identities
from linter.document import Location
from linter.packs.compiled import CompiledRule
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled
from linter.packs.load import load_pack
from linter.packs.loader import single_rule
from linter.packs.pack import Pack
from linter.readers import read
from linter.run.run import Result, check


def pack_of(folder: Path, *rules: str) -> Pack:
    return load_pack(str(write_pack(folder, *rules)), cache=False)


def run(folder: Path, made: Budget, *rules: str, lang: str = "zh") -> Result:
    return check(made, pack_of(folder, *rules), lang)


def with_check(folder: Path, checked: Check, **head: Any) -> Pack:
    """A pack of one rule whose check is the given function."""
    pack = pack_of(folder, rule_text(**head))
    ready = pack.prepared(pack.rules[0])
    pack.ready[ready.rule.code] = CompiledRule(ready.rule, ready.where, checked)
    return pack


BLANK = value("", low=None, unit="", kind="empty", comparator="")


def test_a_finding_says_everything(tmp_path: Path) -> None:
    rows = (indicator("养护里程", 3), indicator("桥梁座数", 4, BLANK))
    result = run(tmp_path, budget(project("公路养护经费", *rows)), rule_text())
    (finding,) = result.findings
    assert (finding.code, finding.slug, finding.severity, finding.field) == ("TST001", "test-rule", "error", "value")
    assert finding.message == "“桥梁座数”有误。"
    assert (finding.project, finding.indicator) == ("公路养护经费", "桥梁座数")
    assert finding.location.line == 4
    assert finding.location.route == ("项目:公路养护经费", "指标:桥梁座数", "value")
    assert finding.columns == ("一级指标", "二级指标", "三级指标", "指标值")
    assert result.coverage.rules_run == ("TST001",)


def test_texts_in_english(tmp_path: Path) -> None:
    made = budget(project("公路", indicator("甲", 1, BLANK)))
    (finding,) = run(tmp_path, made, rule_text(), lang="en").findings
    assert (finding.title, finding.message, finding.fix) == ("Test rule", "“甲” is wrong.", "Mend it")


def test_rows_of_whole_unit_forms_are_indicators_too(tmp_path: Path) -> None:
    made = budget(project("公路", indicator("甲", 1, BLANK)), unit_form(indicator("乙", 2, BLANK)))
    assert [each.indicator for each in run(tmp_path, made, rule_text()).findings] == ["甲", "乙"]


def test_where_decides_applicability(tmp_path: Path) -> None:
    made = budget(project("公路", indicator("甲率", 1, BLANK), indicator("乙", 2, BLANK)))
    result = run(
        tmp_path,
        made,
        rule_text("TST001", where='名称 包含 "率"'),
        rule_text("TST002", where='名称 包含 "桥"'),
        rule_text("TST003", where='描述 包含 "桥"'),
        rule_text("TST004", scope="table", check="kind: required\nfield: title"),
    )
    assert [(each.code, each.indicator) for each in result.findings] == [("TST001", "甲率")]
    assert result.coverage.rules_run == ("TST001",)
    assert result.coverage.not_applicable == ("TST002", "TST004")
    assert [(each.code, each.location.line) for each in result.coverage.undecided] == [("TST003", 1), ("TST003", 2)]
    assert "指标.描述" in result.coverage.undecided[0].reason


def test_an_undecided_assertion_is_no_pass(tmp_path: Path) -> None:
    made = budget(project("公路", indicator("甲"), budget=None))
    rule = rule_text(scope="project", check="kind: condition\nassert: 项目.预算数 > 5万元")
    result = run(tmp_path, made, rule)
    assert not result.findings
    assert [each.code for each in result.coverage.undecided] == ["TST001"]
    assert "项目.预算数" in result.coverage.undecided[0].reason


def test_a_rule_that_speaks_of_projects_does_not_apply_to_whole_unit_forms(tmp_path: Path) -> None:
    made = budget(unit_form(indicator("甲")))
    result = run(
        tmp_path,
        made,
        rule_text("TST001", where='项目.名称 包含 "路"'),
        rule_text("TST002", check="kind: condition\nassert: 项目.预算数 > 5万元"),
    )
    assert not result.findings and not result.coverage.undecided
    assert "TST001" in result.coverage.not_applicable


def test_a_crash_is_recorded_and_the_run_goes_on(tmp_path: Path) -> None:
    def broken(subject: Subject) -> Iterator[Outcome]:
        if subject.item.location.line == 2:  # type: ignore[union-attr]
            raise ZeroDivisionError("boom")
        yield Hit(place(subject.item.location.line))  # type: ignore[union-attr, arg-type]

    made = budget(project("公路", indicator("甲", 1), indicator("乙", 2), indicator("丙", 3)))
    result = check(made, with_check(tmp_path, broken))
    assert [each.location.line for each in result.findings] == [1, 3]
    assert [(each.code, each.location.line, each.reason) for each in result.coverage.crashed] == [
        ("TST001", 2, "ZeroDivisionError: boom")
    ]


def test_unsettled_outcomes_are_counted(tmp_path: Path) -> None:
    def open_question(subject: Subject) -> Iterator[Outcome]:
        yield Unsettled(place(7), "不知道")

    result = check(budget(project("公路", indicator())), with_check(tmp_path, open_question))
    assert [(each.location.line, each.reason) for each in result.coverage.undecided] == [(7, "不知道")]


def test_what_the_recognisers_left_is_reported(tmp_path: Path) -> None:
    made = budget(unrecognised=(Unrecognised(place(9), Bilingual("没有版式", "no layout")),))
    assert [each.reason for each in run(tmp_path, made, rule_text()).coverage.unrecognised] == ["没有版式"]


@pytest.mark.parametrize(
    ("year", "kind", "applies", "undecided"),
    [(2021, "决算", True, 0), (2018, "决算", False, 0), (2024, "决算", False, 0), (2021, "部门预算", False, 0),
     (None, "决算", False, 1), (2021, "", False, 1)],
)  # fmt: skip
def test_rules_limited_to_years_and_documents(
    tmp_path: Path, year: int | None, kind: str, applies: bool, undecided: int
) -> None:
    made = budget(project("公路", indicator("甲", 1, BLANK)), fiscal_year=year, kind=kind)
    rule = rule_text(more="years: {from: 2019, to: 2023}\ndocuments: [决算]\n")
    result = run(tmp_path, made, rule)
    assert bool(result.findings) is applies
    assert len(result.coverage.undecided) == undecided
    assert (result.coverage.not_applicable == ("TST001",)) is (not applies and not undecided)


def test_findings_come_in_the_order_of_the_document_then_of_codes(tmp_path: Path) -> None:
    rows = (indicator("乙", 20, BLANK), indicator("甲", 3, BLANK), indicator("丙", 100, BLANK))
    result = run(tmp_path, budget(project("公路", *rows)), rule_text("TST002"), rule_text("TST001"))
    found = [(each.location.line, each.code) for each in result.findings]
    assert found == [(line, code) for line in (3, 20, 100) for code in ("TST001", "TST002")]


def test_fingerprints_survive_other_edits_and_tell_equal_rows_apart(tmp_path: Path) -> None:
    def prints(*rows: Any) -> list[str]:
        result = run(tmp_path, budget(project("公路", *rows)), rule_text())
        return [each.fingerprint for each in result.findings]

    alone = prints(indicator("甲", 1, BLANK))
    moved = prints(indicator("别的", 1), indicator("甲", 50, BLANK))
    assert alone == moved
    twice = prints(indicator("甲", 1, BLANK), indicator("甲", 2, BLANK))
    assert twice[0] == alone[0]
    assert twice[1] != alone[0]
    assert prints(indicator("Ａ", 1, BLANK)) == prints(indicator("A", 1, BLANK))
    assert prints(indicator("乙", 1, BLANK)) != alone


def test_equal_hits_are_reported_once(tmp_path: Path) -> None:
    def twice(subject: Subject) -> Iterator[Outcome]:
        yield Hit(place(1), key="甲")
        yield Hit(place(1), key="甲")

    assert len(check(budget(project("公路", indicator())), with_check(tmp_path, twice)).findings) == 1


def test_a_hit_yields_to_a_better_one_on_the_same_item(tmp_path: Path) -> None:
    rows = (indicator("甲率", 1, BLANK), indicator("乙", 2, BLANK))
    result = run(
        tmp_path,
        budget(project("公路", *rows)),
        rule_text("TST001", more="yields_to: [TST002]\n"),
        rule_text("TST002", where='名称 包含 "率"'),
    )
    assert [(each.code, each.indicator) for each in result.findings] == [("TST002", "甲率"), ("TST001", "乙")]


def test_a_hit_does_not_yield_to_one_on_another_row_of_the_same_name(tmp_path: Path) -> None:
    rows = (indicator("甲率", 1), indicator("甲率", 2, BLANK), indicator("甲率", 3))
    result = run(
        tmp_path,
        budget(project("公路", *rows)),
        rule_text("TST001", check="kind: pattern\nfield: name\npattern: 率", more="yields_to: [TST002]\n"),
        rule_text("TST002"),
    )
    found = [(each.code, each.location.line) for each in result.findings]
    assert found == [("TST001", 1), ("TST002", 2), ("TST001", 3)]


def test_the_cells_of_a_row_are_one_item_whatever_line_they_stand_on() -> None:
    row = replace(place(4), table=1, row=3)
    made = budget(project("公路", written := replace(indicator("甲", 4), location=row)))
    whole = set(identities(Subject(written, made.projects[0], made), row))

    def beside(where: Location) -> bool:
        return bool(whole & set(identities(Subject(made, None, made), where)))

    assert beside(replace(row, line=6, cell=4))
    assert not beside(replace(row, row=4))
    assert not beside(replace(row, table=2).routed("项目:公路", "指标:甲"))


def test_what_was_dropped_itself_makes_nothing_yield(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        budget(project("公路", indicator("甲", 1, BLANK))),
        rule_text("TST001", more="yields_to: [TST002]\n"),
        rule_text("TST002", more="yields_to: [TST003]\n"),
        rule_text("TST003"),
    )
    assert [each.code for each in result.findings] == ["TST001", "TST003"]


def test_what_yields_does_not_depend_on_the_selection(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, rule_text("TST001", more="yields_to: [TST002]\n"), rule_text("TST002"))
    made = budget(project("公路", indicator("甲", 1, BLANK)))
    assert [each.code for each in check(made, pack).findings] == ["TST002"]
    without = check(made, pack.with_selection(ignore=["TST002"]))
    assert not without.findings and without.coverage.rules_run == ("TST001",)
    assert [each.code for each in check(made, pack.with_selection(select=["TST002"])).findings] == ["TST002"]


def test_what_stands_is_as_grave_as_what_yields_to_it(tmp_path: Path) -> None:
    mild = rule_text("TST002").replace("severity: error", "severity: warning")
    made = budget(project("公路", indicator("甲", 1, BLANK), indicator("乙", 2, BLANK)))
    found = check(made, pack_of(tmp_path, rule_text("TST001", more="yields_to: [TST002]\n"), mild)).findings
    assert [(each.code, each.severity) for each in found] == [("TST002", "error")] * 2


def test_the_findings_of_a_smaller_pack_are_among_those_of_the_larger() -> None:
    lines = ("一级指标 | 二级指标 | 三级指标 | 指标描述 | 指标值", "--- | --- | --- | --- | ---",
             "产出指标 | 质量指标 | 水样检测合格率 | 合格的占比 | ≥95水样检测合格率",
             "产出指标 | 数量指标 | 检测水样数 | 检测的水样 | ≥60检测")  # fmt: skip
    text = "# 云岭县水务局2026年单位预算\n\n水质检测项目绩效目标表\n\n" + "\n".join(f"| {each} |" for each in lines)
    made = understand(read("a.md", data=text.encode()))
    standard, basic = (check(made, load_pack(name)).findings for name in ("standard", "basic"))
    assert {each.code for each in basic} == {"CMP001", "VAL005"}
    assert {each.fingerprint for each in basic} <= {each.fingerprint for each in standard}


def test_routes_of_paragraphs_name_their_section(tmp_path: Path) -> None:
    rule = rule_text(scope="paragraph", check='kind: pattern\nfield: text\npattern: "错"')
    made = budget(paragraphs=("一、收支情况", "这里有错。", "又有错，还有错。"))
    heading = replace(made.narrative[0], level=1)
    blocks = (heading, *made.narrative[1:])
    made = replace(made, narrative=blocks, document=replace(made.document, blocks=blocks))
    found = run(tmp_path, made, rule).findings
    assert [each.location.route for each in found] == [("章节:一、收支情况", "text")] * 3
    assert [each.excerpt[mark.start : mark.end] for each in found for mark in each.marks] == ["错"] * 3
    assert len({each.fingerprint for each in found}) == 3


def test_hits_of_the_whole_document_keep_the_route_that_the_check_gives(tmp_path: Path) -> None:
    def elsewhere(subject: Subject) -> Iterator[Outcome]:
        yield Hit(place(5).routed("项目:公路", "指标:甲"), field="value")
        yield Hit(place(6), fields={"project": "桥梁"})

    found = check(
        budget(), with_check(tmp_path, elsewhere, scope="document", check="kind: required\nfield: unit")
    ).findings
    assert [(each.project, each.indicator) for each in found] == [("公路", "甲"), ("桥梁", None)]
    assert found[0].location.route == ("项目:公路", "指标:甲", "value")


def test_braces_in_a_document_are_not_a_template(tmp_path: Path) -> None:
    made = budget(project("公路", indicator("{unit}{0}", 1, BLANK)))
    (finding,) = run(tmp_path, made, rule_text()).findings
    assert finding.message == "“{unit}{0}”有误。"


def test_a_single_rule_can_be_run_alone(tmp_path: Path) -> None:
    path = tmp_path / "TST001-test-rule.yaml"
    path.write_text(rule_text(more="yields_to: [TST999]\n"), encoding="utf-8")
    made = budget(project("公路", indicator("甲", 1, BLANK)))
    assert [each.code for each in check(made, single_rule(path)).findings] == ["TST001"]
