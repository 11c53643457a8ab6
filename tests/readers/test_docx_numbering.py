"""Automatic numbers are printed as Word prints them."""

from __future__ import annotations

import pytest
from docx_made import p, read_docx, tbl, tc, texts, tr

from linter.readers.numerals import numeral


def level(index: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels: str, id: int = 0, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{extra}{"".join(levels)}</w:abstractNum>'


def num(id: int, abstract_id: int = 0, extra: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract_id}"/>{extra}</w:num>'


def item(text: str, num_id: int = 1, at: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num_id}"/></w:numPr>')


def test_levels_count_and_start_again() -> None:
    numbering = abstract(
        level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
    ) + num(1)
    body = (
        item("概况")
        + item("职能", at=1)
        + item("机构", at=1)
        + item("其一", at=2)
        + item("预算")
        + item("收入", at=1)
        + item("其二", at=2)
    )
    assert texts(read_docx(body, numbering=numbering)) == [
        "一、概况",
        "（一）职能",
        "（二）机构",
        "1. 其一",
        "二、预算",
        "（一）收入",
        "1. 其二",
    ]


def test_a_level_prints_the_numbers_above_it() -> None:
    numbering = abstract(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1)
    assert texts(read_docx(item("总则") + item("目的", at=1) + item("依据", at=1), numbering=numbering)) == [
        "第一章 总则",
        "1.1 目的",
        "1.2 依据",
    ]


def test_lists_of_one_definition_go_on_unless_they_start_anew() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1、")) + num(1) + num(2) + num(3, extra=over)
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 1)
    assert texts(read_docx(body, numbering=numbering)) == ["1、甲", "2、乙", "5、丙", "6、丁", "7、戊"]


def test_numbers_by_style_and_by_list_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="ls"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(level(0, "decimal", "%1"), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'))
        + abstract(id=1, extra='<w:numStyleLink w:val="ls"/>')
        + abstract(level(0, "decimalEnclosedCircle", "%1"), id=2, extra='<w:styleLink w:val="ls"/>')
        + num(1)
        + num(2, 2)
        + num(3, 1)
    )
    off = '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("收入", '<w:pStyle w:val="h2"/>') + p("不编号", off) + p("支出", '<w:pStyle w:val="h2"/>') + item("圈", 3)
    assert texts(read_docx(body, styles=styles, numbering=numbering)) == ["（一）收入", "不编号", "（二）支出", "① 圈"]


def test_numbers_in_cells_and_no_bullets() -> None:
    numbering = abstract(level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')) + abstract(
        level(0, "bullet", ""), id=1
    )
    numbering += num(1) + num(2, 1)
    (table,) = read_docx(
        tbl(tr(tc(item("")), tc(item("≥90%", 2))), tr(tc(item("")), tc("≥80%"))), numbering=numbering
    ).tables
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "≥90%"], ["2", "≥80%"]]


@pytest.mark.parametrize(
    ("form", "count", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 20003, "二万零三"),
        ("japaneseCounting", 12, "十二"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 2, "丑"),
        ("ideographDigital", 20, "二〇"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 10**9, "1000000000"),
        ("upperRoman", 10**9, "1000000000"),
        ("ordinal", 22, "22nd"),
        ("unheardOf", 4, "4"),
    ],
)
def test_number_formats(form: str, count: int, text: str) -> None:
    assert numeral(count, form) == text
