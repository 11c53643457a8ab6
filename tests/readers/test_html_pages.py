"""HTML -> Document: what a browser shows."""

from __future__ import annotations

import pytest

from linter.document import UNREAD, Document, Table
from linter.errors import UserError
from linter.readers import read
from linter.readers.limits import Limits


def document(body: str, name: str = "a.html") -> Document:
    return read(name, data=f"<html><body>{body}</body></html>".encode())


def paragraphs(body: str) -> list[str]:
    return [p.text for p in document(body).paragraphs]


def table(body: str) -> Table:
    (found,) = document(body).tables
    return found


def texts(grid: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_blocks_in_reading_order_with_levels_and_lines() -> None:
    read_in = document(
        "\n<h2>一、概况</h2>\n<p>路灯<b>三百</b>盏。</p>\n<table><tr><td>项目<td>金额</table>\n<div>结束</div>"
    )
    assert [(type(b).__name__, b.location.line) for b in read_in.blocks] == [
        ("Paragraph", 2),
        ("Paragraph", 3),
        ("Table", 4),
        ("Paragraph", 5),
    ]
    assert [(p.text, p.level) for p in read_in.paragraphs] == [("一、概况", 2), ("路灯三百盏。", 0), ("结束", 0)]


def test_cells_that_span() -> None:
    grid = table("<table><tr><td rowspan=2>类<td colspan=2>金额<tr><td>基本<td>项目<tr><td>教育<td>1<td>2</table>")
    assert texts(grid) == [["类", "金额"], ["", "基本", "项目"], ["教育", "1", "2"]]
    assert (grid.rows[0][0].row_span, grid.rows[0][1].column_span) == (2, 2)
    assert grid.rows[1][0].origin == (0, 0)
    assert [cell.column for cell in grid.rows[1]] == [0, 1, 2]


def test_lines_in_a_cell() -> None:
    grid = table(
        "<table><tr><td><p>1.修桥</p><p>2.换灯</p></td><td>甲<br>乙</td><td>a\n b</td><td>1、修\n2、换</td></table>"
    )
    assert texts(grid) == [["1.修桥\n2.换灯", "甲\n乙", "a b", "1、修\n2、换"]]


def test_entities_and_blanks() -> None:
    assert paragraphs("<p>&ge;95%&nbsp;&lt;1&#x25;</p><p>  \n </p><pre>一  二\n三</pre>") == [
        "≥95% <1%",
        "一  二",
        "三",
    ]


def test_numbers_of_lists_are_printed() -> None:
    body = "<ol start=3><li>修桥<li>换灯</ol><ol type=A><li>甲</ol><ol type=i><li value=4>乙</ol><ul><li>丙</ul>"
    assert paragraphs(body) == ["3. 修桥", "4. 换灯", "A. 甲", "iv. 乙", "丙"]


def test_scripts_are_nothing_and_hidden_text_is_remarked() -> None:
    read_in = document(
        "<script>var x='脚本'</script><style>p{}</style><template><p>模板</p></template><p>正文</p>\n"
        "<p style='color:red; display: none'>藏</p><table><tr style='display:none'><td>旧<tr><td>新<td>1</table>"
        "<p>改<del>旧</del>后</p>"
    )
    assert [p.text for p in read_in.paragraphs] == ["正文", "改后"]
    assert texts(next(read_in.tables)) == [["新", "1"]]
    (remark,) = read_in.remarks
    assert (remark.location.line, "隐藏" in remark.why) == (2, True)


def test_nested_tables() -> None:
    read_in = document("<table><tr><td>外<td>说明文字在此<table><tr><td>内甲<td>1</table></table>")
    assert [texts(grid) for grid in read_in.tables] == [[["外", "说明文字在此"]], [["内甲", "1"]]]


def test_a_table_that_only_places_others_is_taken_apart() -> None:
    read_in = document(
        "<table><tr><td>网站导航<tr><td><h1>收支总表</h1><table><tr><td>项目<td>预算数<tr><td>办公费<td>3</table></table>"
    )
    assert [p.text for p in read_in.paragraphs] == ["网站导航", "收支总表"]
    assert [texts(grid) for grid in read_in.tables] == [[["项目", "预算数"], ["办公费", "3"]]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("gb18030", ""), ("gb18030", "utf-8"), ("utf-8", ""), ("utf-8", "utf-8"), ("big5", "big5")],
)
def test_encodings(encoding: str, declared: str) -> None:
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body><p>路燈管理所</p></body></html>".encode(encoding)
    assert next(read("a.html", data=data).paragraphs).text == "路燈管理所"


def test_a_workbook_that_was_saved_as_html() -> None:
    data = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312"></head><body>'
        "<table><tr><td>项目</td><td>预算数</td></tr><tr><td>办公费</td><td x:num>3.20</td></tr></table>"
    ).encode("gb18030")
    read_in = read("a.xls", data=data)
    assert read_in.format == "html"
    assert texts(next(read_in.tables)) == [["项目", "预算数"], ["办公费", "3.20"]]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td colspan=999999999 rowspan=99999>a<td>b</table>",
        "<table><tr><td rowspan=0>a<td>b<tr><td>c</table>",
        "<table><tr></tr></table><p>x</p>",
        "<table><td>a<p>b</table></td></tr>",
        "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table>",
        "<p>\0</p>",
    ],
)
def test_odd_pages_break_nothing(body: str) -> None:
    try:
        read_in = document(body)
    except UserError:
        return
    for grid in read_in.tables:
        for row in grid.rows:
            assert sum(cell.column_span for cell in row) == grid.width


def test_deep_pages_end_in_a_sentence() -> None:
    for deep in ("<div>" * 5000, "<table><tr><td>" * 100 + "x"):
        try:
            document(deep)
        except UserError as error:
            assert "/" in error.message


def test_more_cells_than_allowed() -> None:
    data = ("<html><table>" + "<tr><td>1<td>2" * 200).encode()
    with pytest.raises(UserError, match="单元格数"):
        read("a.html", data=data, limits=Limits(cells=100))


def test_external_entities_are_not_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>前&x;后</p></body></html>'
    found = "".join(p.text for p in read("a.html", data=page.encode()).paragraphs)
    assert "前" in found and "后" in found
    assert len(found) < 20


def test_a_part_of_a_page_is_read_as_a_page() -> None:
    part = "<h1>渡口站</h1>\n<p>说明</p><table><tr><td>项目名称</td><td>渡运</td></tr></table>"
    # Markdown that begins with a tag has tables of its own.
    page = "<div align=center>渡口站</div>\n\n| 项目名称 | 渡运 |\n| --- | --- |\n| 预算数 | 12 |\n\n<table></table>\n"
    for text in (part, page):
        (grid,) = read("part.html", data=text.encode()).tables
        assert texts(grid)[0] == ["项目名称", "渡运"]


def test_pictures_are_told_once_with_their_lines_and_marks_are_not() -> None:
    read_in = document(
        "<p>路灯三百盏。<img src=x></p>\n<object data=x></object>\n<iframe src=y>旧</iframe>"
        '<p><img src=x alt=""><img src=x width=12><img src=x height="1px"><img src=x role=presentation></p>'
    )
    (remark,) = read_in.remarks
    assert remark.why.zh == "有 3 处图片或嵌入的内容（第 1、2、3 行），未检查"
    assert [p.text for p in read_in.paragraphs] == ["路灯三百盏。"]


def test_a_cell_that_holds_a_picture_only_is_not_blank() -> None:
    grid = table("<table><tr><td>指标值<td><img src=x><tr><td>路灯<td>三百盏<img src=x></table>")
    assert texts(grid) == [["指标值", UNREAD], ["路灯", "三百盏"]]


def test_a_head_that_is_set_upright_is_one_word() -> None:
    grid = table("<table><tr><td>绩<br>效<br>指<br>标<td>是<br>否</table>")
    assert texts(grid) == [["绩效指标", "是\n否"]]
