"""A project's budget against the sources of its money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Budget, Project
from linter.checks.shared.forms import form_hit
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, factor, judge
from linter.checks.sums.sources import SourceWords, additive, source_words
from linter.checks.sums.sum_hits import SUM_FIELDS, equation, in_unit, operands, plain
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    words = source_words()

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        verdict = _judged(project, words, blank_is_zero=_blank_is_zero(subject.budget, project, words))
        if isinstance(verdict, Open):
            yield Unsettled(project.location, verdict.reason)
        elif verdict is not None:
            total = verdict.relation.total
            text, gap = equation(verdict)
            yield form_hit(
                project,
                total.figure.cell,
                fields={
                    "total": total.label,
                    "stated": total.figure.text,
                    "parts": "、".join(term.label for term in verdict.parts),
                    "sum": plain(verdict.sum),
                    "difference": plain(verdict.difference),
                    "equation": text,
                    "gap": gap,
                },
                actual=in_unit(total.figure.text, total.figure),
                expected=in_unit(plain(verdict.sum / factor(total.figure)), total.figure),
                related=operands(verdict),
                key=f"{project.name}|{text}",
            )

    return check


def _judged(project: Project, words: SourceWords, *, blank_is_zero: bool) -> Mismatch | Open | None:
    if project.budget is None or not project.sources:
        return None
    total = Term("预算数", project.budget, project.budget.location)
    sources = [(source.label, Term(source.label, source.figure, source.figure.location)) for source in project.sources]
    decimals = max(figure.decimals for figure in (project.budget, *(source.figure for source in project.sources)))
    return judge(Relation("funding", total, additive(sources, words)), decimals, blank_is_zero=blank_is_zero)


def _blank_is_zero(budget: Budget, project: Project, words: SourceWords) -> bool:
    """Whether other forms of the document leave a source blank that can only be zero."""
    return any(
        any(source.figure.blank for source in other.sources) and _judged(other, words, blank_is_zero=False) is None
        for other in budget.projects
        if other is not project and other.budget is not None and other.budget.number
    )


KIND = Kind("funding", frozenset({PROJECT}), Params, build, SUM_FIELDS - {"table", "project"})
