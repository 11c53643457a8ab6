"""Each character of a block leads back to the element that prints it: a review copy writes its comments there."""

from __future__ import annotations

from docx_made import docx, p, run, tbl, tc, tr

from linter.document import Paragraph, Table
from linter.readers.archive import Archive
from linter.readers.docx.names import BODY, TBL, TC, TR
from linter.readers.docx.reader import DocxReader
from linter.readers.docx.walk import Found
from linter.readers.limits import Limits, Meter


def walked(body: str) -> tuple[DocxReader, list[Found]]:
    meter = Meter(Limits())
    reader = DocxReader("made.docx", Archive(docx(body), meter), meter)
    element = reader.archive.parse(reader.main).find(BODY)
    return reader, list(reader.walk(element))


def test_words_lead_to_their_runs() -> None:
    content = run("  旧") + f"<w:ins>{run('新年度')}</w:ins>" + run("藏", "<w:vanish/>") + run("预算")
    _, (found,) = walked(p(content))
    assert isinstance(found.block, Paragraph) and found.block.text == "旧新年度预算"
    start = found.block.text.index("年度预")
    marks = list(found.source.marks(start, start + 3))
    assert [(mark.offset, mark.length, mark.start, mark.element.text) for mark in marks] == [
        (2, 2, 1, "新年度"),
        (4, 1, 0, "预算"),
    ]


def test_cells_lead_to_their_elements() -> None:
    body = tbl(
        tr(tc("甲", '<w:gridSpan w:val="2"/>'), tc(p("一") + p("") + p("二三"))),
        tr("乙", properties='<w:gridBefore w:val="1"/>'),
    )
    _, (found,) = walked(p("") + body)
    assert isinstance(found.block, Table) and found.source.element.tag == TBL
    for row, sources in zip(found.block.rows, found.cells, strict=True):
        for cell, source in zip(row, sources, strict=True):
            if cell.location.cell is None:
                assert source is None
                continue
            assert source is not None and cell.location.row is not None
            printed = found.source.element.findall(TR)[cell.location.row - 1].findall(TC)
            assert source.element is printed[cell.location.cell - 1]
    source = found.cells[0][1]
    assert source is not None
    assert [(m.offset, m.length, m.element.text) for m in source.marks(2, 4)] == [(2, 2, "二三")]


def test_rows_cut_in_flat_text_are_joined_with_their_sources() -> None:
    whole = tr(*"abcdef")
    cut = tr("a", "b", tc("c", '<w:gridSpan w:val="4"/>')), tr("d", "e", tc("f", '<w:gridSpan w:val="4"/>'))
    body = tbl(whole, whole, whole, *cut, whole)
    _, (found,) = walked(body)
    assert isinstance(found.block, Table)
    assert [[cell.text for cell in row] for row in found.block.rows] == [list("abcdef")] * 5
    places = [(cell.location.row, cell.location.cell) for cell in found.block.rows[3]]
    assert places == [(4, 1), (4, 2), (4, 3), (5, 1), (5, 2), (5, 3)]
    assert [len(row) for row in found.cells] == [6] * 5


def test_heads_that_lost_their_spans_stand_over_their_columns_again() -> None:
    body = tbl(
        tr("序号", "科目", "合计", tc("备注", '<w:gridSpan w:val="2"/>')),
        tr("", "编码", "名称", "", ""),
        tr("1", "201", "办公费", "2.00", "无"),
    )
    _, (found,) = walked(body)
    assert isinstance(found.block, Table)
    assert [(cell.text, cell.column, cell.column_span) for cell in found.block.rows[0]] == [
        ("序号", 0, 1),
        ("科目", 1, 2),
        ("合计", 3, 1),
        ("备注", 4, 1),
    ]
    true_spans = tbl(
        tr(tc("序号", '<w:vMerge w:val="restart"/>'), "科目", tc("金额", '<w:gridSpan w:val="3"/>')),
        tr(tc("", "<w:vMerge/>"), "编码", "名称", "甲", "乙"),
        tr("1", "201", "办公费", "2.00", "3.00"),
    )
    _, (true,) = walked(true_spans)
    assert isinstance(true.block, Table)
    assert [(cell.column, cell.column_span) for cell in true.block.rows[0]] == [(0, 1), (1, 1), (2, 3)]


def test_fields_of_a_form_a_few_to_a_row_are_rows_of_their_own() -> None:
    whole = tr("项目名称", "渠系清淤", "实施单位", "松川县水利站")
    wide = '<w:gridSpan w:val="3"/>'
    body = tbl(whole, tr("项目概况", tc("渠系淤塞。", wide)), tr("绩效目标", tc("清淤18公里。", wide)), whole)
    _, (found,) = walked(body)
    assert isinstance(found.block, Table)
    assert [len(row) for row in found.block.rows] == [4, 2, 2, 4]
