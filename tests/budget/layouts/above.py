"""The title, the year, the unit and the currency above a form's fields, as lines or as the first rows of its table."""

from __future__ import annotations

from collections.abc import Mapping

from .content import Content
from .parts import Part, alike

_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def above(content: Content, layout: Mapping[str, str]) -> tuple[list[str], list[Part]]:
    """Lines above the table and rows at its top."""
    lines: list[str] = []
    rows: list[str] = []
    titles, year = _title(content, layout)
    if layout["year"] == "above":
        lines.append(year)
    top = rows if layout["title"] == "row" else lines
    top.extend(titles)
    if layout["year"] == "below":
        top.append(year)
    if layout["year"] == "row":
        rows.append(year)
    currency = f"{layout['currency_line']}{layout['money']}"
    unit = _unit(content, layout, currency)
    if unit:
        (rows if layout["unit_place"] == "row" else lines).append(unit)
    if layout["name_place"] == "line":
        lines.append(f"{layout['name_label']}：{content.name}")
    if layout["currency"] == "line" and layout["unit_place"] != "line-with-currency":
        lines.append(currency)
    if layout["currency"] == "row":
        rows.append(currency)
    return lines, [alike(text) for text in rows]


def _unit(content: Content, layout: Mapping[str, str], currency: str) -> str:
    said = layout["unit_line"].format(content.unit)
    return {
        "line": said,
        "row": said,
        "line-coded": f"[{content.code_of_unit}]{content.unit}",
        "line-with-currency": f"{said}          {currency}",
    }.get(layout["unit_place"], "")


def _title(content: Content, layout: Mapping[str, str]) -> tuple[list[str], str]:
    style = layout["year_style"]
    year = f"（{str(content.year).translate(_CHINESE)}年度）" if style == "chinese" else style.format(content.year)
    lead = f"{content.year}年度" if layout["year"] == "in-title" else ""
    behind = (year if year.startswith("（") else f"（{year}）") if layout["year"] == "behind-title" else ""
    usual = layout["title_words"]
    titles = {
        "line": [usual],
        "row": [usual],
        "two-lines": ["部门预算项目支出", "绩效目标申报表"],
        "named": [f"{content.name}绩效目标表"],
        "numbered": ["附件3", usual],
        "suffixed": [f"{usual}（经常性项目）"],
        "missing": [],
    }[layout["title"]]
    if titles:
        at = 1 if layout["title"] == "numbered" else 0
        titles[at] = lead + titles[at]
        titles[-1] += behind
    return titles, year
