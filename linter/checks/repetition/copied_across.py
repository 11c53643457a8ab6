"""DUP009. Goals, sets of indicators or descriptions that also stand in another unit's document (a run over several documents)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linter.bilingual import Bilingual
from linter.budget.imprints import Copy
from linter.budget.model import Project
from linter.checks.shared.forms import form_hit, form_place, joined
from linter.language.folding import squash
from linter.packs.hits import Beside, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import CORPUS, check

_QUOTED = 60
_ROWS = 3
_NO_UNIT = Bilingual(
    "不知道是哪个单位的项目，无法与其他单位比较", "whose project it is is not known: it was not compared"
)


@check("copied-across", on=CORPUS, says={"other", "peer", "text", "percent", "units"})
def copied_across(project: Project, subject: Subject) -> Iterator[Outcome]:
    if not (project.unit or subject.budget.unit):
        yield Unsettled(project.location, _NO_UNIT)
    for copy in subject.copies:
        yield _hit(project, copy)


def _hit(project: Project, copy: Copy) -> Hit:
    peer = copy.peer
    text = joined(project.goals) if copy.what == "goals" else _rows(project, copy.what)
    fields = {
        "other": peer.name,
        "peer": peer.unit,
        "text": text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…",
        "percent": int(copy.share * 100),
        "units": copy.units,
    }
    related = (Beside(peer.location, f"{peer.unit}：{peer.name}"),)
    key = f"{copy.what}|{squash(text)}"
    if copy.what != "goals":
        return form_hit(project, project.fields.get("name"), fields=fields, related=related, key=key)
    return Hit(
        location=replace(form_place(project), end_line=project.goals[-1].location.end_line),
        fields=fields,
        field="goals",
        excerpt=text,
        actual=text,
        related=related,
        key=key,
        spot=project.goals[0].location,
    )


def _rows(project: Project, what: str) -> str:
    if what == "descriptions":
        shown = [each.description for each in project.indicators if each.description]
    else:
        shown = [f"{each.name} {each.value}".strip() for each in project.indicators]
    return "；".join(shown[:_ROWS]) + ("……" if len(shown) > _ROWS else "")
