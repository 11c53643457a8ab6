"""Kinds that look at forms: what a pack may change about them, and their messages in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from packs_made import activity, budget, indicator, place, project, rule_text, value, write_pack

from linter.budget.model import Goal, PlanPoint
from linter.errors import PackError
from linter.packs.load import load_pack
from linter.run.run import Result, check
from linter.values import parse


def checked(folder: Path, what: str, *items: Any, scope: str, lang: str = "zh", **changes: Any) -> Result:
    path = write_pack(folder, rule_text(scope=scope, check=what))
    return check(budget(*items, **changes), load_pack(str(path), cache=False), lang=lang)


@pytest.mark.parametrize(
    ("bands", "zh", "en"),
    [
        (("≥90%", "≥80%", "", "<60%"), "分档空白", "a band is blank"),
        (("≥90%", "≥80%", "≥80%", "<60%"), "分档重复", "two bands are the same"),
        (("≥90%", "≥70%", "≥80%", "<60%"), "分档没有依次递进", "the bands do not follow in order"),
        (("90-100次", "80-95次", "60-79次", "<60次"), "分档重叠", "bands overlap"),
        (("90-100次", "70-80次", "60-69次", "<60次"), "分档之间有空档", "there is a gap between bands"),
    ],
)
def test_what_is_wrong_with_grade_bands_is_said_in_one_language(bands: tuple[str, ...], zh: str, en: str) -> None:
    made = budget(activities=(activity(*bands),))
    for lang, said, unsaid in (("zh", zh, en), ("en", en, zh)):
        (finding,) = check(made, load_pack("standard"), lang=lang).findings
        assert finding.code == "VAL015"
        assert said in finding.message
        assert unsaid not in finding.message


def test_rising_bands_and_bands_that_share_an_end_are_right() -> None:
    for bands in (
        ("0件", "≤2件", "≤4件", ">4件"),
        ("60次以上", "50-60次", "40-50次", "40次以下"),
        ("好", "较好", "一般", "差"),
    ):
        assert not check(budget(activities=(activity(*bands),)), load_pack("standard")).findings


def test_bands_of_words_and_figures_are_undecided_in_one_language() -> None:
    made = budget(activities=(activity("全部", "≥80%", "≥60%", "<60%"),))
    (place_zh,), (place_en,) = (
        check(made, load_pack("standard"), lang=lang).coverage.undecided for lang in ("zh", "en")
    )
    assert (place_zh.reason, place_en.reason) == (
        "分档有文字也有数值，无法比较",
        "some bands are words, some figures",
    )


def test_a_list_of_words_without_a_word_matches_nothing(tmp_path: Path) -> None:
    asked = indicator("单位职工满意度", parsed=value("≥95%", low="95", unit="%"))
    what = "kind: satisfaction-subject\nstaff: [职工]\ninternal: {}"
    served = project("渡口夜航照明", asked)
    assert checked(tmp_path, what.format("[]"), served, scope="indicator").findings
    assert checked(tmp_path, what.format("[桥梁]"), served, scope="indicator").findings
    assert not checked(tmp_path, what.format("[照明]"), served, scope="indicator").findings


def test_a_lexicon_of_a_pack_that_lacks_a_list_is_reported(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "goals.yaml").write_text("verbs: [发放]\n", encoding="utf-8")
    with pytest.raises(PackError) as raised:
        checked(tmp_path, "kind: goal-fragment", scope="project")
    assert "result_words" in raised.value.problems[0].message


def test_what_repeats_is_found_in_each_form_of_a_document(tmp_path: Path) -> None:
    twice = (Goal("疏浚航道", "1.疏浚航道", place(2)), Goal("疏浚航道。", "2.疏浚航道。", place(3)))
    forms = project("航道疏浚", goals=twice), project("渡口照明")
    for scope in ("project", "document"):
        result = checked(tmp_path, "kind: repeated\nwhat: goal", *forms, scope=scope)
        assert [finding.location.line for finding in result.findings] == [2]


@pytest.mark.parametrize(
    ("percents", "wrong"),
    [(("25", "50", "75", "100"), False), (("25", "", "", "100"), False), (("50", "30", "100", ""), True), (("25", "25", "25", "25"), True)],
)  # fmt: skip
def test_a_payment_plan_rises_to_all(tmp_path: Path, percents: tuple[str, ...], wrong: bool) -> None:
    plan = tuple(
        PlanPoint("3月底", text and f"{text}%", parse(f"{text}%").number if text else None, place())
        for text in percents
    )
    result = checked(tmp_path, "kind: payment-plan\ncheck: cumulative", project(plan=plan), scope="project")
    assert bool(result.findings) is wrong


def test_a_payment_plan_in_words_is_undecided(tmp_path: Path) -> None:
    plan = (PlanPoint("3月底", "一半", None, place()), PlanPoint("6月底", "100%", parse("100%").number, place()))
    what = "kind: payment-plan\ncheck: cumulative"
    (undecided,) = checked(tmp_path, what, project(plan=plan), scope="project", lang="en").coverage.undecided
    assert undecided.reason == "the plan holds something that is no percentage"


def test_a_value_is_marked_where_its_cell_prints_it() -> None:
    late = indicator("完工时间", parsed=parse("2031年6月底前"), category="time", level2="时效指标")
    cell = replace(late.cells["value"], text="  2031年6月底前")
    late = replace(late, value="2031年6月底前", cells={**late.cells, "value": cell}, row=(*late.row[:-1], cell))
    found = check(budget(project("渡口照明", late)), load_pack("standard")).findings
    (finding,) = [each for each in found if each.code == "VAL022"]
    assert [finding.excerpt[mark.start : mark.end] for mark in finding.marks] == ["2031"]
