"""The full names of a document's own units: what the recognisers found, and what its first paragraphs call the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from linter.budget.model import Budget
from linter.checks.shared.wordlists import any_of
from linter.language.pieces import compiled

_HAN = "\u4e00-\u9fff"
_CODE = re.compile(r"^[\[［【(（]?\d{3,12}[\]］】)）]?\s*")
_TITLED = 12
_STREET, _DISTRICT = "街道", "区"


@dataclass(frozen=True, slots=True)
class UnitNames:
    """How units are called (lexicon `unit_names`): their titles, and the regions that their names begin with."""

    title: re.Pattern[str]
    head_unit: str
    first_region: re.Pattern[str]
    next_region: re.Pattern[str]
    no_region: re.Pattern[str]
    levels: Mapping[str, str]
    ranks: Mapping[str, int]

    @classmethod
    def of(cls, lexicon: Mapping[str, Any]) -> UnitNames:
        regions = lexicon["regions"]
        weak = rf"{any_of(regions['weak_levels'])}(?!{any_of(regions['weak_before'])})"
        level = f"({any_of(regions['levels'])}|{weak})"
        return cls(
            title=compiled(rf"\s*([{_HAN}]{{4,30}}?)\s*(?:{{any_year}}|{any_of(lexicon['behind_name'])})"),
            head_unit=lexicon["head_unit"],
            first_region=re.compile(rf"{any_of(regions['before'])}?[{_HAN}]{{1,7}}?{level}"),
            next_region=re.compile(rf"[{_HAN}]{{2,6}}?{level}"),
            no_region=re.compile(any_of(regions["no_region"])),
            levels={**regions["levels"], **regions["weak_levels"]},
            ranks={ending: rank for rank, endings in enumerate(regions["ranks"]) for ending in endings},
        )

    def of_budget(self, budget: Budget) -> Iterator[str]:
        """The names by which a document calls its own units, without codes, the likeliest first; some may be short forms."""
        plain = (_CODE.sub("", name.strip()).removesuffix(self.head_unit) for name in self._printed(budget))
        yield from dict.fromkeys(filter(None, plain))

    def _printed(self, budget: Budget) -> Iterator[str]:
        if budget.unit:
            yield budget.unit
        for paragraph in budget.narrative[:_TITLED]:
            match = self.title.match(paragraph.text)
            if match is not None:
                yield match.group(1)
        yield from (form.unit for form in budget.forms if form.unit)

    def region_of(self, name: str) -> tuple[int, str] | None:
        """Where the region that a unit's name begins with ends, and its lowest level; None where it names no region.

        A street office is a branch of its district and counts as that.
        """
        found: tuple[int, str] | None = None
        match = self.first_region.match(name)
        rank = 0
        while match is not None and not self.no_region.search(match.group()):
            # 绿化市容 behind a district is no city: the name of a region goes from the higher level to the lower.
            above, rank = rank, self.ranks[match.group(1)]
            if rank < above:
                break
            level = self.levels[match.group(1)]
            if level == _STREET:
                return match.end(), found[1] if found else _DISTRICT
            found = match.end(), level
            match = self.next_region.match(name, match.end())
        return found
