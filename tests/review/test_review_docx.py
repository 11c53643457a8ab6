"""Word comments and tracked changes: at the very words, and nothing else is touched."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree
from pypdf import PdfReader
from review_copies import Copy, W, accepted, container, parts, read_copy, rejected, repacked
from review_made import docx, field, finding_at, form, p, r, related, task_of, tbl, tc

from linter.document import Cell, Document, Location, Paragraph, locate
from linter.findings import Finding
from linter.readers import read
from linter.review import Annotated, annotated
from linter.usecases.check import check as check_documents
from linter.usecases.inputs import Input, Inputs
from linter.usecases.options import Typed, run_options

OFFICE = Path(__file__).parents[2].parent / "shared" / "samples" / "office"
SAMPLES = sorted(OFFICE.glob("*.docx"))

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
BODY = (
    p("青石县水务局2026年单位预算", props="<w:pPr><w:jc w:val='center'/></w:pPr>")
    + p(r("今年"), r("完成河道清理", "<w:b/>"), r("三十六公里。"))
    + p(r("页码为"), field("PAGEREF _Toc1 \\h", "12"), r("，见后。"))
    + p(r("原文"), f'<w:ins w:id="7" w:author="审核人" w:date="2026-01-01T00:00:00Z">{r("插入的字句")}</w:ins>', r("其余"))
    + p(r("见"), "<w:hyperlink>" + r("附件一览") + "</w:hyperlink>", "<w:r><w:tab/><w:t>后文</w:t><w:br/><w:t>次行</w:t></w:r>")
    + p(r("控件："), "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" + r("控件内文字") + "</w:sdtContent></w:sdt>")
    + tbl(
        tc(p("一级指标"), props="<w:vMerge w:val='restart'/>") + tc(p("养护里程")) + tc(),
        tc(props="<w:vMerge/>") + tc(p("两段之一"), p(r("两段"), r("之二"))) + tc(p("≥120公里"), props="<w:gridSpan w:val='1'/>"),
        tc(p("外层"), tbl(tc(p("内层甲")) + tc(p("内层乙"))), "<w:p/>") + tc(p()) + tc("<w:p><w:pPr><w:jc w:val='left'/></w:pPr></w:p>"),
    )
    + "<w:sdt><w:sdtContent>" + p("整段控件") + "</w:sdtContent></w:sdt>"
    + "<w:sectPr/>"
)  # fmt: skip


def spots(document: Document) -> Iterator[tuple[Paragraph | Cell, Location]]:
    """Each paragraph and cell as a whole, and each stretch of one or more of its characters."""
    for block in document.blocks:
        for each in (block,) if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]:
            yield each, each.location
            text = each.text
            for start in range(len(text)):
                for end in {start + 1, min(start + 3, len(text)), len(text)}:
                    if text[start:end].strip():
                        yield each, locate(each, start, end)


def printed(text: str) -> str:
    return "".join(text.split())


def cell_at(copy: Copy, place: Location) -> etree._Element:
    assert place.table and place.row and place.cell
    row = copy.tables[place.table - 1].findall(W + "tr")[place.row - 1]
    return row.findall(W + "tc")[place.cell - 1]


def test_every_stretch_of_every_text_can_be_commented_on() -> None:
    data = docx(BODY)
    document = read("a.docx", data=data)
    wanted = list(spots(document))
    made = annotated("docx", data, task_of([finding_at(place) for _, place in wanted]))
    assert (made.comments, made.left) == (len(wanted), 0)
    copy = read_copy(made.data)
    for comment, (block, place) in zip(copy.comments.values(), wanted, strict=True):
        text = block.text if place.span is None else block.text[slice(*place.span)]
        if place.table is None:
            assert comment.begins is comment.ends
        elif isinstance(block, Cell) and block.origin is not None:
            # Nobody would see a comment in a covered cell: it stands in the one that covers it.
            assert comment.begins is comment.ends is cell_at(copy, replace(place, row=1, cell=1))
            text = "一级指标"
        else:
            assert comment.begins is comment.ends is cell_at(copy, place)
        assert printed(comment.over) == printed(text)
        assert comment.referred == 1
    assert read("a.docx", data=made.data).blocks == document.blocks
    assert len(python_docx.Document(io.BytesIO(made.data)).comments) == len(wanted)


def test_nothing_stands_inside_a_field_code() -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    rest = '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    data = docx(BODY + p("是", box + rest, "否"))
    wanted = list(spots(read("a.docx", data=data)))
    made = annotated("docx", data, task_of([finding_at(place) for _, place in wanted]))
    state = ""
    for each in read_copy(made.data).body.iter():
        if each.tag == W + "fldChar":
            state = each.get(W + "fldCharType", "")
        assert not (state == "begin" and "comment" in str(each.tag))


def test_other_parts_stay_byte_for_byte() -> None:
    data = docx(BODY)
    made = annotated("docx", data, task_of([finding_at(Location("a.docx", paragraph=2, span=(3, 4)))]))
    before, after = parts(data), parts(made.data)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"}
    assert before.keys() <= after.keys()


def test_without_findings_the_copy_is_the_file() -> None:
    data = docx(BODY)
    assert annotated("docx", data, task_of(())) == Annotated(data)


def test_a_parted_run_keeps_its_formatting() -> None:
    data = docx(p(r("完成河道清理", "<w:b/><w:color w:val='FF0000'/>")))
    made = annotated("docx", data, task_of([finding_at(Location("a.docx", paragraph=1, span=(2, 4)))]))
    runs = [run for run in read_copy(made.data).body.iter(W + "r") if run.find(W + "t") is not None]
    assert [run.findtext(W + "t") for run in runs] == ["完成", "河道", "清理"]
    assert len({etree.tostring(run.find(W + "rPr")) for run in runs}) == 1


def test_a_blank_that_is_not_printed_does_not_come_back() -> None:
    data = docx("<w:p><w:r><w:t>  完成 河道  </w:t></w:r></w:p>")
    made = annotated("docx", data, task_of([finding_at(Location("a.docx", paragraph=1, span=(2, 4)))]))
    assert [t.text for t in read_copy(made.data).body.iter(W + "t")] == ["完成", " 河", "道"]


def test_comments_of_others_stay_and_numbers_go_on() -> None:
    comments = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="4" w:author="李审核"><w:p>{r("请核对")}</w:p></w:comment></w:comments>'
    marks = '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
    data = docx(
        p("今年", marks.format(r("完成")), "清理"),
        rels=related("rId9", "comments", "comments.xml"),
        parts={"word/comments.xml": comments},
    )
    copy = read_copy(annotated("docx", data, task_of([finding_at(Location("a.docx", paragraph=1))])).data)
    assert [(each.id, each.author, each.over) for each in copy.comments.values()] == [
        ("4", "李审核", "完成"),
        ("5", "budgetlint", "今年完成清理"),
    ]


def test_what_a_comment_says() -> None:
    data = docx(p("今年"))
    found = finding_at(Location("a.docx", paragraph=1), suggestion="本年", severity="error")
    (comment,) = read_copy(annotated("docx", data, task_of([found])).data).comments.values()
    assert comment.text.split("\n") == [
        "TXT901 错误：此处有误。",
        "建议改为：本年",
        "修改方法：改正。",
        "依据：政府信息公开条例（2019） 第六条",
    ]
    assert (comment.author, comment.date) == ("budgetlint", "2026-03-04T05:06:07Z")
    (english,) = read_copy(annotated("docx", data, task_of([found], lang="en")).data).comments.values()
    assert english.text.startswith("TXT901 error: ")


def test_where_word_takes_no_comment_the_place_is_said() -> None:
    """Notes, headers and text boxes: the comment stands at the reference, at the start, at the drawing."""
    notes = f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2">{p("脚注有误")}</w:footnote></w:footnotes>'
    header = f'<w:hdr xmlns:w="{W[1:-1]}">{p("页眉有误")}</w:hdr>'
    sect = '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/></w:sectPr>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = docx(
        p("开头") + p("正文", reference) + p("图：", BOX.format(p("框内有误"))) + sect,
        rels=related("rId5", "footnotes", "footnotes.xml") + related("rId6", "header", "header1.xml"),
        parts={"word/footnotes.xml": notes, "word/header1.xml": header},
    )
    wrong = [each for each in read("a.docx", data=data).paragraphs if "有误" in each.text]
    assert len(wrong) == 3
    copy = read_copy(annotated("docx", data, task_of([finding_at(each.location) for each in wrong])).data)
    for comment, paragraph in zip(copy.comments.values(), wrong, strict=True):
        assert "位置：" in comment.text and "原文：原文摘录" in comment.text
        assert comment.begins is not None
        assert not list(comment.begins.iterancestors(W + "txbxContent"))
        where = "".join(comment.begins.itertext())
        assert where.startswith({"框": "图", "脚": "正文", "页": "开头"}[paragraph.text[0]])


def test_what_concerns_the_whole_document_stands_at_its_beginning() -> None:
    copy = read_copy(annotated("docx", docx(p("开头") + p("正文")), task_of([finding_at(Location("a.docx"))])).data)
    (comment,) = copy.comments.values()
    assert comment.over == "开头" and "位置：全文" in comment.text


def test_a_strict_file_stays_strict() -> None:
    def strict(content: bytes) -> bytes:
        for old, new in (
            (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"wordprocessingml/main"),
            (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"officeDocument/relationships"),
        ):
            content = content.replace(old, b"http://purl.oclc.org/ooxml/" + new)
        return content

    data = docx(BODY)
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            data = repacked(data, {name: strict(content)})
    made = annotated("docx", data, task_of([finding_at(Location("a.docx", paragraph=2, span=(0, 2)))]))
    after = parts(made.data)
    for name in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
        assert b"http://schemas.openxmlformats.org/wordprocessingml" not in after[name]
        assert b"http://schemas.openxmlformats.org/officeDocument" not in after[name]
    assert read("a.docx", data=made.data).blocks == read("a.docx", data=data).blocks


# -- tracked changes -------------------------------------------------------------------------------


def mended(body: str, *findings: Finding) -> Annotated:
    return annotated("docx", docx(body), task_of(findings, suggest=True))


def text_of(data: bytes) -> list[str]:
    return [each.text for each in read("a.docx", data=data).paragraphs]


def at(start: int, end: int) -> Location:
    return Location("a.docx", paragraph=1, span=(start, end))


def test_a_mend_can_be_accepted_or_rejected() -> None:
    body = p(r("指标值"), r("≥95", "<w:b/>"), r("95%", "<w:i/>"), r("以上"))
    made = mended(body, finding_at(at(3, 9), actual="≥9595%", suggestion="≥95%"))
    assert made.changes == 1
    assert text_of(accepted(made.data)) == ["指标值≥95%以上"]
    assert text_of(rejected(made.data)) == ["指标值≥9595%以上"]
    changes = list(read_copy(made.data).body.iter(W + "ins", W + "del"))
    assert changes and all(each.get(W + "author") == "budgetlint" for each in changes)
    assert len({each.get(W + "id") for each in changes}) == len(changes)
    assert {each.get(W + "date") for each in changes} == {"2026-03-04T05:06:07Z"}


def test_what_is_inserted_has_the_formatting_of_what_it_replaces() -> None:
    body = p(r("今年", "<w:b/>"), r("激进", "<w:color w:val='0000FF'/>"), r("支出"))
    made = mended(body, finding_at(at(2, 4), actual="激进", suggestion="基金"))
    (inserted,) = read_copy(made.data).body.iter(W + "ins")
    (color,) = inserted.iter(W + "color")
    assert color.get(W + "val") == "0000FF"


def test_only_the_characters_that_differ_change() -> None:
    made = mended(p("合计14.06，其中"), finding_at(at(2, 7), actual="14.06", suggestion="14.06万元"))
    body = read_copy(made.data).body
    assert not list(body.iter(W + "del"))
    assert text_of(made.data) == ["合计14.06万元，其中"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("共12页"), finding_at(at(1, 3), actual="12", suggestion="13", changes=())),
        (p("共12页"), finding_at(at(1, 3), actual="21", suggestion="13")),
        (p("共", field("NUMPAGES", "12"), "页"), finding_at(at(1, 3), actual="12", suggestion="13")),
        (p("共<", "12页").replace("<w:t xml:space=\"preserve\">共<", "<w:t>共") .replace("12页", "1</w:t><w:tab/><w:t>2页"),
         finding_at(at(1, 4), actual="1\t2", suggestion="13")),
        (p("共", "<w:sdt><w:sdtPr><w:lock w:val='sdtContentLocked'/></w:sdtPr><w:sdtContent>" + r("12") + "</w:sdtContent></w:sdt>"),
         finding_at(at(1, 3), actual="12", suggestion="13")),
    ],
    ids=["uncertain", "other text", "field", "tab", "locked control"],
)  # fmt: skip
def test_what_is_not_certain_is_only_commented_on(body: str, found: Finding) -> None:
    made = mended(body, found)
    assert (made.comments, made.changes) == (1, 0)
    assert not list(read_copy(made.data).body.iter(W + "ins", W + "del"))


def test_mends_do_not_overlap() -> None:
    made = mended(
        p("≥100百分比"),
        finding_at(Location("a.docx", paragraph=1), actual="≥100百分比", suggestion="≥100%"),
        finding_at(Location("a.docx", paragraph=1), actual="≥100百分比", suggestion="=100%"),
    )
    assert made.changes == 1
    assert text_of(accepted(made.data)) == ["≥100%"]


def test_a_mend_in_an_insertion_of_someone_else() -> None:
    body = p("前", f'<w:ins w:id="3" w:author="审核人">{r("新增激进支出")}</w:ins>', "后")
    made = mended(body, finding_at(at(3, 5), actual="激进", suggestion="基金"))
    assert made.changes == 1
    copy = read_copy(made.data)
    assert not [each for each in copy.body.iter(W + "ins") if list(each.iterancestors(W + "ins"))]
    assert text_of(accepted(made.data)) == ["前新增基金支出后"]
    assert text_of(rejected(made.data)) == ["前新增激进支出后"]
    theirs = [each for each in copy.body.iter(W + "ins") if each.get(W + "author") == "审核人"]
    assert "".join(t.text or "" for each in theirs for t in each.iter(W + "t", W + "delText")) == "新增激进支出"


# -- whole documents -------------------------------------------------------------------------------


def checked(data: bytes) -> tuple[tuple[Finding, ...], Document]:
    options = run_options((), Typed(documents=True, no_cache=True))
    report, _ = check_documents(Inputs((Input("a.docx", data),), ()), options, cards=False)
    return report.findings, report.sources["a.docx"]


def verify(data: bytes) -> None:
    findings, document = checked(data)
    assert findings
    task = task_of(findings, suggest=True)
    made = annotated("docx", data, task)
    assert made.comments == len(findings)
    copy = read_copy(made.data)
    texts = {
        (cell.location.table, cell.location.row, cell.location.cell): cell
        for table in document.tables
        for row in table.rows
        for cell in row
    }
    lines = {each.location.paragraph: each.text for each in document.paragraphs}
    for finding, comment in zip(findings, copy.comments.values(), strict=True):
        spot = finding.spot or finding.location
        assert comment.text.startswith(f"{finding.code} ")
        if spot.table is None:
            text = lines[spot.paragraph] if spot.paragraph is not None else None
        else:
            cell = texts[spot.table, spot.row, spot.cell]
            text = cell.text
            if cell.origin is None:
                assert comment.begins is comment.ends is cell_at(copy, spot)
            else:
                text = None
        if text is not None:
            if spot.span is not None and spot.span[0] < spot.span[1]:
                text = text[slice(*spot.span)]
            assert printed(comment.over) == printed(text), finding
    before, after = parts(data), parts(made.data)
    assert {name for name in before if before[name] != after[name]} <= {
        "[Content_Types].xml",
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
    }
    assert read("a.docx", data=rejected(made.data)).blocks == document.blocks
    again, _ = checked(accepted(made.data))
    assert made.changes <= len({change for each in findings for change in each.changes})
    # What is mended is mended: nothing new is found, and the mends that were written leave nothing behind.
    assert not Counter(each.code for each in again) - Counter(each.code for each in findings)
    mendable = sum(bool(each.changes) for each in findings)
    assert len(findings) - len(again) >= mendable * 0.9


def test_an_invented_form() -> None:
    data = form()
    verify(data)
    findings, _ = checked(data)
    garbled = [each for each in findings if each.code == "VAL002"]
    assert {each.suggestion for each in garbled} == {"≥95%"}
    made = annotated("docx", data, task_of(findings, suggest=True))
    after, _ = checked(accepted(made.data))
    assert not [each for each in after if each.code in ("VAL002", "VAL006")]


@pytest.mark.skipif(not SAMPLES, reason="the real samples are not here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_real_documents(path: Path) -> None:
    verify(path.read_bytes())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_shows_the_comments(tmp_path: Path) -> None:
    data = form()
    findings, _ = checked(data)
    made = annotated("docx", data, task_of(findings, suggest=True))
    (tmp_path / "copy.docx").write_bytes(made.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    exported = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        exported,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "copy.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    pages = PdfReader(tmp_path / "copy.pdf").pages
    listed = [each.get_object() for page in pages for each in page.get("/Annots", ())]
    notes = [each["/Contents"] for each in listed if each.get("/Contents")]
    said = Counter(note[:6] for note in notes)
    assert said == Counter(each.code for each in findings)


def test_a_comment_begins_and_ends_in_one_container() -> None:
    copy = read_copy(annotated("docx", form(), task_of(checked(form())[0])).data)
    for each in copy.comments.values():
        assert each.begins is not None and each.begins is each.ends is container(each.begins)
