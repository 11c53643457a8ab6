"""XML Spreadsheet 2003, as budget systems export it -> Document."""

from __future__ import annotations

import pytest

from linter.document import UNREAD, Table
from linter.errors import UserError
from linter.readers import read
from linter.readers.limits import Limits

HEAD = """<?xml version="1.0"{encoding}?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles>
 <Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style>
 <Style ss:ID="money"><NumberFormat ss:Format="Standard"/></Style>
 <Style ss:ID="share"><NumberFormat ss:Format="0.0%"/></Style>
 <Style ss:ID="day"><NumberFormat ss:Format="Long Date"/></Style>
 <Style ss:ID="framed" ss:Parent="money"><Borders><Border ss:Position="Top" ss:LineStyle="Continuous"/></Borders></Style>
</Styles>
"""
SHEET = """<Worksheet ss:Name="收支"><Table>
 <Column ss:Width="80"/><Column ss:Index="6" ss:Hidden="1"/>
 <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">收支总表</Data></Cell></Row>
 <Row><Cell><Data ss:Type="String">收入</Data></Cell><Cell><Data ss:Type="String">预算数</Data></Cell>
  <Cell><ss:Data ss:Type="String"><html:B>支</html:B>出<html:I>项</html:I>目</ss:Data></Cell>
  <Cell><Data ss:Type="String">预算数</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>
  <Cell ss:Index="6"><Data ss:Type="String">旧数</Data></Cell></Row>
 <Row><Cell ss:MergeDown="1"><Data ss:Type="String">财政拨款</Data></Cell>
  <Cell ss:StyleID="framed"><Data ss:Type="Number">1234.5</Data></Cell><Cell ss:Index="4" ss:StyleID="share">
  <Data ss:Type="Number">0.9512</Data></Cell></Row>
 <Row><Cell ss:Index="2" ss:StyleID="day"><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell>
  <Cell ss:Formula="=R[-1]C"/><Cell><Data ss:Type="Number">NaN</Data></Cell></Row>
 <Row ss:Index="6" ss:Hidden="1"><Cell><Data ss:Type="String">底数</Data></Cell></Row>
</Table></Worksheet>
"""
HIDDEN = """<Worksheet ss:Name="底稿"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet>
"""


def workbook(body: str = SHEET + HIDDEN, encoding: str = "") -> str:
    return f"{HEAD.replace('{encoding}', encoding)}{body}</Workbook>"


@pytest.mark.parametrize("name", ["收支.xls", "收支.xml"])
def test_displayed_texts_places_and_merged_cells(name: str) -> None:
    read_in = read(name, data=workbook().encode())
    assert read_in.format == "xls"
    (grid,) = read_in.blocks
    assert isinstance(grid, Table)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["收支总表"],
        ["收入", "预算数", "支出项目", "预算数"],
        ["财政拨款", "1,234.50", "", "95.1%"],
        ["", "2026年3月5日", UNREAD, UNREAD],
    ]
    assert grid.rows[0][0].column_span == 4 and grid.rows[2][0].row_span == 2
    place = grid.rows[2][3].location
    assert (place.sheet, place.ref, place.row) == ("收支", "D3", 3)


def test_what_was_not_read_is_said() -> None:
    whys = [remark.why.zh for remark in read("a.xls", data=workbook().encode()).remarks]
    assert len(whys) == 5
    for part in (
        "隐藏的第 6 行",
        "隐藏的第 F 列",
        "1 个公式没有结果（C4）",
        "1 个单元格的内容已损坏（D4）",
        "“底稿”是隐藏的",
    ):
        assert any(part in why for why in whys)


@pytest.mark.parametrize(
    ("encoding", "codec"), [("", "utf-8"), (' encoding="GB2312"', "gb18030"), (' encoding="UTF-16"', "utf-16")]
)
def test_encodings(encoding: str, codec: str) -> None:
    blocks = read("a.xls", data=workbook(encoding=encoding).encode(codec)).blocks
    assert blocks == read("a.xls", data=workbook().encode()).blocks


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<Worksheet", "损坏"),
        ('<Worksheet ss:Name="a"><Table/></Worksheet>', "工作簿是空的"),
        (f"<o:x>{'<o:y>' * 5000}{'</o:y>' * 5000}</o:x>", "嵌套"),
    ],
)
def test_files_that_cannot_be_read(body: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read("a.xls", data=workbook(body).encode())


def test_a_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    with pytest.raises(UserError, match="DOCTYPE"):
        read("a.xls", data=workbook().replace("<Workbook", f"{bomb}<Workbook", 1).encode())


def test_rows_and_cells_far_away_cost_nothing() -> None:
    far = '<Row ss:Index="99999999" ss:Span="99999999" ss:Hidden="1"><Cell ss:Index="99999999"><Data ss:Type="Number">1</Data></Cell></Row>'
    data = workbook(f'<Worksheet ss:Name="a"><Table>{far * 50}<Row><Cell/></Row></Table></Worksheet>{SHEET}').encode()
    assert len(list(read("a.xls", data=data).tables)) == 1


def test_more_cells_than_allowed() -> None:
    with pytest.raises(UserError, match="单元格数"):
        read("a.xls", data=workbook().encode(), limits=Limits(cells=5))
