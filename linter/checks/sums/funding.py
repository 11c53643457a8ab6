"""SUM004. A project's budget against the sources of its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from linter.bilingual import Bilingual
from linter.budget.figures import is_figure, stated_unit
from linter.budget.model import Budget, OtherField, Project, Source
from linter.checks.shared.forms import form_hit
from linter.checks.shared.once import OncePerBudget
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, factor, judge
from linter.checks.sums.sources import additive, source_words
from linter.checks.sums.sum_hits import SUM_FIELDS, equation, in_unit, operands, plain
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, check

_NO_BUDGET = Bilingual("没有认出预算数在哪一栏", "it is not known which field is the budget")
_UNKNOWN = Bilingual("有一行资金的名称没有认出", "the name of a line of funding is not known")


@check("funding", on=PROJECT, says=SUM_FIELDS - {"table", "project"})
def funding(project: Project, subject: Subject) -> Iterator[Outcome]:
    if project.budget is None and any(map(_may_be_budget, project.others)):
        yield Unsettled(project.location, _NO_BUDGET)
    verdict = _judged(project, blank_is_zero=False)
    if isinstance(verdict, Open) and any(each is not project for each in _leaving_blank(subject.budget)):
        verdict = _judged(project, blank_is_zero=True)
    for each in (verdict, *_parts_judged(project)):
        if isinstance(each, Open):
            yield Unsettled(project.location, each.reason)
        elif each is not None:
            yield _hit(project, each)


def _may_be_budget(field: OtherField) -> bool:
    """Whether a field whose label is not known is an amount of money: 年内安排（万元）."""
    return stated_unit(field.label) is not None and is_figure(field.value)


def _judged(project: Project, *, blank_is_zero: bool) -> Mismatch | Open | None:
    """The budget against the sources that are no parts of others."""
    sources = [source for source in project.sources if not source.within]
    if project.budget is None or not sources:
        return None
    return _against(Term("预算数", project.budget, project.budget.location), sources, blank_is_zero=blank_is_zero)


def _parts_judged(project: Project) -> Iterator[Mismatch | Open | None]:
    """Each source against its own parts."""
    for whole in project.sources:
        parts = [source for source in project.sources if source.within == whole.label]
        if parts and any(part.figure.number is not None for part in parts):
            yield _against(Term(whole.label, whole.figure, whole.figure.location), parts, blank_is_zero=True)


def _against(total: Term, sources: Sequence[Source], *, blank_is_zero: bool) -> Mismatch | Open | None:
    terms = [(source.label, Term(source.label, source.figure, source.figure.location)) for source in sources]
    decimals = max(figure.decimals for figure in (total.figure, *(source.figure for source in sources)))
    # 其中 names some of the parts, not all of them.
    some = any("其中" in source.label for source in sources if source.within)
    relation = Relation("funding", total, additive(terms, source_words()), at_most=some)
    verdict = judge(relation, decimals, blank_is_zero=blank_is_zero)
    if isinstance(verdict, Mismatch) and not all(source.known for source in sources):
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
