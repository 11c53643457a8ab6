"""What a review copy is made of, what came of it, and the text of its comments: what is wrong, the mend, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from linter.document import Location
from linter.findings import SEVERITIES, Finding
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.readers.limits import Limits

AUTHOR = "budgetlint"


@dataclass(frozen=True, slots=True)
class Task:
    """The findings to be written into a copy, in the order of the document. `made` is the date of the comments."""

    findings: Sequence[Finding]
    lang: str
    made: datetime
    limits: Limits
    suggest: bool = False


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy's content; how many findings it comments on, and how many mends it holds as tracked changes.

    `left` counts the findings that found no room: no more comments fit into such a file.
    """

    data: bytes
    comments: int = 0
    changes: int = 0
    left: int = 0


def spot_of(finding: Finding) -> Location:
    """The closest place that the finding names."""
    return finding.spot or finding.location


def gravest(findings: Sequence[Finding], room: int) -> list[Finding]:
    """As many of the findings as there is room for, the gravest ones, in their order."""
    if len(findings) <= room:
        return list(findings)
    ordered = sorted(range(len(findings)), key=lambda index: SEVERITIES.index(findings[index].severity))
    return [findings[index] for index in sorted(ordered[: max(room, 0)])]


def lines_of(finding: Finding, say: Words, *, quoted: bool = False) -> tuple[str, ...]:
    """The lines of a comment. With `quoted` also the place and the row or sentence: the comment stands beside it, not at it."""

    def labelled(key: str, text: str | None) -> Iterable[str]:
        return (f"{say(key)}{say('colon')}{visible(text)}",) if text else ()

    colon = say("colon")
    related = (
        f"{say.place(each.location)} {visible(each.note)}".strip()
        for each in finding.related
        if each.location.path == finding.location.path
    )
    return (
        f"{finding.code} {say(finding.severity)}{colon}{visible(finding.message)}",
        *(labelled("place", _place(finding, say)) if quoted else ()),
        *(labelled("excerpt", finding.excerpt) if quoted else ()),
        *labelled("expected", finding.expected if finding.expected != finding.suggestion else None),
        *labelled("suggestion.label", say.mend(finding)),
        *labelled("fix", finding.fix),
        *labelled("related", say("comma").join(related)),
        *labelled("basis", say("comma").join(finding.basis)),
    )


def _place(finding: Finding, say: Words) -> str:
    return " ".join((*finding.location.route[:1], say.of(finding)))
