"""Signs that a .docx stores as places of a symbol font, in Unicode.

Symbol: the mapping that Unicode publishes for Adobe's Symbol encoding; Wingdings: the ticks and boxes of forms.
"""

from __future__ import annotations

import re

_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40) if chr(code) not in "\"$'*-@"},
    0x2D: "−",
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xB0: "°",
    0xB7: "•",
    0xA5: "∞",
    0xAC: "←",
    0xAE: "→",
    0xAD: "↑",
    0xAF: "↓",
    0xE5: "∑",
    0xD6: "√",
    0x61: "α",
    0x62: "β",
    0x6D: "μ",
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x75: "◆",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{code: chr(ord("①") + code - 0x81) for code in range(0x81, 0x8B)},
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_UNKNOWN = "•"
"""Any other ornament: something is printed there, and it is no word."""

PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Places of a symbol font as text holds them."""


def sign(code: int, font: str) -> str:
    """The character at a place (0xF0B3 or 0xB3) of a symbol font."""
    known = _FONTS.get(font.lower())
    if known is None:
        return chr(code) if 0x20 <= code < 0xD800 else _UNKNOWN
    return known.get(code & 0xFF, _UNKNOWN)


def signs(text: str, font: str) -> str:
    """The text with the places of a symbol font in it as characters."""
    return PRIVATE.sub(lambda match: sign(ord(match.group()), font), text)
