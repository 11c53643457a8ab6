"""The values of real forms, class by class, as a person of the trade would sort them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.values import Value, parse

STRINGS = Path(__file__).resolve().parents[3] / "shared" / "spec" / "value_strings.tsv"

# class of the collection: kinds it may have, codes that each of its values must show
CLASSES: dict[str, tuple[set[str], set[str]]] = {
    "A1": ({"number"}, set()),
    "A2": ({"number"}, set()),
    "A4": ({"number"}, {"VAL006"}),
    "A5": ({"number"}, set()),
    "B1": ({"number"}, set()),
    "B2": ({"number"}, set()),
    "B3": ({"number"}, set()),
    "B4": ({"number"}, {"VAL004"}),
    "B5": ({"number"}, {"VAL004"}),
    "B6": ({"number"}, {"VAL019"}),
    "D1": ({"date", "duration", "frequency"}, set()),
    "D2": ({"duration", "text"}, set()),
    "D4": ({"date"}, {"VAL018"}),
    "G1": ({"damaged"}, {"VAL002"}),
    "G2": ({"damaged"}, {"VAL002"}),
    "G3": ({"damaged"}, {"VAL005"}),
    "G4": ({"number"}, {"VAL004"}),
    "G5": ({"number", "text"}, {"VAL020"}),
    "K1": ({"number"}, set()),
    "M1": ({"list"}, {"VAL017"}),
    "N0": ({"number"}, set()),
    "P1": ({"text"}, set()),
    "Q1": ({"level", "text"}, set()),
    "Q2": ({"yes-no"}, set()),
    "R1": ({"range"}, set()),
    "S1": ({"number", "text", "damaged"}, set()),
    "T1": ({"text"}, set()),
    "T2": ({"text", "number"}, set()),
    "W1": ({"number"}, set()),
    "X1": ({"number"}, {"VAL012"}),
}


def observed() -> Iterator[tuple[str, str]]:
    for line in STRINGS.read_text(encoding="utf-8").splitlines()[1:]:
        text, kind, *_ = line.split("\t")
        yield text, kind


needs_collection = pytest.mark.skipif(not STRINGS.exists(), reason=f"no {STRINGS}")


@needs_collection
def test_every_class_is_read_as_the_trade_reads_it() -> None:
    wrong = []
    for text, name in observed():
        kinds, codes = CLASSES[name[:2]]
        value = parse(text)
        found = {problem.code for problem in value.problems}
        if name.startswith("S1") and value.kind == "damaged":
            codes = {"VAL002"}
        if value.kind not in kinds or found != codes:
            wrong.append((text, name, value.kind, sorted(found)))
    assert wrong == []


def meaning(value: Value) -> tuple[object, ...]:
    parts = (value.kind, value.comparator, value.low, value.high, value.low_closed, value.high_closed)
    return (*parts, value.unit, value.lead, value.dates, tuple(meaning(v) for v in value.values))


@needs_collection
def test_every_value_is_printed_so_that_it_reads_the_same() -> None:
    for text, _ in observed():
        value = parse(text)
        assert meaning(parse(value.canonical)) == meaning(value), text
