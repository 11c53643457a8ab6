"""The HTML report: self-contained, safe with hostile documents, and every link resolves."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from linter.document import Cell, Document, Location, Paragraph, Table
from linter.findings import Finding, Mark, Related, Report, Undecided
from linter.findings.baseline import Entry
from linter.findings.suppression import Suppression, Use
from linter.outputs.cards import difference
from linter.outputs.html import render
from linter.outputs.words import Words

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\x1b[31m红\u202e倒\u2066${{{{7*7}}'


@pytest.fixture
def page(report: Report) -> Any:
    return lxml_html.document_fromstring(render(report))


def test_document_text_never_becomes_markup(report: Report, page: Any) -> None:
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //iframe | //object | //embed")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "<script>alert(1)" in page.text_content()


def test_nothing_is_fetched(page: Any) -> None:
    addresses = page.xpath("//@src | //link/@href | //@srcset | //@action | //@formaction")
    assert addresses == ["data:,"]
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    style = page.xpath("string(//style)")
    assert "url(" not in style and "@import" not in style


def test_policy_allows_the_pages_own_style_and_script_only(page: Any) -> None:
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for name in ("style", "script"):
        digest = hashlib.sha256(page.xpath(f"string(//{name})").encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_every_link_resolves_and_anchors_are_unique(page: Any) -> None:
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(names)
    assert set(page.xpath("//@aria-labelledby")) <= set(names)


def test_anchors_come_from_fingerprints(report: Report, page: Any) -> None:
    anchors = page.xpath("//article/@id")
    assert sorted(anchors) == sorted(f"f-{each.fingerprint}" for each in report.findings if each.suppressed is None)


def test_equal_fingerprints_get_anchors_of_their_own(clean: Report, make: Callable[..., Finding]) -> None:
    twins = (make(line=3, fingerprint="abc"), make(line=9, fingerprint="abc"))
    page = lxml_html.document_fromstring(render(replace(clean, findings=twins)))
    assert page.xpath("//article/@id") == ["f-abc", "f-abc-2"]


def test_a_count_links_to_exactly_its_findings(report: Report, page: Any) -> None:
    for link in page.xpath("//section[@id='counts']//td/a"):
        (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        here = target.xpath(".//article")
        if here:
            assert len(here) == int(link.text)
        elif target.get("class") == "jump":
            levels = [page.xpath(f"//*[@id='{each[1:]}']")[0] for each in target.xpath(".//a/@href")]
            assert sum(len(level.xpath(".//article")) for level in levels) == int(link.text)
        else:
            assert len(target.xpath(".//a")) == int(link.text)


def test_structure(page: Any) -> None:
    assert page.get("lang") == "zh-CN"
    assert "不通过" in page.xpath("string(//title)")
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    for table in page.xpath("//table"):
        assert table.xpath("caption") and table.xpath(".//th") and not table.xpath(".//th[not(@scope)]")


def test_verdict_stands_before_any_table(page: Any) -> None:
    text = etree.tostring(page, encoding="unicode")
    assert text.index('id="verdict"') < text.index("<table")


def test_offending_characters_are_marked(page: Any) -> None:
    marked = [each.text_content() for each in page.xpath("//article[@data-code='VAL002']//mark")]
    assert marked == ["≥9595%"]
    row = page.xpath("//article[@data-code='VAL002']//table")[0]
    assert [each.text_content() for each in row.xpath(".//th")][-1] == "指标值"


def test_folded_findings_are_all_there(page: Any) -> None:
    assert len(page.xpath("//details[@class='fold']/article")) == 8


def test_time_is_printed_only_when_given(report: Report) -> None:
    assert "2026-03-04 05:06:07 UTC" in render(report)
    assert "<time" not in render(replace(report, made=None))


def test_what_was_skipped_is_said(report: Report, clean: Report) -> None:
    text = lxml_html.document_fromstring(render(report)).xpath("string(//section[@id='gaps'])")
    assert "坏.txt" in text and "没有合适的版式" in text and "合计行以下的明细不全" in text
    assert "没有跳过任何内容" in render(clean)
    assert "没有跳过任何内容" not in render(replace(clean, documents=()))


def test_english(report: Report) -> None:
    page = lxml_html.document_fromstring(render(replace(report, lang="en")))
    assert page.get("lang") == "en"
    assert "Failed" in page.xpath("string(//title)")


# The documents as read, beside the findings.

HEADS = ("一级指标", "二级指标", "三级指标", "指标描述", "指标值")


def place(row: int, cell: int, span: tuple[int, int] | None = None) -> Location:
    return Location("a.txt", line=10 * row + cell, end_line=10 * row + cell, table=1, row=row, cell=cell, span=span)


def table(*rows: tuple[str, ...], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    """A table of single cells; `spans` gives rows and columns that a cell goes over, what it covers being "" below it."""
    spans = spans or {}
    covered = {(r + down, c): (r, c) for (r, c), (height, _) in spans.items() for down in range(1, height)}
    made = []
    for r, texts in enumerate(rows):
        cells = []
        for c, text in enumerate(texts):
            height, width = spans.get((r, c), (1, 1))
            cells.append(Cell(text, r, c, place(r + 1, c + 1), height, width, covered.get((r, c))))
        made.append(tuple(cells))
    return Table(tuple(made), max(len(row) for row in rows), Location("a.txt", line=11, end_line=60, table=1))


def line(text: str, number: int) -> Paragraph:
    return Paragraph(text, Location("a.txt", line=number, end_line=number, paragraph=number))


@pytest.fixture
def form() -> Document:
    rows = (
        HEADS,
        ("产出指标", "数量指标", "养护里程", "全年养护的公路", "≥120公里"),
        ("", "质量指标", HOSTILE, "合格的比例", ""),
        ("", "时效指标", "及时率", "及时完成的比例", "≥9595%"),
    )
    blocks = (line("公路养护绩效目标表", 1), table(*rows, spans={(1, 0): (3, 1)}), line(f"说明{HOSTILE}", 2))
    return Document("a.txt", "text", "0" * 64, blocks)


@pytest.fixture
def of(clean: Report, form: Document) -> Callable[..., Any]:
    """The page of a report on the form above."""

    def made(*findings: Finding, document: Document = form, **more: Any) -> Any:
        entry = replace(clean.documents[0], path="a.txt")
        report = replace(clean, documents=(entry,), findings=findings, sources={"a.txt": document}, **more)
        page = lxml_html.document_fromstring(render(report))
        names = page.xpath("//@id")
        assert len(names) == len(set(names))
        assert {link[1:] for link in page.xpath("//a/@href")} <= set(names)
        return page

    return made


def garbled(make: Callable[..., Finding], **more: Any) -> Finding:
    return make(**{"path": "a.txt", "columns": HEADS, "location": place(4, 2), "spot": place(4, 5, (1, 6)), **more})


def test_a_finding_and_its_cell_lead_to_each_other(of: Callable[..., Any], make: Callable[..., Finding]) -> None:
    page = of(garbled(make))
    (cell,) = page.xpath("//table[@class='doc']//td[mark]")
    assert cell.xpath("string(mark)") == "9595%"
    assert page.xpath("//article//a[@class='place']/@href") == [f"#{cell.get('id')}"]
    (note,) = cell.xpath("../td[@class='notes']/a")
    assert note.get("href") == f"#{page.xpath('string(//article/@id)')}"


def test_a_finding_shows_its_row_under_its_heads_with_its_neighbours(
    of: Callable[..., Any], make: Callable[..., Finding]
) -> None:
    page = of(garbled(make))
    rows = page.xpath("//article//table[@class='row']//tr")
    texts = [[cell.text_content() for cell in row] for row in rows]
    assert texts[0][1:] == list(HEADS)
    # What a merged cell above says is said of this row too.
    assert texts[-1] == ["41", "产出指标", "时效指标", "及时率", "及时完成的比例", "≥9595%"]
    assert [row.get("class") for row in rows] == [None, "ctx", None]
    assert page.xpath("string(//article//mark)") == "9595%"


def test_the_document_is_printed_whole_with_its_spans(of: Callable[..., Any], make: Callable[..., Finding]) -> None:
    page = of(garbled(make))
    text = page.xpath("//details[@class='text']")[0]
    assert text.xpath(".//div[contains(@class, 'par')]/p")[0].text == "公路养护绩效目标表"
    (sheet,) = text.xpath(".//table")
    assert [len(row.xpath("td[not(@class='notes')]|th[@scope='col']")) for row in sheet.xpath(".//tr")] == [5, 5, 4, 4]
    assert sheet.xpath(".//td[@rowspan]/text()") == ["产出指标"]
    assert page.xpath("//script[1]")[0] is page.xpath("//script[last()]")[0] and not page.xpath("//img")


def test_what_a_finding_masks_stands_nowhere_in_the_report(
    of: Callable[..., Any], make: Callable[..., Finding]
) -> None:
    number = "13900001111"
    rows = (("电话", f"甲 {number}"), ("说明", f"另有 {number}"))
    blocks = (table(*rows), line(f"联系人{number}。", 7))
    document = Document("a.txt", "text", "0" * 64, blocks)
    masked: dict[str, Any] = {"path": "a.txt", "actual": "139****1111", "excerpt": "139****1111"}
    page = of(
        make(location=place(1, 2), spot=place(1, 2, (2, 13)), **masked),
        make(location=place(2, 2), spot=place(2, 2, (3, 14)), suppressed="已知", **masked),
        make(location=(at := replace(blocks[1].location, span=(3, 14))), spot=at, **{**masked, "actual": "139***1"}),
        document=document,
    )
    assert number not in page.text_content()
    assert page.xpath("//table[@class='doc']//mark/text()") == ["139****1111"]


def test_an_empty_cell_is_marked_as_empty(of: Callable[..., Any], make: Callable[..., Finding]) -> None:
    page = of(garbled(make, location=place(3, 2), spot=place(3, 5)))
    assert page.xpath("//table[@class='doc']//mark[@class='blank']/text()") == ["（空）"]


def test_the_excerpt_says_which_cells_of_a_row_are_meant(of: Callable[..., Any], make: Callable[..., Finding]) -> None:
    excerpt = "产出指标 │ 数量指标 │ 养护里程 │ 全年养护的公路 │ ≥120公里"
    start = excerpt.index("养护里程")
    page = of(garbled(make, location=place(2, 1), spot=place(2, 1), excerpt=excerpt, marks=(Mark(start, start + 4),)))
    assert page.xpath("//table[@class='doc']//mark/text()") == ["养护里程"]


def test_the_operands_of_a_sum_are_linked_in_the_formula(of: Callable[..., Any], make: Callable[..., Finding]) -> None:
    rows = (
        ("科目", "名称", "合计", "基本支出"),
        ("201", "合计", "10.00", "10.00"),
        ("20101", "甲项", "4.00", "4.00"),
        ("20102", "乙项", "5.00", "5.00"),
    )
    document = Document("a.txt", "text", "0" * 64, (line("支出总表", 1), table(*rows)))
    wrong = make(
        "SUM001",
        path="a.txt",
        project=None,
        message="10.00 ≠ 甲项 4.00 + 乙项 5.00 = 9.00",
        location=place(2, 1),
        spot=place(2, 3),
        actual="10.00万元",
        expected="9.00万元",
        related=(Related(place(3, 3), "甲项 4.00"), Related(place(4, 3), "乙项 5.00")),
    )
    page = of(wrong, document=document)
    links = page.xpath("//article/p[@class='message']/a[not(@class)]")
    assert [link.text for link in links] == ["甲项 4.00", "乙项 5.00"]
    cells = [page.get_element_by_id(link.get("href")[1:]) for link in links]
    assert [cell.xpath("string(mark[@class='rel'])") for cell in cells] == ["4.00", "5.00"]
    assert [row.xpath("string(td[2])") for row in page.xpath("//article//tbody/tr")] == ["合计", "甲项", "乙项"]
    assert page.xpath("string(//article//caption)") == "支出总表"
    assert "1.00 万元" in page.xpath("string(//article//dl)")


def test_a_second_place_stands_beside_the_first(of: Callable[..., Any], make: Callable[..., Finding]) -> None:
    second = Related(Location("a.txt", line=2, end_line=2, paragraph=2, span=(0, 2)), "说明中又写作")
    page = of(garbled(make, related=(second,)))
    here, there = page.xpath("//article/div[@class='pair']/div")
    assert here.xpath("string(.//mark)") == "9595%" and there.xpath("string(.//mark)") == "说明"


def test_only_documents_that_something_leads_into_are_printed(of: Callable[..., Any]) -> None:
    assert not of().xpath("//*[@id='sources']")


def test_what_could_not_be_checked_is_linked_too(of: Callable[..., Any], clean: Report) -> None:
    page = of(coverage=replace(clean.coverage, undecided=(Undecided("SUM001", place(2, 3), "明细不全"),)))
    (link,) = page.xpath("//section[@id='gaps']//a/@href")
    assert page.get_element_by_id(link[1:]).text_content() == "养护里程"


def test_suppressions_are_listed_with_what_became_of_them(report: Report) -> None:
    uses = (
        Use(Suppression("VAL004", "历史数据", until=date(2026, 12, 31), origin="budgetlint.yaml:3"), 1, False),
        Use(Suppression("IND006", "旧表", until=date(2020, 1, 1)), 2, True),
        Use(Suppression("SUM", HOSTILE), 0, False),
    )
    stale = (Entry("ab" * 16, 1, "VAL001", "项目:甲", "指标值为空。"),)
    text = lxml_html.document_fromstring(render(replace(report, suppressions=uses, stale=stale)))
    (section,) = text.xpath("//section[@id='suppressed']")
    rows = [row.text_content() for row in section.xpath(".//table[last()]//tr") if "IND006" in row.text_content()]
    assert "已过期" in rows[0]
    said = section.text_content()
    assert all(
        each in said for each in ("未用到", "2026-12-31", "budgetlint.yaml:3", "历史数据，2026-12-31 前不改", "VAL001")
    )


@pytest.mark.parametrize(
    ("actual", "expected", "gap"),
    [
        ("98.55万元", "89.55万元", "9.00 万元"),
        ("1,234.50", "1234.00", "0.50"),
        ("64.85%", "68.45%", "3.60 个百分点"),
        ("2025", "2026", None),
        ("5个", "4个", None),
        ("6.20万元", "6.20元", None),
        ("6.20", "6.20", None),
        (None, "1.0", None),
    ],
)
def test_difference_of_amounts_and_rates(actual: str | None, expected: str, gap: str | None) -> None:
    assert difference(actual, expected, Words("zh")) == gap
