"""Invented files for review copies, and findings at any place of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import docx as python_docx

from linter.document import Location
from linter.findings import Change, Finding
from linter.readers.limits import Limits
from linter.review import Task

MADE = datetime(2026, 3, 4, 5, 6, 7)
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def docx(body: str, *, rels: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A .docx of a body; `rels` are further relationships of the main part, `parts` further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS.format(related("rId1", "officeDocument", "word/document.xml")))
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", RELS.format(rels))
        archive.writestr("word/media/image1.bin", bytes(range(256)) * 40)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def p(*inner: str, props: str = "") -> str:
    """A paragraph of runs; what is no XML becomes one."""
    return f"<w:p>{props}{''.join(each if each.startswith('<') else r(each) for each in inner)}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*paragraphs: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def field(code: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{char('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{char('separate')}{r(result)}{char('end')}"


def finding_at(place: Location, code: str = "TXT901", **more: Any) -> Finding:
    values: dict[str, Any] = {
        "code": code,
        "slug": "test",
        "severity": "warning",
        "confidence": "high",
        "title": "测试",
        "message": "此处有误。",
        "why": "",
        "fix": "改正。",
        "basis": ("政府信息公开条例（2019） 第六条",),
        "location": place,
        "project": None,
        "indicator": None,
        "field": None,
        "excerpt": "原文摘录",
        "marks": (),
        "actual": None,
        "expected": None,
        "suggestion": None,
        "related": (),
        "fingerprint": "0" * 32,
        "spot": place,
    }
    values |= more
    if values["suggestion"] and values["actual"]:
        old, span = values["actual"], place.span or (0, len(values["actual"]))
        values.setdefault("changes", (Change(replace(place, span=span), old, values["suggestion"]),))
    return Finding(**values)


def task_of(findings: Sequence[Finding], *, suggest: bool = False, lang: str = "zh") -> Task:
    return Task(findings, lang, MADE, Limits(), suggest)


def form() -> bytes:
    heads = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
    rows = (
        ("产出指标", "数量指标", "清理河道里程", "年度清理的河道长度", "≥36公里", "河道台账"),
        ("", "质量指标", "清理合格率", "合格河段占全部河段的比例", "≥9595%", "验收单"),
        ("效益指标", "社会效益指标", "沿岸居民投诉下降率", "投诉件数比上年减少的比例", "", "信访记录"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "受访居民中满意的比例", "≥90百分比", "问卷"),
    )
    document = python_docx.Document()
    document.add_heading("青石县水务局2026年单位预算", 1)
    document.add_paragraph("1.河道清理项目绩效目标表")
    top = document.add_table(2, 4)
    for cell, text in zip(
        top._cells, ("项目名称", "河道清理", "预算数", "36.00", "绩效目标", "清理河道", "", ""), strict=True
    ):
        cell.text = text
    grid = document.add_table(0, len(heads))
    for row in (heads, *rows):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
