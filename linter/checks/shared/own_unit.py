"""The full names of a document's own units: what the recognisers found, and what its first paragraphs call the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.budget.model import Budget
from linter.language.pieces import compiled

_HAN = "\u4e00-\u9fff"
_CODE = re.compile(r"^[\[［【(（]?\d{3,12}[\]］】)）]?\s*")
_HEAD_UNIT = "本级"
_TITLE = rf"\s*([{_HAN}]{{4,30}}?)\s*(?:{{any_year}}|(?:部门|单位)(?:预算|决算)|预算公开|主要职[责能]|机构设置)"
_TITLED = 12

# 郑州市, 萍乡市 and 景德镇市 hold the word of a level in their names.
_LEVELS = "自治区|自治州|自治县|自治旗|新区|地区|街道|省|市|县|区|旗|(?:州|镇|乡)(?![市县区])"
_FIRST = re.compile(rf"(?:中共|共青团)?[{_HAN}]{{1,7}}?({_LEVELS})")
_NEXT = re.compile(rf"[{_HAN}]{{2,6}}?({_LEVELS})")
_NO_REGION = re.compile(r"城市|城乡|社区|市场|园区|校区|景区|乡镇|城区|学区|院区|库区|辖区")
# 绿化市容 behind a district is no city: a region's name goes from the higher level to the lower.
_RANKS = {"省": 0, "自治区": 0, "州": 1, "自治州": 1, "地区": 1, "市": 2, "镇": 4, "乡": 4, "街道": 4}
_SAME = {"自治州": "州", "地区": "市", "自治县": "县", "自治旗": "旗", "新区": "区", "自治区": "区"}


def unit_names(budget: Budget) -> Iterator[str]:
    """The names by which a document calls its own units, without codes, the likeliest first; some may be short forms."""
    seen: set[str] = set()
    for name in _names(budget):
        plain = _CODE.sub("", name.strip()).removesuffix(_HEAD_UNIT)
        if plain and plain not in seen:
            seen.add(plain)
            yield plain


def _names(budget: Budget) -> Iterator[str]:
    if budget.unit:
        yield budget.unit
    for paragraph in budget.narrative[:_TITLED]:
        match = compiled(_TITLE).match(paragraph.text)
        if match is not None:
            yield match.group(1)
    for form in budget.forms:
        if form.unit:
            yield form.unit


def region_of(name: str) -> tuple[int, str] | None:
    """Where the region that a unit's name begins with ends, and its lowest level; None where it names no region.

    A street office is a branch of its district and counts as that.
    """
    end, level, rank = 0, None, 0
    match = _FIRST.match(name)
    while match is not None and not _NO_REGION.search(match.group()):
        rank, above = _RANKS.get(match.group(1), 3), rank
        if rank < above:
            break
        end = match.end()
        if match.group(1) == "街道":
            return end, level or "区"
        level = _SAME.get(match.group(1), match.group(1))
        match = _NEXT.match(name, end)
    return (end, level) if level is not None else None
