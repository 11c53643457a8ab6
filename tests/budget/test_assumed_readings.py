"""Where a sentence can be read in two ways, the checks say what they assumed, or do not decide."""

from __future__ import annotations

import linter


def said(code: str, *texts: str) -> linter.Report:
    text = "\n".join(("青石县渔政局2026年部门预算", *texts))
    return linter.check("t.txt", data=text.encode(), select=[code], year=2026, config=False, cache=False)


def test_a_change_that_fits_another_amount_of_the_sentence_is_not_decided() -> None:
    report = said("SUM009", "支出预算100万元，其中：基本支出60万元，项目支出40万元，比上年增加5万元，增长5.26%。")
    assert not report.findings
    assert "40万元" in report.coverage.undecided[0].reason and "100万元" in report.coverage.undecided[0].reason


def test_a_change_that_fits_no_amount_of_the_sentence_is_a_finding() -> None:
    report = said("SUM009", "支出预算100万元，其中：基本支出60万元，项目支出40万元，比上年增加5万元，增长8.88%。")
    assert len(report.findings) == 1


def test_a_list_that_adds_up_if_it_ends_earlier_is_not_decided() -> None:
    report = said("SUM005", "支出预算900万元，其中：渔政执法400万元，包括巡航350万元、检验50万元，渔港建设500万元。")
    assert not report.findings
    assert "渔港建设" in report.coverage.undecided[0].reason


def test_a_total_that_shares_do_not_name_is_told_with_the_finding() -> None:
    report = said(
        "SUM014",
        "一般公共预算当年拨款200.00万元。",
        "教育（类）支出100.00万元，占50%；卫生健康（类）支出50.00万元，占35%；住房保障（类）支出50.00万元，占25%。",
    )
    assert [finding.expected for finding in report.findings] == ["25.00%"]
    assert "200.00万元" in report.findings[0].related[0].note


def test_a_total_that_another_list_confirms_is_not_mended() -> None:
    report = said(
        "SUM005", "支出预算90万元，其中：基本支出60万元，其中人员经费50万元，公用经费20万元。项目支出30万元。"
    )
    finding = report.findings[0]
    assert (finding.actual, finding.suggestion) == ("60万元", None)
    assert "90万元 − 30万元" in finding.related[0].note


def test_the_mend_is_the_part_whose_own_parts_say_otherwise() -> None:
    report = said("SUM005", "支出预算90万元，其中：基本支出50万元（人员经费40万元、公用经费20万元），项目支出30万元。")
    mend, other = report.findings
    assert (mend.suggestion, [each.old for each in mend.changes]) == ("60万元", ["50万元"])
    # The total of the other list is that very part: one mend is enough.
    assert (other.suggestion, other.expected) == (None, "60万元")
