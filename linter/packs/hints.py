"""“Did you mean”: the names nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

from linter.bilingual import NOTHING, Bilingual


def did_you_mean(word: str, names: Iterable[str], cutoff: float = 0.5) -> Bilingual:
    """A hint that names what was perhaps meant; else, for a short list, all that there is; else nothing."""
    from difflib import get_close_matches

    known = sorted(set(names))
    near = get_close_matches(word, known, n=2, cutoff=cutoff)
    if not near:
        near = [name for name in known if len(word) >= 2 and (word in name or name in word)][:2]
    if near:
        listed = "、".join(f"“{each}”" for each in near)
        return Bilingual(f"是不是想写{listed}", f"did you mean {' or '.join(near)}?")
    if known and len(known) <= 30:
        return Bilingual.naming("可用", "known", "、".join(known))
    return NOTHING
