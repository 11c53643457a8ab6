"""Lines that a page's width broke are one paragraph again; lines that an author ended are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from linter.document import Document, locate
from linter.readers import read
from linter.readers.hard_wrapped import seam, width

SENTENCES = (
    "2026年青麓县种子站公务接待费预算安排6.20万元，比2025年预算数8.40万元减少2.20万元，下降26.19%，主要原因是压缩接待批次和人数。",
    "培训费预算安排12.00万元，与上年持平，其中制种技术培训7.50万元、植保员培训4.50万元；上述培训由本站自行组织，不委托其他单位承办。",
    "截至2025年底，本站共有试验田三处、冷藏库一座，面积合计1280平方米，全部用于种质资源保存，没有出租出借和对外投资的情况。",
)


def of(text: str, name: str = "a.txt") -> Document:
    return read(name, data=text.encode())


def texts(text: str, name: str = "a.txt") -> list[str]:
    return [paragraph.text for paragraph in of(text, name).paragraphs]


def folded(text: str, columns: int, indent: str = "") -> list[str]:
    """A paragraph broken at a width, as a layout breaks it: never before a stop, nor inside a figure."""
    lines, line = [], indent
    for piece in re.findall(r"(?:[0-9.%]+|.)[，。、；：）”%]*", text):
        if width(line + piece) > columns:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


@pytest.mark.parametrize("columns", [44, 56, 72])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_a_text_broken_at_one_width_is_whole_again(columns: int, indent: str, break_: str) -> None:
    lines = ["青麓县种子站2026年单位预算说明"]
    for number, sentence in enumerate(SENTENCES):
        lines += [f"（{'一二三'[number]}）经费安排情况", *folded(sentence, columns, indent)]
    found = texts(break_.join(lines))
    assert found[0] == lines[0]
    assert tuple(found[2::2]) == SENTENCES


def test_two_lines_are_enough_where_the_break_tore_the_sentence() -> None:
    whole = {
        "会议费安排9.00万元，比2025年预算增加\n3.00万元，增长50%。": 1,
        "会议费安排9.00万元，与2025年预算\n持平。": 1,
        "会议费安排9.00万元，\n比上年减少。": 1,
        "租赁费（含仓库、晒场\n租金）2.00万元。": 1,
        "租赁费2.00\n万元，用于仓库。": 2,
        "本年安排仓库租赁费和晒场租赁费合计12.50\n万元，用于秋收。": 1,
        "本年安排仓库租赁费和晒场租赁费合计12.50万\n元，用于秋收。": 1,
        "检测费安排4万元，完成年初预算的98\n%。": 1,
    }
    assert {text: len(texts(text)) for text in whole} == whole


NOT_BROKEN = {
    "titles": "青麓县种子站\n2026年单位预算\n一、部门职责",
    "contents": "目录\n第一部分 单位概况……1\n第二部分 2026年单位预算情况说明……3\n第三部分 名词解释……12",
    "short lines": "负责种子检验\n负责品种试验\n负责技术推广",
    "lines with commas": "负责种子检验，保证用种安全\n负责品种试验，筛选优良品种\n负责技术推广，服务种植大户",
    "address": "地址：青麓县滨河路12号\n电话：0000-000000\n邮编：000000",
    "a sentence a line": "本站负责全县主要农作物种子的质量检验工作。\n本站负责全县新品种的引进、试验和示范工作。\n",
    "items": "本站主要职责是组织开展全县种子质量检验，\n（一）检验水稻种子；\n（二）检验玉米种子",
    "bullets": "组织开展全县主要农作物种子质量的抽查和检验，并公布检验结果\n●检验水稻种子\n●检验玉米种子。",
    "heading": "二、关于青麓县种子站2026年一般公共预算当年支出安排的说明\n2026年一般公共预算支出80万元。",
    "figures": "收入，支出\n120.00\n118.50\n",
    "columns of print": "基本支出    人员经费    70.00    公用经费，其他\n项目支出    运转类      20.00。",
    "signature": "以上说明，请予审核\n青麓县种子站\n2026年1月10日",
    "colon": "2026年支出预算80万元，其中：\n人员经费70万元，公用经费10万元。",
    "labels": "本单位为青麓县农业局所属公益一类事业单位，实行财政全额拨款管理制度\n联系电话：见公开目录。",
    "indented": "　　本站负责全县主要农作物种子的质量检验工作，保证用种安全，服务农业生产\n　　本站编制十二人。",
}


@pytest.mark.parametrize("kind", NOT_BROKEN)
def test_lines_that_an_author_ended_stay_apart(kind: str) -> None:
    lines = [line.strip() for line in NOT_BROKEN[kind].splitlines() if line.strip()]
    assert texts(NOT_BROKEN[kind]) == lines


def test_a_long_line_ends_the_width_of_the_others() -> None:
    """Where paragraphs are one line each, a short one without a stop is no broken line."""
    long = "".join(SENTENCES)
    text = f"{long}\n本站编制十二人，实有十一人，其中管理人员三人，专业技术人员八人\n本站没有所属单位。\n"
    assert len(texts(text)) == 3


def test_what_begins_without_an_indent_goes_on_behind_a_stop() -> None:
    first = "本站全年组织制种大户开展技术培训四期，参训人数达到三百二十人。"
    lines = [f"　　{first}", "培训费由本站承担。", "　　本站没有公务用车。"]
    lines += [f"　　{'试' * 30}，", "验。"] * 3
    assert width(lines[0]) >= 60
    assert texts("\n".join(lines))[:2] == [first + "培训费由本站承担。", "本站没有公务用车。"]


def test_a_paragraph_goes_on_over_a_page_and_its_number() -> None:
    lines = folded(SENTENCES[0], 44)
    text = "\n".join([*lines[:2], "", "- 3 -", "", "\f" + lines[2], *lines[3:], "", *folded(SENTENCES[2], 44)])
    assert texts(text) == [SENTENCES[0], "- 3 -", SENTENCES[2]]


def test_another_blank_line_ends_a_paragraph() -> None:
    lines = folded(SENTENCES[0], 44)
    assert texts("\n".join([*lines[:2], "", *lines[2:]]))[-1] == "".join(lines[2:])


def test_headings_and_tables_of_markdown_are_borders() -> None:
    lines = folded(SENTENCES[1], 44)
    text = "\n".join(
        ["# 青麓县种子站2026年单位预算", *lines, "| 项目 | 金额 |", "|---|---|", "| 种子，款 | 1 |", *lines]
    )
    found = of(text, "a.md")
    assert [p.text for p in found.paragraphs][1:] == [SENTENCES[1]] * 2
    assert [type(block).__name__ for block in found.blocks] == ["Paragraph", "Paragraph", "Table", "Paragraph"]


def test_places_lead_back_to_the_lines() -> None:
    lines = ["  会议费安排9.00万元，比2025年预算增加", "  3.00万元，增长50%。"]
    (paragraph,) = of("\n\n" + "\n".join(lines)).paragraphs
    assert (paragraph.location.line, paragraph.location.end_line, paragraph.location.column) == (3, 4, 3)
    start = paragraph.text.index("增长")
    place = locate(paragraph, start, start + 5)
    assert (place.line, place.end_line, place.column) == (4, 4, lines[1].index("增长") + 1)
    start = paragraph.text.index("增加")
    place = locate(paragraph, start, start + 7)
    assert (place.line, place.end_line, place.column) == (3, 4, lines[0].index("增加") + 1)


def test_latin_words_keep_their_blank() -> None:
    assert seam("Seed", "bank") == " "
    assert seam("种子", "Bank") == seam("2026", "年") == seam("12", "34") == ""


def test_a_wrong_rate_behind_a_break_is_told_at_its_lines(tmp_path: Path) -> None:
    import linter

    text = (
        "青麓县种子站2026年单位预算\n2026年公务接待费预算6.00万元，比2025年的4.00万元增加\n"
        "2.00万元，增长30%，主要原因是引种考察增加。\n"
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = (each for each in linter.check(path).findings if each.code == "SUM009")
    assert (found.location.line, found.location.end_line) == (2, 3)
