"""The text of a comment: what is wrong, the mend, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from linter.findings import Finding
from linter.outputs.visible import visible
from linter.outputs.words import Words


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
        *labelled("suggestion.label", finding.suggestion),
        *labelled("fix", finding.fix),
        *labelled("related", say("comma").join(related)),
        *labelled("basis", say("comma").join(finding.basis)),
    )


def _place(finding: Finding, say: Words) -> str:
    return " ".join((*finding.location.route[:1], say.of(finding)))
