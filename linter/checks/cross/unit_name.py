"""The reporting unit's name or code written differently in one place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from linter.budget.model import Budget
from linter.checks.shared.own_unit import region_of, unit_names
from linter.checks.shared.texts import Text, texts
from linter.checks.text.lexis import split_words
from linter.findings import Related
from linter.language.pieces import compiled
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_HAN = "\u4e00-\u9fff"
_SUFFIX = re.compile(
    r"(?:委员会|办公室|办事处|指挥部|工作部|中心|大队|支队|学院|学校|医院|法院|检察院|[局厅委部院所站校馆办处队会])$"
)
_CODED = re.compile(rf"(?:^|[:：])\s*([\[［【(（]?)(\d{{3,9}})([\]］】)）]?)\s*([{_HAN}]{{3,30}})")
# Units of one kind are told apart by these, so that a different one is another unit and no slip.
_TELL_APART = frozenset("一二三四五六七八九十第东西南北中上下新老大小省市县区乡镇")
_SHORT_FORM = frozenset("和与及的")
_LEAST_STEM, _LEAST_USES, _RARER = 4, 3, 3


@dataclass(frozen=True, slots=True)
class Params:
    terms: str = field(default="terms", metadata={"doc": "行业词表 / the lexicon of trade terms"})


def build(params: Params, resources: Resources) -> Check:
    terms = tuple(split_words(resources.lexicon(params.terms)))
    return lambda subject: _check(subject, terms)


def _check(subject: Subject, terms: Sequence[str]) -> Iterator[Hit]:
    found = list(texts(subject.budget))
    counts = Counter(name for name in _official_names(subject.budget, found))
    variants: dict[str, list[tuple[Text, int]]] = defaultdict(list)
    right: dict[str, str] = {}
    for name in counts:
        for text, start, other in _lookalikes(name, found):
            if other not in counts and other not in right:
                right[other] = name
            if right.get(other) == name:
                variants[other].append((text, start))
    for other, places in variants.items():
        name = right[other]
        if counts[name] >= max(_LEAST_USES, _RARER * len(places)) and _slip(name, other, terms):
            yield _hit(other, name, places)
    yield from _codes(subject.budget, found)


def _official_names(budget: Budget, found: Sequence[Text]) -> Iterator[str]:
    """The names of the document's units, each as often as it is printed."""
    for name in unit_names(budget):
        region, suffix = region_of(name), _SUFFIX.search(name)
        if region and suffix and suffix.start() - region[0] >= _LEAST_STEM:
            for text in found:
                yield from [name] * text.text.count(name)


def _lookalikes(name: str, found: Sequence[Text]) -> Iterator[tuple[Text, int, str]]:
    """Texts of about the same length between the same region and the same ending, or behind a misspelt region."""
    found_region, suffix = region_of(name), _SUFFIX.search(name)
    assert found_region is not None and suffix is not None
    region, stem = name[: found_region[0]], name[found_region[0] : suffix.start()]
    fewest, most = max(2, len(stem) - 2), len(stem) + 1
    alike = re.compile(rf"{region}([{_HAN}]{{{fewest},{most}}}?){suffix.group()}")
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


def _slip(name: str, other: str, terms: Sequence[str]) -> bool:
    """Whether `other` is `name` with a slip of the pen, and neither another unit's name nor a usual short form."""
    changes = [op for op in SequenceMatcher(None, name, other, autojunk=False).get_opcodes() if op[0] != "equal"]
    if len(changes) != 1:
        return False
    _, a, b, c, d = changes[0]
    gone, come = name[a:b], other[c:d]
    if _TELL_APART & set(gone + come) or max(len(gone), len(come)) > 2:
        return False
    if come:
        return len(come) <= 1 and len(gone) <= 1
    if set(gone) <= _SHORT_FORM:
        return False
    return len(gone) == 1 or _breaks_a_term(name, a, b, terms)


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


def _hit(other: str, name: str, places: Sequence[tuple[Text, int]]) -> Hit:
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
        suggestion=name,
        related=tuple(Related(t.place(s), "同样写法 / written so again") for t, s in places[1:]),
        key=other,
    )


def _codes(budget: Budget, found: Sequence[Text]) -> Iterator[Hit]:
    """A unit's code whose department part (its first three digits) differs from that of all other places."""
    coded = [
        (text, match)
        for text in found
        if (match := _CODED.search(text.text)) is not None
        and not compiled("{bare_year}").fullmatch(match.group(2))
        and _SUFFIX.search(match.group(4).removesuffix("本级"))
    ]
    counts = Counter(match.group(2)[:3] for _, match in coded)
    if len(counts) < 2:
        return
    (usual, uses), (_, rare) = counts.most_common(2)
    if uses < _LEAST_USES or uses < _RARER * rare or sum(counts.values()) - uses > 2:
        return
    same_unit = [match.group(4) for _, match in coded if match.group(2)[:3] == usual]
    for text, match in coded:
        if match.group(2)[:3] != usual and any(
            _short_for(match.group(4), name) for name in [*same_unit, *unit_names(budget)]
        ):
            yield text.hit(
                match.start(2),
                match.end(2),
                fields={"printed": match.group(2), "right": usual},
                expected=usual,
                key=match.group(2) + match.group(4),
            )


def _short_for(short: str, name: str) -> bool:
    """Whether `short` is `name` or a short form of it: its characters stand in `name` in the same order."""
    rest = iter(name)
    return bool(name) and len(short) >= 3 and all(char in rest for char in short)


KIND = Kind(
    name="unit-name",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"printed", "right"}),
)
