"""The reader of .docx: what Word prints is what is read, each cell at its grid place."""

from __future__ import annotations

import pytest
from docx_made import W, docx, grid, p, packed, part, read_docx, relationships, run, tbl, tc, texts, tr

from linter.budget import understand
from linter.document import UNREAD, Paragraph, Table
from linter.errors import UserError
from linter.readers import read


def only_table(body: str, **parts: str) -> Table:
    (table,) = read_docx(body, **parts).tables
    return table


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_blocks_in_reading_order_with_their_places() -> None:
    document = read_docx(p("一、概况") + p("") + tbl(tr("名称", "金额"), tr("甲", "1.00")) + p("二、说明"))
    assert document.format == "docx"
    first, table, last = document.blocks
    assert isinstance(first, Paragraph) and isinstance(table, Table) and isinstance(last, Paragraph)
    assert (first.location.paragraph, last.location.paragraph, table.location.table) == (1, 2, 1)
    place = table.rows[1][1].location
    assert (place.table, place.row, place.cell, place.line) == (1, 2, 2, None)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>", "2020-1"),
        ("<w:r><w:t> 甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r>", "甲乙"),
        (run("甲 ") + run("乙"), "甲 乙"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90</w:t></w:r>', "≥90"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a390</w:t></w:r>', "≤90"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "☑"),
        (f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        (f"<w:moveTo>{run('到')}</w:moveTo><w:moveFrom>{run('从')}</w:moveFrom>", "到"),
        (f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink><w:smartTag>{run("标记")}</w:smartTag>', "链接标记"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f'<w:fldSimple w:instr=" DATE ">{run("2024年")}</w:fldSimple>', "2024年"),
        (run("甲") + field(" TC &quot;甲&quot; \\l 1 ", ""), "甲"),
        (field(" IF " + "x", run("外") + field(" REF a ", run("内"))), "外内"),
        (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>一</w:t></mc:Choice>"
            "<mc:Fallback><w:t>一</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "一",
        ),
        (
            "<m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "x=1/2",
        ),
        (
            f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
            "拼",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("是"),
            "☑是",
        ),
    ],
)
def test_printed_text(content: str, text: str) -> None:
    assert texts(read_docx(p(content))) == [text]
    assert only_table(tbl(tr(tc(p(content)), "别的"))).rows[0][0].text == text


def test_a_field_without_an_end_hides_its_own_paragraph_at_most() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TC</w:instrText></w:r>'
    assert texts(read_docx(p("<w:r><w:t>一</w:t></w:r>" + opened) + p("二") + p("三"))) == ["一", "二", "三"]


def test_a_soft_return_ends_a_line_of_prose_and_a_line_of_a_cell() -> None:
    content = "<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"
    assert texts(read_docx(p(content))) == ["上", "下"]
    assert only_table(tbl(tr(tc(p(content) + p("") + p("又"))))).rows[0][0].text == "上\n下\n又"


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    body = p(run("前半"), "<w:rPr><w:del/></w:rPr>") + p("后半") + p("另段")
    assert texts(read_docx(body)) == ["前半后半", "另段"]


def test_hidden_text_is_no_content_and_is_told() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="hp"><w:basedOn w:val="h"/></w:style>'
    )
    body = (
        p(run("看得见") + run("看不见", "<w:vanish/>") + run("也不见", '<w:rStyle w:val="h"/>'))
        + p(run("整段不见"), '<w:pStyle w:val="hp"/>')
        + p(run("没有隐藏", '<w:vanish w:val="0"/>'))
        + tbl(tr(tc(p(run("值") + run("藏", "<w:vanish/>"))), "b"))
    )
    document = read_docx(body, styles=styles)
    assert texts(document) == ["看得见", "没有隐藏"]
    assert [remark.location.cell for remark in document.remarks] == [None, None, 1]
    assert "看不见也不见" in document.remarks[0].why


def test_heading_levels() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="标题 3"/></w:style>'
    )
    body = (
        p("一", '<w:pStyle w:val="a"/>')
        + p("三", '<w:pStyle w:val="3"/>')
        + p("二", '<w:outlineLvl w:val="1"/>')
        + p("文", '<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>')
    )
    assert [each.level for each in read_docx(body, styles=styles).paragraphs] == [1, 3, 2, 0]


def test_spans_over_columns_and_rows() -> None:
    table = only_table(
        tbl(
            tr(tc("指标", '<w:gridSpan w:val="2"/>'), "目标值"),
            tr(tc("产出", '<w:vMerge w:val="restart"/>'), "数量", "≥1"),
            tr(tc("", "<w:vMerge/>"), "质量", "≥2"),
            tr(tc("效益", '<w:vMerge w:val="restart"/>'), "社会", "≥3"),
            tr(tc("", '<w:vMerge w:val="continue"/>'), "生态", "≥4"),
        )
    )
    assert table.width == 3
    assert grid(table)[0] == [("指标", 0, 2), ("目标值", 2, 1)]
    assert [(row[0].row_span, row[0].origin) for row in table.rows[1:]] == [
        (2, None),
        (1, (1, 0)),
        (2, None),
        (1, (3, 0)),
    ]


def test_rows_that_begin_late_or_end_early_have_no_gaps() -> None:
    table = only_table(
        tbl(
            tr("甲", "乙", properties='<w:gridBefore w:val="1"/>'),
            tr("丙", tc("丁", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "戊"),
        )
    )
    assert grid(table) == [
        [("", 0, 1), ("甲", 1, 1), ("乙", 2, 1), ("", 3, 1)],
        [("丙", 0, 1), ("丁", 1, 2), ("戊", 3, 1)],
    ]
    assert [cell.location.cell for cell in table.rows[0]] == [None, 1, 2, None]
    assert table.rows[1][2].location.cell == 4


def test_deleted_rows_and_cells_are_no_content_and_hidden_rows_are_told() -> None:
    document = read_docx(
        tbl(
            tr("留", "一"),
            tr("删", "二", properties="<w:del/>"),
            tr("隐", "三", properties="<w:hidden/>"),
            tr(tc("删格", "<w:cellDel/>"), "四", "五"),
        )
    )
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["留", "一"], ["四", "五"]]
    assert len(document.remarks) == 1


def test_content_controls_around_rows_cells_and_blocks() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    document = read_docx(control(p("段") + tbl(control(tr(control(tc("甲")), tc(control(p("乙"))))), tr("丙", "丁"))))
    (table,) = document.tables
    assert texts(document) == ["段"]
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "乙"], ["丙", "丁"]]


def test_a_nested_table_follows_the_outer_one() -> None:
    inner = tbl(tr("内甲", "内乙"))
    document = read_docx(tbl(tr(tc(p("外") + inner + p("")), "旁"), tr("下", "右")) + p("后"))
    outer, nested, after = document.blocks
    assert isinstance(outer, Table) and isinstance(nested, Table) and isinstance(after, Paragraph)
    assert [cell.text for cell in outer.rows[0]] == ["外", "旁"]
    assert [cell.text for cell in nested.rows[0]] == ["内甲", "内乙"]
    assert (outer.location.table, nested.location.table) == (1, 2)


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{p(text)}{tbl(tr('框内', '表'))}</w:txbxContent>"

    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{box('框')}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box('框')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_docx(p(run("前") + drawn) + p("后"))
    assert texts(document) == ["前", "框", "后"]
    assert len(list(document.tables)) == 1


def test_notes_that_the_text_refers_to_stand_at_the_end() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("注文")}</w:footnote>'
        f'<w:footnote w:id="3">{p("没有人引用")}</w:footnote>'
    )
    document = read_docx(p(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("后"), footnotes=notes)
    assert texts(document) == ["正文", "后", "注文"]
    assert document.blocks[-1].location.route == ("脚注",)


def test_headers_and_footers_that_are_printed_stand_at_the_end_without_page_numbers() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="first" r:id="header__2"/>'
        '<w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    )
    parts = {
        "header": p("某局2024年部门预算") + p("某局2024年部门预算"),
        "header__2": p("首页没有启用"),
        "footer": p(run("第 ") + field(" PAGE ", run("3")) + run(" 页 共 9 页")),
    }
    document = read_docx(p("正文") + section, **parts)
    assert [(each.text, each.location.route) for each in document.paragraphs] == [
        ("正文", ()),
        ("某局2024年部门预算", ("页眉",)),
    ]
    with_first = section.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    assert "首页没有启用" in texts(read_docx(p(run("正文"), with_first) + p("后"), **parts))


def test_parts_are_found_by_relationships_and_strict_files_are_read() -> None:
    strict = part("document", f"<w:body>{p('严格')}{tbl(tr('甲', '乙'))}</w:body>").replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    data = packed(
        {
            "[Content_Types].xml": "<x/>",
            "_rels/.rels": relationships(officeDocument="/word/main.xml"),
            "word/main.xml": strict,
        }
    )
    document = read("strict.docx", data=data)
    assert texts(document) == ["严格"]
    assert len(list(document.tables)) == 1


def test_a_row_reads_the_same_whether_it_is_plain_or_not() -> None:
    cells = (
        tc(p("甲") + p("  ") + p("乙 ")),
        tc("两列", '<w:gridSpan w:val="2"/>'),
        tc(p("")),
        tc(p(run("≥") + run("90") + run("%"))),
    )
    plain = only_table(tbl(tr(*cells), tr("1", "2", "3", "4", "5")))
    # Properties of a list send the row through the walk element by element.
    other = only_table(
        tbl(
            tr(*cells[:3], tc(p(run("≥") + run("90") + "<w:r><w:softHyphen/><w:t>%</w:t></w:r>", "<w:numPr/>"))),
            tr("1", "2", "3", "4", "5"),
        )
    )
    assert plain == other


def test_a_damaged_part_is_said_to_be_damaged() -> None:
    whole = docx(p("正文"))
    for data in (
        packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<w:document"}),
        packed(
            {
                "_rels/.rels": relationships(officeDocument="word/document.xml"),
                "word/document.xml": part("document", f"<w:body>{p('正文')}")[:-20],
            }
        ),
        whole[: len(whole) // 2],
    ):
        with pytest.raises(UserError, match="损坏"):
            read("damaged.docx", data=data)


def test_a_head_that_is_set_upright_is_one_word_and_keeps_its_places() -> None:
    upright = "".join(p(run(char)) for char in "绩效指标")
    (table,) = read_docx(tbl(tr(tc(upright), tc(p(run("是")) + p(run("否")))))).tables
    assert [cell.text for cell in table.rows[0]] == ["绩效指标", "是\n否"]


PICTURE = (
    '<w:drawing><wp:inline xmlns:wp="urn:wp"><a:graphic xmlns:a="urn:a"><a:graphicData>'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
OLD_PICTURE = '<w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict>'
CHART = '<w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/></w:drawing>'
LINE = '<w:pict><v:line from="0,0" to="400,0"/></w:pict>'
SHAPE = "<w:drawing><wps:wsp><wps:bodyPr/></wps:wsp></w:drawing>"
WORD_ART = '<w:pict><v:shape><v:textpath string="样稿"/></v:shape></w:pict>'


def embedded(program: str) -> str:
    return (
        '<w:object><v:shape><v:imagedata r:id="x"/></v:shape>'
        f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{program}"/></w:object>'
    )


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (PICTURE, "图片没有检查"),
        (OLD_PICTURE, "图片没有检查"),
        (CHART, "图表没有检查"),
        (WORD_ART, "艺术字没有检查：样稿"),
        (embedded("Excel.Sheet.12"), "嵌入的表格没有检查"),
        (embedded("Word.Document.8"), "嵌入的文档没有检查"),
        (embedded("Equation.3"), "嵌入的公式没有检查"),
        (embedded("Visio.Drawing.15"), "嵌入的对象没有检查"),
    ],
)
def test_what_is_drawn_and_not_read_is_told_with_its_place(drawing: str, said: str) -> None:
    body = f"<w:p><w:r><w:t>苗圃绩效目标表</w:t></w:r></w:p><w:p><w:r>{drawing}</w:r></w:p>"
    read_in = read_docx(f"{body}<w:p><w:r><w:t>完</w:t></w:r></w:p>")
    assert [paragraph.text for paragraph in read_in.paragraphs] == ["苗圃绩效目标表", "完"]
    (remark,) = read_in.remarks
    assert remark.why.zh == said and remark.location.paragraph == 2
    assert list(read_in.paragraphs)[1].location.paragraph == 3


@pytest.mark.parametrize("drawing", [LINE, SHAPE])
def test_lines_and_shapes_without_text_hold_nothing_to_read(drawing: str) -> None:
    read_in = read_docx(f"<w:p><w:r>{drawing}<w:t>正文</w:t></w:r></w:p><w:p><w:r>{drawing}</w:r></w:p>")
    assert read_in.remarks == () and len(read_in.blocks) == 1


def test_a_cell_that_holds_a_picture_is_not_blank() -> None:
    cells = f"<w:tc><w:p><w:r><w:t>指标值</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>{PICTURE}</w:r></w:p></w:tc>"
    read_in = read_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    (table,) = read_in.tables
    assert [cell.text for cell in table.rows[0]] == ["指标值", UNREAD]
    (remark,) = read_in.remarks
    assert (remark.location.table, remark.location.row, remark.location.cell) == (1, 1, 2)


def test_a_document_with_a_picture_is_not_passed() -> None:
    read_in = read_docx(f"<w:p><w:r><w:t>云坪县林业站2026年单位预算</w:t></w:r></w:p><w:p><w:r>{PICTURE}</w:r></w:p>")
    assert any("图片没有检查" in each.why for each in understand(read_in).unrecognised)
