"""The terminal report: verdict in words, folding, and what was skipped never reading as a pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from linter.document import Location
from linter.findings import Coverage, Finding, Report, Undecided
from linter.outputs.text import render


def test_verdict_comes_in_words(report: Report, clean: Report) -> None:
    assert "结论：不通过" in render(report)
    assert "结论：通过" in render(clean)


def test_remarks_alone_are_a_pass_with_remarks(clean: Report, make: Callable[..., Finding]) -> None:
    remark = make("IND006")
    assert "结论：有提示" in render(replace(clean, findings=(remark,)))
    assert "结论：不通过" in render(replace(clean, findings=(remark,), fail_level="info"))


def test_a_suppressed_finding_does_not_fail_but_is_shown(clean: Report, make: Callable[..., Finding]) -> None:
    text = render(replace(clean, findings=(make("VAL002", suppressed="已核实"),)))
    assert "结论：通过" in text
    assert "已豁免" in text and "已核实" in text


def test_nothing_skipped_reads_as_a_pass(clean: Report) -> None:
    place = Undecided("SUM001", Location("甲县养护站.txt", line=3), "缺少明细")
    none = Coverage(rules_run=(), not_applicable=())
    for coverage in (
        replace(none, undecided=(place,)),
        replace(none, crashed=(place,)),
        replace(none, unrecognised=(place,)),
    ):
        text = render(replace(clean, coverage=coverage))
        assert "结论：通过" not in text
        assert "不能视为通过" in text
        assert "第3行" in text and "缺少明细" in text
    unread = replace(clean.documents[0], status="unreadable", error="坏了")
    assert "结论：未查全" in render(replace(clean, documents=(unread,)))
    assert "不能视为通过" in render(replace(clean, documents=()))


def test_many_of_a_kind_are_folded_with_every_place(report: Report) -> None:
    text = render(report)
    assert "VAL004 ×9" in text
    assert "另有 8 处" in text
    for number in range(1, 10):
        assert f"第{120 + 4 * number}–{123 + 4 * number}行" in text


def test_english(report: Report) -> None:
    text = render(replace(report, lang="en"))
    assert "Verdict: Failed" in text and "lines 112–115" in text


def test_colour_only_when_asked_for(report: Report) -> None:
    assert "\x1b" not in render(report)
    assert "\x1b[31m" in render(report, color=True)


def test_parts(report: Report) -> None:
    assert render(report, only="verdict").count("\n") == 1
    assert "第112–115行" not in render(report, only="summary")
    statistics = render(report, only="statistics")
    assert "VAL004" in statistics and "未能读取" in statistics and "不通过" in statistics
