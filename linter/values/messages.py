"""What each problem of a value says to its reader, in Chinese and in English."""

from __future__ import annotations

from dataclasses import replace

from linter.language.folding import Folded
from linter.values.model import Problem

MESSAGES: dict[str, dict[str, str]] = {
    "VAL002": {
        "zh": "指标值重复或拼接：“{detail}”。",
        "en": "The value states its threshold twice or fuses two values: “{detail}”.",
    },
    "VAL004": {"zh": "“{detail}”缺少计量单位。", "en": "“{detail}” has no unit of measure."},
    "VAL005": {"zh": "“{detail}”不是计量单位。", "en": "“{detail}” is no unit of measure."},
    "VAL006": {"zh": "计量单位“{detail}”书写不规范。", "en": "The unit “{detail}” is spelled in a non-standard way."},
    "VAL012": {"zh": "“{detail}”是模糊表述。", "en": "“{detail}” makes the value approximate."},
    "VAL016": {"zh": "无法识别的指标值“{detail}”。", "en": "The value “{detail}” fits no known form."},
    "VAL017": {"zh": "一个单元格含多个指标值：“{detail}”。", "en": "Several targets in one cell: “{detail}”."},
    "VAL018": {"zh": "时限“{detail}”残缺或不存在。", "en": "The date “{detail}” lacks a part or cannot exist."},
    "VAL019": {"zh": "金额“{detail}”缺“元”。", "en": "The amount “{detail}” lacks its 元."},
    "VAL020": {
        "zh": "复合单位“{detail}”应以“/”或“每”连接。",
        "en": "The compound unit “{detail}” should be joined by “/” or 每.",
    },
    "VAL021": {
        "zh": "“{detail}”与前面的比较符号重复。",
        "en": "“{detail}” repeats the comparator that stands before.",
    },
    "VAL024": {"zh": "“{detail}”不是比较符号。", "en": "“{detail}” is no comparator."},
    "VAL027": {
        "zh": "区间“{detail}”上下限颠倒或单位不一致。",
        "en": "The range “{detail}” is reversed or mixes units.",
    },
}
_MEND = {"zh": "应为“{suggestion}”。", "en": " It should read “{suggestion}”."}


def message_of(problem: Problem, lang: str = "zh") -> str:
    """The problem in words, with its mend where that is certain. `lang` is "zh" or "en"."""
    text = MESSAGES[problem.code][lang].format(detail=problem.detail)
    return text if problem.suggestion is None else text + _MEND[lang].format(suggestion=problem.suggestion)


def report(folded: Folded, code: str, start: int, end: int, detail: str = "", suggestion: str | None = None) -> Problem:
    """A problem of the folded characters [start, end); `detail` is these characters where none is given."""
    printed_start, printed_end = folded.span(start, end)
    found = Problem(code, "", None, printed_start, printed_end, detail or folded.text[start:end])
    return mended(found, suggestion)


def mended(problem: Problem, suggestion: str | None) -> Problem:
    """The problem with this mend, and with the message that says so."""
    changed = replace(problem, suggestion=suggestion)
    return replace(changed, message=message_of(changed))
