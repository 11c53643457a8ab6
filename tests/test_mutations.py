"""One document without a defect, damaged in one place a rule: the rule finds the damage there, and no other error appears.

The damages are data: tests/mutations.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from linter.budget import understand
from linter.findings import Finding
from linter.packs.load import load_pack
from linter.packs.pack import Pack
from linter.packs.source import read_source
from linter.readers import read
from linter.run.run import check

HERE = Path(__file__).parent
CLEAN = HERE.parent / "examples" / "clean-centre.txt"
LEAST_CODES = 60


@dataclass(frozen=True)
class Mutation:
    """A row of mutations.yaml; `also` are codes that the same damage breaks as well, each with the reason."""

    code: str
    what: str
    with_: str
    after: str = ""
    at: tuple[str, str] | None = None
    also: dict[str, str] = field(default_factory=dict)


def mutations() -> Iterable[Mutation]:
    source = read_source(HERE / "mutations.yaml")
    assert not source.problems, source.problems
    for row in source.data:
        at = row.get("at")
        place = ("", at) if isinstance(at, str) else tuple(at) if at else None
        yield Mutation(row["code"], row["what"], row["with"], row.get("after", ""), place, row.get("also", {}))


MUTATIONS = tuple(mutations())


@cache
def clean() -> str:
    return CLEAN.read_text(encoding="utf-8")


@cache
def pack() -> Pack:
    return load_pack("strict")


def findings(text: str) -> tuple[Finding, ...]:
    return check(understand(read(CLEAN.name, data=text.encode())), pack()).findings


def found_at(text: str, after: str, what: str) -> int:
    """The offset of `what`: the first one behind `after`, or the only one."""
    start = text.index(after) + len(after) if after in text else -1
    assert start >= 0, f"{CLEAN.name} has no “{after}”"
    assert what in text[start:], f"{CLEAN.name} has no “{what}” after “{after}”"
    assert after or text.count(what) == 1, f"{CLEAN.name} has “{what}” more than once: say what it stands behind"
    return text.index(what, start)


def damaged(mutation: Mutation) -> tuple[str, range]:
    """The damaged text, and the lines (1-based) where the finding must stand."""
    text, what, new = clean(), mutation.what, mutation.with_
    assert what != new, "the damage changes nothing"
    offset = found_at(text, mutation.after, what)
    text = text[:offset] + new + text[offset + len(what) :]
    length = len(new)
    if mutation.at is not None:
        offset, length = found_at(text, *mutation.at), len(mutation.at[1].rstrip())
    first = text.count("\n", 0, offset) + 1
    return text, range(first, first + text.count("\n", offset, offset + length) + 1)


def covers(finding: Finding, lines: range) -> bool:
    place = finding.location
    return place.line is not None and place.line < lines.stop and (place.end_line or place.line) >= lines.start


def told(found: Iterable[Finding]) -> str:
    return "\n".join(f"{each.location.line} {each.code} {each.message}" for each in found) or "nothing was found"


def test_the_document_is_clean_and_read_whole() -> None:
    result = check(understand(read(CLEAN)), pack())
    assert not result.findings, told(result.findings)
    assert not result.coverage.crashed


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: f"{each.code}-{each.what[:10].strip()}")
def test_a_damage_is_found_at_its_place_and_nothing_else_is_an_error(mutation: Mutation) -> None:
    text, lines = damaged(mutation)
    found = findings(text)
    own = [each for each in found if each.code == mutation.code]
    assert any(covers(each, lines) for each in own), f"not found in lines {lines.start}-{lines[-1]}:\n{told(found)}"
    accepted = {mutation.code, *mutation.also}
    surplus = [each for each in found if each.severity == "error" and each.code not in accepted]
    assert not surplus, told(surplus)
    missing = set(mutation.also) - {each.code for each in found}
    assert not missing, f"“also” names what is not found: {missing}"


def test_enough_rules_are_covered() -> None:
    covered = {each.code for each in MUTATIONS}
    assert covered <= {rule.code for rule in pack().rules}
    assert len(covered) >= LEAST_CODES
    assert {code[:3] for code in covered} == {rule.code[:3] for rule in pack().rules}


def test_consequences_are_few() -> None:
    assert sum(bool(each.also) for each in MUTATIONS) <= len(MUTATIONS) // 8
