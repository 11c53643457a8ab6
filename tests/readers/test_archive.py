"""Office files from strangers end in one clear sentence, within their limits."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace

import pytest
from docx_made import TYPES, docx, p, packed, part, read_docx, relationships, run, tbl, tc, texts, tr

from linter.errors import UserError
from linter.readers import read
from linter.readers.limits import Limits

_DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def with_main(main: str | bytes, **more: str | bytes) -> bytes:
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relationships(officeDocument="word/document.xml"),
            "word/document.xml": main,
            **more,
        }
    )


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UserError) as caught:
        read("strange.docx", data=data, limits=limits)
    assert caught.value.hint
    return str(caught.value.message)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(code: str) -> None:
    text = _DOCTYPE.replace("?>", f' encoding="{code}"?>', 1) + part("document", f"<w:body>{p('&b;&x;')}</w:body>")
    assert "DOCTYPE" not in refused(with_main(text.encode(code)))
    assert "文档类型声明" in refused(with_main(text.encode(code)))


def test_a_document_type_declaration_of_the_styles_is_refused() -> None:
    main = docx(p("正文"), styles="")
    with zipfile.ZipFile(io.BytesIO(main)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/styles.xml"] = (_DOCTYPE + part("styles", "")).encode()
    assert "文档类型声明" in refused(packed(members))


def test_archives_beyond_the_limits() -> None:
    bomb = with_main(part("document", f"<w:body>{' ' * 5_000_000}{p('x')}</w:body>"))
    assert "压缩比" in refused(bomb)
    assert "1 MB" in refused(bomb, replace(Limits(), unpacked=1_000_000))
    many = with_main(part("document", "<w:body/>"), **{f"x/{index}": "" for index in range(20)})
    assert "文件数" in refused(many, replace(Limits(), members=10))


def test_a_size_that_lies_is_found_out() -> None:
    text = part("document", f"<w:body>{p('字' * 1000)}</w:body>").encode()
    data = bytearray(with_main(text))
    for at in range(len(data) - 4):
        if data[at : at + 4] == len(text).to_bytes(4, "little"):
            data[at : at + 4] = (20).to_bytes(4, "little")
    assert "损坏" in refused(bytes(data))


def test_names_that_leave_the_archive_are_no_parts() -> None:
    data = with_main(part("document", "<w:body/>"), **{"../word/document.xml": "x", "/etc/passwd": "x"})
    assert read("strange.docx", data=data).blocks == ()
    outside = packed(
        {
            "[Content_Types].xml": TYPES,
            "word/x.xml": "<x/>",
            "_rels/.rels": relationships(officeDocument="../../etc/passwd"),
            "../../etc/passwd": part("document", f"<w:body>{p('外面')}</w:body>"),
        }
    )
    assert "损坏" in refused(outside)


def test_an_encrypted_member_asks_for_its_password() -> None:
    data = bytearray(docx(p("正文")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(sign, start)) >= 0:
            data[start + at] |= 1
            start += 4
    assert "密码" in refused(bytes(data))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
        ("<w:ins>", "</w:ins>"),
    ],
)
@pytest.mark.parametrize("depth", [60, 120, 400, 5000])
def test_deep_nesting_ends_in_a_sentence_or_is_read(before: str, after: str, depth: int) -> None:
    for body in (before * depth + p("底") + after * depth, p(before * depth + run("底") + after * depth)):
        try:
            read_docx(body)
        except UserError as error:
            assert "损坏" in error.message or "嵌套" in error.message


def test_strange_numbers_cost_nothing() -> None:
    started = time.monotonic()
    wide = tbl(
        tr(tc("甲", '<w:gridSpan w:val="2000000000"/>'), tc("乙", '<w:gridSpan w:val="-5"/>')),
        tr("丙", properties='<w:gridBefore w:val="999999999999999999"/>'),
    )
    (table,) = read_docx(wide).tables
    assert table.width < 200
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2000000000"/><w:numFmt w:val="upperLetter"/>'
        f'<w:lvlText w:val="{"%1" * 5000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    (text,) = texts(
        read_docx(p("甲", '<w:numPr><w:ilvl w:val="77"/><w:numId w:val="1"/></w:numPr>'), numbering=numbering)
    )
    assert len(text) < 500
    assert time.monotonic() - started < 30


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>'
        for own, other in (("a", "b"), ("b", "a"))
    )
    assert texts(read_docx(p("正文", '<w:pStyle w:val="a"/>'), styles=styles)) == ["正文"]


def test_cells_and_time_are_counted() -> None:
    body = tbl(*(tr("甲", "乙") for _ in range(400)))
    assert "单元格" in refused(docx(body), replace(Limits(), cells=500))
    assert "时间" in refused(docx(body), replace(Limits(), seconds=0.0))
