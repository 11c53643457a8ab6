"""SUM004. A project's budget against the sources of its money."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from linter.bilingual import Bilingual
from linter.budget.model import Budget, Project
from linter.checks.shared.forms import form_hit
from linter.checks.shared.once import OncePerBudget
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, factor, judge
from linter.checks.sums.sources import additive, source_words
from linter.checks.sums.sum_hits import SUM_FIELDS, equation, in_unit, operands, plain
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, check


_UNKNOWN = Bilingual("有一行资金的名称没有认出", "the name of a line of funding is not known")


@check("funding", on=PROJECT, says=SUM_FIELDS - {"table", "project"})
def funding(project: Project, subject: Subject) -> Iterator[Outcome]:
    verdict = _judged(project, blank_is_zero=False)
    if isinstance(verdict, Open) and any(each is not project for each in _leaving_blank(subject.budget)):
        verdict = _judged(project, blank_is_zero=True)
    if isinstance(verdict, Open):
        yield Unsettled(project.location, verdict.reason)
    elif verdict is not None:
        yield _hit(project, verdict)


def _judged(project: Project, *, blank_is_zero: bool) -> Mismatch | Open | None:
    if project.budget is None or not project.sources:
        return None
    total = Term("预算数", project.budget, project.budget.location)
    sources = [(source.label, Term(source.label, source.figure, source.figure.location)) for source in project.sources]
    decimals = max(figure.decimals for figure in (project.budget, *(source.figure for source in project.sources)))
    relation = Relation("funding", total, additive(sources, source_words()))
    verdict = judge(relation, decimals, blank_is_zero=blank_is_zero)
    if isinstance(verdict, Mismatch) and not all(source.known for source in project.sources):
        return Open(relation, _UNKNOWN)
    return verdict


def _leaves_zero_blank(project: Project) -> bool:
    """Whether the project's sources make its budget although one of them is blank."""
    if project.budget is None or not project.budget.number:
        return False
    return any(each.figure.blank for each in project.sources) and _judged(project, blank_is_zero=False) is None


@OncePerBudget
def _leaving_blank(budget: Budget) -> tuple[Project, ...]:
    """The first two projects of a document that leave a source blank that can only be zero."""
    return tuple(islice(filter(_leaves_zero_blank, budget.projects), 2))


def _hit(project: Project, found: Mismatch) -> Hit:
    total = found.relation.total
    text, gap = equation(found)
    return form_hit(
        project,
        total.figure.cell,
        fields={
            "total": total.label,
            "stated": total.figure.text,
            "parts": "、".join(term.label for term in found.parts),
            "sum": plain(found.sum),
            "difference": plain(found.difference),
            "equation": text,
            "gap": gap,
        },
        actual=in_unit(total.figure.text, total.figure),
        expected=in_unit(plain(found.sum / factor(total.figure)), total.figure),
        related=operands(found),
        key=f"{project.name}|{text}",
    )
