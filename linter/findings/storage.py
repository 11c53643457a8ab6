"""Findings and coverage as plain data and back, for a cache. Loses nothing."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from linter.document import Location
from linter.findings.model import Change, Coverage, DocumentEntry, Finding, Mark, Related, Undecided


def plain(value: Finding | Coverage | DocumentEntry) -> dict[str, Any]:
    """The value as dicts and lists."""
    data: dict[str, Any] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return {name: _plain(getattr(value, name)) for name in _names(value.__class__)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _location(data: Any) -> Location | None:
    if data is None:
        return None
    span = data["span"]
    return Location(**{**data, "route": tuple(data["route"]), "span": tuple(span) if span is not None else None})


def _place(data: Any) -> Location:
    place = _location(data)
    if place is None:
        raise ValueError("a location is wanted")
    return place


def finding(data: dict[str, Any]) -> Finding:
    """A finding of its plain data. Raises KeyError, TypeError or ValueError for data of another make."""
    return Finding(
        **{
            **data,
            "basis": tuple(data["basis"]),
            "columns": tuple(data["columns"]),
            "location": _place(data["location"]),
            "spot": _location(data["spot"]),
            "marks": tuple(Mark(**each) for each in data["marks"]),
            "related": tuple(Related(_place(each["location"]), each["note"]) for each in data["related"]),
            "changes": tuple(Change(**{**each, "location": _place(each["location"])}) for each in data["changes"]),
        }
    )


def coverage(data: dict[str, Any]) -> Coverage:
    """A coverage of its plain data; errors as for `finding`."""

    def gaps(name: str) -> tuple[Undecided, ...]:
        return tuple(Undecided(gap["code"], _place(gap["location"]), gap["reason"]) for gap in data[name])

    return Coverage(
        rules_run=tuple(data["rules_run"]),
        not_applicable=tuple(data["not_applicable"]),
        undecided=gaps("undecided"),
        crashed=gaps("crashed"),
        unrecognised=gaps("unrecognised"),
    )


def entry(data: dict[str, Any]) -> DocumentEntry:
    return DocumentEntry(**data)
