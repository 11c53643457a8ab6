"""Names in rule files: those nearest to a misspelt one, and names of units and dimensions, held against rules/language/units.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from linter.bilingual import NOTHING, Bilingual
from linter.language.folding import half_width
from linter.language.units import table


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


def unit_fault(text: str, *, base: bool = False) -> tuple[Bilingual, Bilingual] | None:
    """(what is wrong, hint) with the name of a unit (人次, 元/月), or None.

    With `base` it must be one that parsed values have: 万人 is read as persons, so that no value's unit is ever 万人.
    """
    known = table().spelled
    parts = [half_width(part.strip()) for part in text.split("/")]
    unknown = next((part for part in parts if part not in known), None)
    if unknown is not None:
        scale = next((scale for scale in table().scales if unknown.startswith(scale)), "")
        if scale and unknown[len(scale) :] in known:
            return _scaled(text, known[unknown[len(scale) :]].base) if base else None
        return Bilingual(f"不认识的计量单位“{text}”", f"unknown unit “{text}”"), did_you_mean(unknown, known)
    if base and len(parts) == 1 and known[parts[0]].base != text:
        return _scaled(text, known[parts[0]].base)
    return None


def _scaled(text: str, unit: str) -> tuple[Bilingual, Bilingual]:
    message = Bilingual(f"指标值已折算到基本单位，不会是“{text}”", f"values are in base units: never “{text}”")
    return message, Bilingual(f"写“{unit}”", f"write {unit}")


def dimension_fault(text: str) -> tuple[Bilingual, Bilingual] | None:
    """(what is wrong, hint) with the name of a dimension (persons, money/time), or None."""
    known = table().dimension_names
    unknown = next((part for part in text.split("/") if part not in known), None)
    if unknown is None:
        return None
    return Bilingual(f"不认识的量纲“{unknown}”", f"unknown dimension “{unknown}”"), did_you_mean(unknown, known)


COMPARED: Mapping[str, Callable[[str], tuple[Bilingual, Bilingual] | None]] = {
    "parsed.unit": lambda text: unit_fault(text, base=True),
    "parsed.printed_unit": unit_fault,
    "parsed.dimension": dimension_fault,
}
"""What is wrong with a text that a condition compares with a field, by the field's path."""
