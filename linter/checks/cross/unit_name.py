"""XRF004. The reporting unit's name or code written differently in one place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.cross.own_unit import UnitNames
from linter.checks.shared.texts import Text, texts
from linter.checks.shared.wordlists import any_of
from linter.checks.text.lexis import split_words
from linter.language.folding import unspaced
from linter.language.pieces import compiled
from linter.packs.hits import Beside, Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_HAN = "\u4e00-\u9fff"
_CODED = re.compile(rf"(?:^|[:：])\s*([\[［【(（]?)(\d{{3,9}})([\]］】)）]?)\s*([{_HAN}]{{3,30}})")
_AGAIN = Bilingual("同样写法", "written so again")
_LEAST_STEM, _LEAST_USES, _RARER = 4, 3, 3
_DEPARTMENT, _MOST_ODD = 3, 2


@dataclass(frozen=True, slots=True)
class Params:
    terms: str = field(default="terms", metadata={"doc": "行业词表 / the lexicon of trade terms"})


@dataclass(frozen=True, slots=True)
class _Words:
    """How units are called and how their names end; what tells units of one kind apart (`tell_apart`) and what short
    forms leave out (`omissible`) is no slip, unless it tears a trade term."""

    names: UnitNames
    ending: re.Pattern[str]
    tell_apart: frozenset[str]
    omissible: frozenset[str]
    terms: Sequence[str]


def _words(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("unit_names")
    return _Words(
        names=UnitNames.of(lexicon),
        ending=re.compile(f"{any_of(lexicon['endings'])}$"),
        tell_apart=frozenset(lexicon["tell_apart"]),
        omissible=frozenset(lexicon["omissible"]),
        terms=tuple(split_words(resources.lexicon(params.terms))),
    )


_Place = tuple[Text, int]
"""A text and the offset in it."""


@check("unit-name", on=DOCUMENT, says=("printed", "right"), params=Params, prepare=_words)
def unit_name(budget: Budget, words: _Words, subject: Subject) -> Iterator[Hit]:
    found = texts(budget)
    names = list(words.names.of_budget(budget))
    yield from _misspelt(_full_names(names, words), found, words)
    yield from _miscoded(names, found, words)
    yield from _of_another_place(budget, names, words)


def _of_another_place(budget: Budget, names: Sequence[str], words: _Words) -> Iterator[Hit]:
    """Tables whose head names the same office of another place, where the heads of the others name the document's."""
    heads = [(table.unit or "", table.fields["unit"]) for table in budget.tables if "unit" in table.fields]
    for name in names:
        place = words.names.region_of(name)
        if not place:
            continue
        own, own_region, rest = sum(name in head for head, _ in heads), name[: place[0]], name[place[0] :]
        for head, cell in heads:
            region = head.removesuffix(rest) if head.endswith(rest) else ""
            other = len(region) > 1 and region != own_region and region[-1] == own_region[-1]
            start = cell.text.find(head)
            if other and start >= 0 and own >= _LEAST_USES and head not in names:
                text = Text(cell.text, "cell", cell)
                yield text.hit(
                    start, start + len(head), fields={"printed": head, "right": name}, expected=name, key=head
                )


# -- names ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _FullName:
    """A unit's name as its region, what is its own, and its ending."""

    name: str
    region: str
    stem: str
    ending: str


def _full_names(names: Sequence[str], words: _Words) -> list[_FullName]:
    """The names that begin with a region and have enough of their own before the ending."""
    full = []
    for name in names:
        region, ending = words.names.region_of(name), words.ending.search(name)
        if region and ending and ending.start() - region[0] >= _LEAST_STEM:
            full.append(_FullName(name, name[: region[0]], name[region[0] : ending.start()], ending.group()))
    return full


def _misspelt(names: Sequence[_FullName], found: Sequence[Text], words: _Words) -> Iterator[Hit]:
    # A cover prints a long name over two lines.
    whole = "".join(unspaced(text.text) for text in found)
    uses = {each.name: whole.count(each.name) for each in names}
    variants: dict[str, list[_Place]] = defaultdict(list)
    right: dict[str, str] = {}
    for each in names:
        if not uses[each.name]:
            continue
        for text, start, other in _lookalikes(each, found):
            if not uses.get(other) and right.setdefault(other, each.name) == each.name:
                variants[other].append((text, start))
    for other, places in variants.items():
        name = right[other]
        if uses[name] >= max(_LEAST_USES, _RARER * len(places)) and _slip(name, other, words):
            yield _hit(other, name, places)


def _lookalikes(full: _FullName, found: Sequence[Text]) -> Iterator[tuple[Text, int, str]]:
    """Texts of about the same length between the same region and the same ending, or behind a misspelt region."""
    name, region = full.name, full.region
    fewest, most = max(2, len(full.stem) - 2), len(full.stem) + 1
    alike = re.compile(rf"{region}([{_HAN}]{{{fewest},{most}}}?){full.ending}")
    misspelt = re.compile(rf"[{_HAN}]{{{len(region) - 1}}}{region[-1]}{name[len(region) :]}")
    for text in found:
        for match in alike.finditer(text.text):
            if match.group() != name:
                yield text, match.start(), match.group()
        for match in misspelt.finditer(text.text):
            if match.group() != name and _differing(match.group(), name) == 1 and len(region) >= 3:
                yield text, match.start(), match.group()


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _slip(name: str, other: str, words: _Words) -> bool:
    """Whether `other` is `name` with a slip of the pen, and neither another unit's name nor a usual short form."""
    changes = [op for op in SequenceMatcher(None, name, other, autojunk=False).get_opcodes() if op[0] != "equal"]
    if len(changes) != 1:
        return False
    _, a, b, c, d = changes[0]
    gone, come = name[a:b], other[c:d]
    if words.tell_apart & set(gone + come) or max(len(gone), len(come)) > 2:
        return False
    if come:
        return len(come) <= 1 and len(gone) <= 1
    if set(gone) <= words.omissible:
        return False
    return len(gone) == 1 or _breaks_a_term(name, a, b, words.terms)


def _breaks_a_term(name: str, start: int, end: int, terms: Sequence[str]) -> bool:
    """Whether leaving out name[start:end] leaves a torn piece of a term, as no short form would."""
    for term in terms:
        at = name.find(term)
        while at >= 0:
            inside = at < end and start < at + len(term)
            if inside and not (start <= at and at + len(term) <= end):
                return True
            at = name.find(term, at + 1)
    return False


def _hit(other: str, name: str, places: Sequence[_Place]) -> Hit:
    text, start = places[0]
    hit = text.hit(start, start + len(other))
    # Several rows of one table that repeat the slip are one place.
    same = [place for place in places if text.table is not None and place[0].table is text.table]
    location = hit.location.through(same[-1][0].place(same[-1][1])) if len(same) > 1 else hit.location
    return Hit(
        location=location,
        fields={"printed": other, "right": name},
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=other,
        expected=name,
        related=tuple(Beside(t.place(s), _AGAIN) for t, s in places[1:]),
        key=other,
    )


# -- codes ---------------------------------------------------------------------------------------------


def _miscoded(names: Sequence[str], found: Sequence[Text], words: _Words) -> Iterator[Hit]:
    """A unit's code whose department part (its first three digits) differs from that of all other places."""
    coded = [(text, match) for text in found if (match := _coded(text, words)) is not None]
    usual = _usual(Counter(_department(match) for _, match in coded))
    if usual is None:
        return
    same = [*(match.group(4) for _, match in coded if _department(match) == usual), *names]
    for text, match in coded:
        if _department(match) != usual and any(_short_for(match.group(4), name) for name in same):
            yield text.hit(
                match.start(2),
                match.end(2),
                fields={"printed": match.group(2), "right": usual},
                expected=usual,
                key=match.group(2) + match.group(4),
            )


def _coded(text: Text, words: _Words) -> re.Match[str] | None:
    """A code with the name of a unit behind it; a year is none."""
    match = _CODED.search(text.text)
    if match is None or compiled("{bare_year}").fullmatch(match.group(2)):
        return None
    return match if words.ending.search(match.group(4).removesuffix(words.names.head_unit)) else None


def _department(coded: re.Match[str]) -> str:
    return str(coded.group(2)[:_DEPARTMENT])


def _usual(counts: Mapping[str, int]) -> str | None:
    """The department that nearly all codes of a document are of; None where others are as usual, or all agree."""
    if len(counts) < 2:
        return None
    (usual, uses), (_, rare) = Counter(counts).most_common(2)
    often = uses >= _LEAST_USES and uses >= _RARER * rare
    return usual if often and sum(counts.values()) - uses <= _MOST_ODD else None


def _short_for(short: str, name: str) -> bool:
    """Whether `short` is `name` or a short form of it: its characters stand in `name` in the same order."""
    rest = iter(name)
    return bool(name) and len(short) >= 3 and all(char in rest for char in short)
