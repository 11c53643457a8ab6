"""Sentences about amounts are understood: what belongs to what, of which year, compared with what."""

from __future__ import annotations

from decimal import Decimal

from linter.budget.model import Statement
from linter.budget.narrative.statements import find_statements
from linter.document import Location, Paragraph, Run

YEAR = 2022


def read(*texts: str, year: int | None = YEAR) -> tuple[Statement, ...]:
    paragraphs = [
        Paragraph(text, Location("t.txt", line=number, end_line=number), runs=(Run(0, number, 1),))
        for number, text in enumerate(texts, 1)
    ]
    return find_statements(paragraphs, year)


def of(statements: tuple[Statement, ...], topic: str) -> Statement:
    return next(each for each in statements if each.topic == topic)


def parts(statement: Statement) -> list[str]:
    return [part.amount.text for part in statement.parts]


def test_nested_lists_keep_their_levels_across_full_stops() -> None:
    found = read(
        "2022年部门支出预算520.5万元。其中基本支出320.5万元。"
        "包括人员支出290万元和公用支出30.5万元；项目支出200万元，包括本级支出200万元。"
    )
    assert parts(of(found, "expenditure_total")) == ["320.5万元", "200万元"]
    assert parts(of(found, "basic")) == ["290万元", "30.5万元"]
    assert not of(found, "project").complete


def test_a_later_sentence_goes_on_with_the_outer_list() -> None:
    found = read(
        "支出预算900万元，其中：基本支出400万元，其中人员经费350万元，公用经费50万元。项目支出（含专项）500万元。"
    )
    assert parts(of(found, "expenditure_total")) == ["400万元", "500万元"]
    assert parts(of(found, "basic")) == ["350万元", "50万元"]


def test_parts_of_car_costs_are_no_parts_of_the_total() -> None:
    found = read(
        "“三公”经费预算12.5万元，其中：因公出国（境）费0万元，公务用车购置及运行费10万元，"
        "公务用车购置费0万元，公务用车运行费10万元，公务接待费2.5万元。"
    )
    assert parts(of(found, "three_public")) == ["0万元", "10万元", "2.5万元"]
    assert parts(of(found, "car")) == ["0万元", "10万元"]


def test_brackets_may_hold_the_parts() -> None:
    found = read("一般公共预算支出500万元，其中：基本支出300万元（人员经费270万元、公用经费30万元），项目支出200万元。")
    assert parts(of(found, "basic")) == ["270万元", "30万元"]
    assert parts(of(found, "general_expenditure")) == ["300万元", "200万元"]


def test_a_list_may_go_on_in_numbered_paragraphs() -> None:
    found = read(
        "2022年“三公”经费预算数为12万元，比2021年预算增加1万元。其中：",
        "（一）因公出国（境）费0万元，与2021年预算持平。",
        "（二）公务用车购置及运行费10万元，其中：公务用车购置费0万元；公务用车运行费10万元。",
        "（三）公务接待费2万元。",
        "二、机关运行经费预算",
        "机关运行经费预算为45万元。",
    )
    total = of(found, "three_public")
    assert parts(total) == ["0万元", "10万元", "2万元"]
    assert total.complete
    assert [part.paragraph is not None for part in total.parts] == [True, True, True]
    assert total.comparison is not None and total.comparison.base_year == 2021


def test_two_breakdowns_of_one_total_are_two_lists() -> None:
    found = read(
        "支出预算总额80万元，按支出功能分类：教育支出50万元，卫生健康支出30万元；"
        "按支出经济分类：工资福利支出60万元，商品和服务支出20万元。"
    )
    lists = [parts(each) for each in found if each.topic == "expenditure_total"]
    assert lists == [["50万元", "30万元"], ["60万元", "20万元"]]


def test_open_lists_are_not_taken_as_complete() -> None:
    for text in (
        "项目支出200万元，主要包括渠道清淤80万元、泵站维修60万元。",
        "机关运行经费60万元，其中办公费20万元、差旅费15万元等。",
        "项目支出200万元，其中渠道清淤80万元。",
    ):
        assert not read(text)[0].complete


def test_head_counts_overlap_unless_a_rest_is_named() -> None:
    assert not read("干部职工50人，其中女性21人，党员33人。")[0].complete
    assert read("公务车辆5辆，其中：应急保障用车2辆、其他用车3辆。")[0].complete


def test_a_change_without_its_amount_is_a_statement_of_change() -> None:
    found = read(
        "2022年部门预算较2021年(预算480万元，其中基本支出300万元；项目支出180万元)增加40万元，"
        "其中：基本支出增加50万元，主要是人员增加；项目支出减少10万元。"
    )
    change = next(each for each in found if each.change and each.parts)
    assert change.topic == "budget_total"
    assert change.comparison is not None and change.comparison.base is not None
    assert change.comparison.base.yuan == Decimal(4_800_000)
    assert [part.direction for part in change.parts] == ["increase", "decrease"]
    assert {each.year for each in found if each.topic == "basic" and not each.change} == {2021}


def test_bases_are_found_by_year_and_stage() -> None:
    found = read(
        "“农林水支出（类）水利（款）水利管理（项）”30.5万元，主要用于维修。2021年当年预算执行数为25万元，"
        "2022年预算安排30.5万元，比2021年预算执行数增加22%。主要原因是：项目增加。"
    )
    comparison = next(each.comparison for each in found if each.comparison)
    assert comparison.base is not None and comparison.base.text == "25万元"
    assert (comparison.base_year, comparison.direction, comparison.rate) == (2021, "increase", Decimal(22))
    assert comparison.reason == "项目增加"
    assert {each.stage for each in found} == {"", "execution", "budget"}
    assert len({each.subject for each in found}) == 1


def test_an_unnamed_change_is_the_last_amounts_and_says_whose_else_it_may_be() -> None:
    found = read("支出预算100万元，其中：基本支出60万元，项目支出40万元，比上年增加5万元，增长5.26%。")
    change = of(found, "project").comparison
    assert change is not None and [amount.text for amount in change.others] == ["100万元"]
    assert of(found, "expenditure_total").comparison is None
    after = read("支出预算100万元，其中：基本支出60万元，项目支出40万元。比上年增加5万元。")
    change = of(after, "expenditure_total").comparison
    assert change is not None and [amount.text for amount in change.others] == ["40万元"]


def test_a_reason_announced_and_not_given_is_empty() -> None:
    found = read("机关运行经费45万元，比上年增加3万元，主要原因是。")
    assert found[0].comparison is not None and found[0].comparison.reason == ""
    assert read("机关运行经费45万元，比上年增加3万元。")[0].comparison.reason is None  # type: ignore[union-attr]


def test_shares_find_their_total() -> None:
    listed = read("本年支出合计80万元，其中：基本支出60万元，占75%；项目支出20万元，占25%。")
    assert [each.share.whole.text for each in listed if each.share and each.share.whole] == ["80万元", "80万元"]
    done = read("支出年初预算为120万元，全年预算为100万元，支出决算为90万元，完成年初预算的75%。")
    share = next(each.share for each in done if each.share)
    assert share.completion and share.whole is not None and share.whole.text == "120万元"
    apart = read(
        "一般公共预算当年拨款200万元。",
        "教育（类）支出100万元，占50%；卫生健康（类）支出50万元，占25%；住房保障（类）支出50万元，占25%。",
    )
    shares = [each.share for each in apart if each.share]
    assert [share.whole for share in shares] == [None] * 3
    assert {amount.text for share in shares for amount, _ in share.wholes} == {"200万元"}


def test_limits_years_and_list_numbers_are_no_amounts() -> None:
    assert read("1、单价100万元（含）以上设备0台，5-10万元的项目，不超过20万元，人均3万元，2022年，第3次。") == ()


def test_years_of_last_year_and_closing_dates() -> None:
    found = read("2021年末固定资产总额215.5万元。本年拟购置固定资产8.5万元。")
    assert [(each.topic, each.year) for each in found] == [("assets", 2021), ("asset_purchase", 2022)]


def test_a_missing_unit_is_kept_as_missing() -> None:
    found = read("基本支出320万元，包括人员经费290万元和公用经费30.5；项目支出200万元。")
    public = of(found, "public")
    assert (public.amount.unit, public.amount.yuan, public.amount.number) == ("", None, Decimal("30.5"))


def test_a_blank_amount_in_a_list_is_named() -> None:
    assert read("支出预算520万元，其中：基本支出320万元，人员经费 万元，项目支出200万元。")[0].missing


def test_blanks_inside_words_and_numbers_do_not_matter_and_offsets_lead_back() -> None:
    text = "其 中 ： 培 训 费 10.50 万 元 。"
    amount = read("项目支出10.5万元。" + text)[-1].amount
    assert amount.yuan == Decimal(105_000)
    assert ("项目支出10.5万元。" + text)[amount.start : amount.end] == "10.50 万 元"


def test_places_come_from_the_runs() -> None:
    paragraph = Paragraph("甲，\n项目支出20.5万元。", Location("t.txt", line=4), runs=(Run(0, 4, 3), Run(3, 5, 1)))
    statement = find_statements([paragraph], YEAR)[0]
    assert (statement.location.line, statement.location.column) == (5, 1)


def test_words_that_contain_a_topic_are_not_the_topic() -> None:
    found = read("教育支出20.5万元，其他固定资产30.5万元，用于培训的支出3.5万元，教练员因公出国费2.5万元。")
    assert {each.topic for each in found} <= {"", "abroad"}
    assert not any(each.topic in ("expenditure_total", "assets") for each in found)


def test_plain_words_for_the_budget_go_on_with_the_account_of_the_item() -> None:
    found = read(
        "1、农林水支出（213类）水利（03款）水利管理（05项）56.5万元。2021年决算数为57.5万元，2022年支出决算为56.5万元，"
        "比2021年决算数减少1.74%。",
        "2022年支出预算900.5万元。",
    )
    assert [each.topic for each in found] == ["", "", "", "expenditure_total"]
    assert len({each.subject for each in found[:3]}) == 1
    comparison = found[2].comparison
    assert comparison is not None and comparison.base is not None and comparison.base.text == "57.5万元"


def test_lists_and_brackets_in_each_other_are_read_to_a_certain_depth() -> None:
    assert read("支出预算900万元，其中" + "堤防工程支出30万元，其中" * 2000 + "。")
    assert read("支出预算900万元" + "（其中基本支出30万元" * 500 + "）" * 500 + "。")


def test_a_list_tells_where_else_it_may_end() -> None:
    found = read("支出预算900万元，其中：渔政执法400万元，包括巡航350万元、检验50万元，渔港建设500万元。")
    inner = next(each for each in found if each.readings)
    assert [part.amount.text for part in inner.parts] == ["350万元", "50万元", "500万元"]
    assert [[part.amount.text for part in other] for other in inner.readings] == [["350万元", "50万元"]]


def test_what_is_about_so_much_stands_for_a_wider_interval() -> None:
    (about,) = read("渔港维护经费约59万元。")
    (exact,) = read("节约渔港维护经费59万元。")
    assert about.amount.approximate and not exact.amount.approximate
    assert about.amount.low is not None and about.amount.low <= Decimal(600000) <= (about.amount.high or 0)
    assert exact.amount.high == Decimal(595000)
