"""Text and Markdown -> Document: layouts, encodings, debris of conversions, and every position."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.document import Cell, Document, Paragraph, Table, locate
from linter.errors import UserError
from linter.readers import read

ROOT = Path(__file__).parents[1]


def document(text: str, name: str = "a.txt") -> Document:
    return read(name, data=text.encode())


def table(text: str, name: str = "a.txt") -> Table:
    (found,) = document(text, name).tables
    return found


def texts(grid: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def cells(*rows: list[str]) -> str:
    """Rows in the layout of one cell a line behind a TAB, a blank line behind each row."""
    return "".join("".join(f"\t{text}\n" for text in row) + "\n" for row in rows)


def test_one_cell_a_line() -> None:
    text = "支出表\n" + cells(["科目", "金额"], ["办公费", "3.20"], ["", ""]) + "说明\n"
    read_in = document(text)
    assert [type(block) for block in read_in.blocks] == [Paragraph, Table, Paragraph]
    grid = next(read_in.tables)
    assert texts(grid) == [["科目", "金额"], ["办公费", "3.20"], ["", ""]]
    amount = grid.rows[1][1]
    assert (amount.location.line, amount.location.column) == (6, 2)
    assert (amount.location.table, amount.location.row, amount.location.cell) == (1, 2, 2)
    assert (grid.location.line, grid.location.end_line) == (2, 9)


def test_further_lines_of_a_cell_have_no_tab() -> None:
    grid = table("\t绩效目标\n\t1.修复桥梁\n2.更换路灯\n\n\t一级指标\n\t二级指标\n\n")
    goals = grid.rows[0][1]
    assert goals.text == "1.修复桥梁\n2.更换路灯"
    assert (goals.location.line, goals.location.end_line) == (2, 3)
    second = locate(goals, goals.text.index("更换"), goals.text.index("更换") + 2)
    assert (second.line, second.end_line, second.column) == (3, 3, 3)


def test_blanks_before_the_tab_are_no_text() -> None:
    assert texts(table(" \t单位名称\n\u3000\t金额\n\n\t测绘队\n\t1\n\n")) == [["单位名称", "金额"], ["测绘队", "1"]]


def test_tab_separated_rows_of_markdown() -> None:
    read_in = document("## 整体支出\n\n部门名称\t观山县档案所\t\n总体目标\t整理档案\t\n\n结束\n", "a.md")
    heading = next(read_in.paragraphs)
    assert (heading.text, heading.level, heading.location.column) == ("整体支出", 2, 4)
    grid = next(read_in.tables)
    assert texts(grid) == [["部门名称", "观山县档案所", ""], ["总体目标", "整理档案", ""]]
    assert (grid.rows[1][1].location.line, grid.rows[1][1].location.column) == (4, 6)
    assert read_in.format == "markdown"


def test_pipe_table() -> None:
    text = "| 指标 | 指标值 |\n| --- | :---: |\n| 路面 \\| 桥面 | ≥3<br>公里 |\n"
    grid = table(text, "a.md")
    assert texts(grid) == [["指标", "指标值"], ["路面 | 桥面", "≥3\n公里"]]
    value = grid.rows[1][1]
    assert (value.location.line, value.location.column) == (3, text.splitlines()[2].index("≥") + 1)
    assert locate(value, value.text.index("公里")).column == text.splitlines()[2].index("公里") + 1


def test_a_pipe_table_beside_cells_on_lines_of_their_own() -> None:
    text = cells(["指标", "值"], ["里程", "3"], ["宽度", "4"]) + "正文\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert [texts(grid)[0] for grid in document(text).tables] == [["指标", "值"], ["a", "b"]]


# The byte order mark that comes before the text in each encoding, where Python's codec writes none itself.
ENCODINGS = {"utf-8": b"", "utf-8-sig": b"", "gb18030": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_changes_neither_text_nor_positions(encoding: str) -> None:
    text = "预算说明\r\n" + cells(["科目", "金额"], ["㐱阳桥维修", "≥12.50"]).replace("\n", "\r\n")
    plain = read("a.txt", data=text.encode())
    assert read("a.txt", data=ENCODINGS[encoding] + text.encode(encoding)).blocks == plain.blocks
    assert texts(next(plain.tables))[1] == ["㐱阳桥维修", "≥12.50"]


def test_a_field_code_behind_a_title_is_removed() -> None:
    (title,) = document("2、桥梁检测绩效目标表 TC 2、桥梁检测绩效目标表 \\f C \\l 1 \n").paragraphs
    assert title.text == "2、桥梁检测绩效目标表"
    assert title.location.column == 1


def test_debris_before_and_inside_a_text_moves_no_position() -> None:
    line = "[bookmark: _Toc7]一、<span style='x'>机构</span>设置情况"
    (paragraph,) = document(line + "\n").paragraphs
    assert paragraph.text == "一、机构设置情况"
    assert paragraph.location.column == line.index("一") + 1
    for word in ("机构", "设置", "情况"):
        assert locate(paragraph, paragraph.text.index(word)).column == line.index(word) + 1


def test_debris_in_a_cell_moves_no_position() -> None:
    grid = table(cells(["指标", "值"], ["里程", "<p>≥3公里</p>"], ["宽度", "4米"]))
    value = grid.rows[1][1]
    assert value.text == "≥3公里"
    assert locate(value, 1).column == len("\t<p>≥") + 1


def test_text_that_only_looks_like_debris_stays() -> None:
    for text in ("当 x<3 且 y>1 时", "目录 C:\\files", "TC 项目"):
        (paragraph,) = document(text + "\n").paragraphs
        assert paragraph.text == text


def test_rows_cut_in_two_by_a_blank_line_are_joined() -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值", "依据"]
    first = ["产出指标", "数量指标", "检测桥梁", "≥9座", "计划"]
    second = ["效益指标", "社会效益指标", "通行车辆", "≥5辆", "计划"]
    text = cells(head, first[:4], first[4:], second[:4], second[4:])
    assert texts(table(text)) == [head, first, second]


def test_short_rows_that_prove_nothing_stay_as_they_are() -> None:
    rows = [
        ["科目", "合计", "基本支出", "项目支出"],
        ["合计", "9.00"],
        ["其中", "4.00", "5.00"],
        ["213", "9.00", "4.00", "5.00"],
    ]
    assert texts(table(cells(*rows))) == rows


def test_a_flattened_head_is_laid_over_its_columns() -> None:
    grid = table(
        cells(
            ["序号", "科目", "合计", "本年支出", "备注"],
            ["", "编码", "名称", "", "小计", "基本支出", "项目支出", ""],
            ["1", "213", "农林水支出", "9.00", "9.00", "4.00", "5.00", ""],
        )
    )
    assert grid.width == 8
    heads = [grid.at(0, column) for column in range(8)]
    assert [head.text if head else None for head in heads] == (
        ["序号", "科目", "科目", "合计", "本年支出", "本年支出", "本年支出", "备注"]
    )


def test_rows_of_the_body_keep_their_columns() -> None:
    grid = table(cells(["项目", "数量", "价值"], ["房屋", "2", "8.00"], ["注：含附属用房"]))
    note = grid.rows[2][0]
    assert (note.column, note.column_span) == (0, 3)


def test_a_table_cut_off_in_a_row_keeps_what_is_there() -> None:
    text = cells(["科目", "名称", "合计", "基本支出"], ["213", "农林水支出", "9.00", "4.00"]) + "\t221\n\t住房保"
    grid = table(text)
    assert texts(grid)[2] == ["221", "住房保"]
    assert grid.rows[2][1].location.line == len(text.split("\n"))


def test_many_blank_lines_part_two_tables() -> None:
    text = cells(["科目", "金额"], ["办公费", "1"]) + "\n\n\n\n" + cells(["项目", "金额"], ["培训", "2"])
    assert [texts(grid)[0] for grid in document(text).tables] == [["科目", "金额"], ["项目", "金额"]]


def test_paragraphs_alone() -> None:
    read_in = document("第一段\n\n  第二段\n")
    assert [(p.text, p.location.line, p.location.column) for p in read_in.paragraphs] == [
        ("第一段", 1, 1),
        ("第二段", 3, 3),
    ]
    assert not list(read_in.tables)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04....", "已损坏"),
        (b"%PDF-1.7 ...", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "Office"),
        (b"\x89PNG....", "图片"),
        (b"\x00\x01\x02binary", "不是可读的文本文件"),
        (b"\xff\xff\xff\xff", "不是可读的文本文件"),
    ],
)
def test_what_is_no_text_is_refused_with_the_way_out(data: bytes, said: str) -> None:
    with pytest.raises(UserError) as caught:
        read("a.txt", data=data)
    assert said in str(caught.value.message) and caught.value.hint


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(tmp_path / "none.txt")


SAMPLES = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".md"))


NO_SAMPLES = pytest.param(Path(), marks=pytest.mark.skip(reason="no real samples beside the checkout"), id="samples")
TEXTS = [pytest.param(path, id=path.stem) for path in EXAMPLES + SAMPLES]


@pytest.mark.parametrize("path", TEXTS if SAMPLES else [*TEXTS, NO_SAMPLES])
def test_every_character_leads_back_to_its_place(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    read_in = read(path)
    blocks: list[Paragraph | Cell] = list(read_in.paragraphs)
    blocks += [cell for grid in read_in.tables for row in grid.rows for cell in row]
    wrong = []
    for block in blocks:
        for offset, character in enumerate(block.text):
            if character == "\n":
                continue
            place = locate(block, offset)
            assert place.line is not None and place.column is not None
            if lines[place.line - 1][place.column - 1 : place.column] != character:
                wrong.append((place.line, place.column, character))
    assert not wrong, wrong[:5]
