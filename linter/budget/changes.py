"""Two budgets held against each other: projects, indicators and figures that changed, goals that did not.

Forms, indicators, tables and rows are matched by name, years in the names aside, so that a document can be held against an
older version of itself and against that of another year alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from linter.budget.model import Budget, BudgetRow, BudgetTable, Column, Figure, Indicator, Project, UnitForm
from linter.document import Location
from linter.language.folding import fold, squash
from linter.language.pieces import compiled

Form = Project | UnitForm
_FIELDS = ("value", "level1", "level2", "description", "basis", "weight")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Item:
    """A form or table that only one of the budgets has. `kind` is project, unit_form or table."""

    kind: str
    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `old` and `new` are as printed; None where it is not there.

    `form` is the project or unit form that it belongs to, None for a table; `table` the title of the table, None for a form.
    `name` is the indicator, the amount or the row, `field` the field of an indicator or the column of a table ("" for none).
    """

    form: str | None
    table: str | None
    name: str
    field: str
    old: str | None
    new: str | None
    old_location: Location | None
    new_location: Location | None


@dataclass(frozen=True, slots=True)
class Copied:
    """Goals that are last year's. `exact` says that not even a year in them was changed."""

    form: str
    old_year: int
    new_year: int
    exact: bool
    old_location: Location
    new_location: Location


@dataclass(frozen=True, slots=True)
class BudgetChanges:
    added: tuple[Item, ...]
    dropped: tuple[Item, ...]
    indicators: tuple[Change, ...]
    figures: tuple[Change, ...]
    copied: tuple[Copied, ...]


def compare(old: Budget, new: Budget) -> BudgetChanges:
    """What is different in `new`, in its order; what only `old` has comes last."""
    forms: list[tuple[Form | None, Form | None]] = [*_matched(old.projects, new.projects, _FORM_KEYS)]
    forms += [*_matched(old.unit_forms, new.unit_forms, _FORM_KEYS)]
    tables = _matched(old.tables, new.tables, _TABLE_KEYS)
    everything: list[tuple[Form | BudgetTable | None, Form | BudgetTable | None]] = [*forms, *tables]
    both: list[tuple[Form, Form]] = list(_both(forms))
    amounts = (change for pair in both for change in _amounts(*pair))
    figures = (change for pair in _both(tables) for change in _figures(*pair))
    copied = (_copied(*pair, old.fiscal_year, new.fiscal_year) for pair in both)
    return BudgetChanges(
        added=tuple(_item(after) for before, after in everything if before is None and after is not None),
        dropped=tuple(_item(before) for before, after in everything if after is None and before is not None),
        indicators=tuple(change for pair in both for change in _indicators(*pair)),
        figures=(*amounts, *figures),
        copied=tuple(each for each in copied if each is not None),
    )


def _both(pairs: Iterable[tuple[_T | None, _T | None]]) -> Iterator[tuple[_T, _T]]:
    """The pairs of which both sides are there."""
    return ((before, after) for before, after in pairs if before is not None and after is not None)


Key = Callable[[_T], Hashable | None]


def _matched(olds: Sequence[_T], news: Sequence[_T], keys: Sequence[Key[_T]]) -> list[tuple[_T | None, _T | None]]:
    """Each of `news` with its match in `olds`, by the first key that fits; equal ones in their order; the rest of `olds`."""
    matches: dict[int, int] = {}
    left = dict(enumerate(olds))
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, each in left.items():
            if (value := key(each)) is not None:
                waiting[value].append(index)
        for index, each in enumerate(news):
            if index not in matches and waiting.get(key(each)):
                matches[index] = waiting[key(each)].pop(0)
                del left[matches[index]]
    pairs: list[tuple[_T | None, _T | None]] = [
        (olds[matches[index]] if index in matches else None, each) for index, each in enumerate(news)
    ]
    return pairs + [(each, None) for each in left.values()]


def _dateless(text: str) -> str:
    return compiled("{any_year}").sub("", fold(text))


def _named(form: Form) -> Hashable | None:
    return fold(form.name) or None


def _named_for_any_year(form: Form) -> Hashable | None:
    return _dateless(form.name) or None


def _coded(form: Form) -> Hashable | None:
    return fold(form.code or "") or None if isinstance(form, Project) else None


_FORM_KEYS: tuple[Key[Form], ...] = (_named, _named_for_any_year, _coded)
_TABLE_KEYS: tuple[Key[BudgetTable], ...] = (
    lambda table: (table.kind, _dateless(table.title)),
    lambda table: table.kind or None,
)
_INDICATOR_KEYS: tuple[Key[Indicator], ...] = (
    lambda indicator: (indicator.category, fold(indicator.name)),
    lambda indicator: fold(indicator.name) or None,
    lambda indicator: _dateless(indicator.name) or None,
)
_ROW_KEYS: tuple[Key[BudgetRow], ...] = (
    lambda row: (row.side, row.code, fold(row.name)),
    lambda row: (row.side, fold(row.name)) if row.name.strip() else None,
)
_COLUMN_KEYS: tuple[Key[Column], ...] = (lambda column: _dateless(column.label) or None,)


def _item(each: Form | BudgetTable) -> Item:
    if isinstance(each, BudgetTable):
        return Item("table", each.title or each.kind, each.location)
    return Item("project" if isinstance(each, Project) else "unit_form", each.name, each.location)


def _indicators(old: Form, new: Form) -> Iterator[Change]:
    for before, after in _matched(old.indicators, new.indicators, _INDICATOR_KEYS):
        known = after or before
        assert known is not None
        places = (before.location if before else None, after.location if after else None)
        if before is None or after is None:
            old_value, new_value = (before.value if before else None, after.value if after else None)
            yield Change(new.name, None, known.name, "", old_value, new_value, *places)
            continue
        for field in _FIELDS:
            texts = _printed(before, field), _printed(after, field)
            if fold(texts[0] or "") != fold(texts[1] or ""):
                yield Change(new.name, None, after.name, field, *texts, *places)


def _printed(indicator: Indicator, field: str) -> str | None:
    value = getattr(indicator, field)
    return None if value is None else str(value)


def _amounts(old: Form, new: Form) -> Iterator[Change]:
    for label, before, after in _paired(list(_money(old)), list(_money(new))):
        yield from _figure(label, "", before, after, form=new.name)


def _money(form: Form) -> Iterator[tuple[str, Figure]]:
    if isinstance(form, UnitForm):
        yield from form.funding.items()
        return
    if form.budget is not None:
        yield "budget", form.budget
    if form.total_budget is not None:
        yield "total_budget", form.total_budget
    yield from ((source.label, source.figure) for source in form.sources)


def _paired(
    olds: Sequence[tuple[str, Figure]], news: Sequence[tuple[str, Figure]]
) -> Iterator[tuple[str, Figure | None, Figure | None]]:
    for before, after in _matched(olds, news, (lambda pair: fold(pair[0]),)):
        label = (after or before or ("", None))[0]
        yield label, before[1] if before else None, after[1] if after else None


def _figure(
    name: str, field: str, old: Figure | None, new: Figure | None, *, form: str | None = None, table: str | None = None
) -> Iterator[Change]:
    texts = [_with_unit(each) if each is not None and not each.blank else None for each in (old, new)]
    same = (
        old.yuan == new.yuan
        if old is not None and new is not None and old.yuan is not None and new.yuan is not None
        else fold(texts[0] or "") == fold(texts[1] or "")
    )
    if not same:
        places = [each.location if each is not None else None for each in (old, new)]
        yield Change(form, table, name, field, texts[0], texts[1], places[0], places[1])


def _with_unit(figure: Figure) -> str:
    """As printed; with the unit of its table where the cell does not print one."""
    text = figure.text.strip()
    return text if figure.unit in text or figure.number is None else f"{text}{figure.unit}"


def _figures(old: BudgetTable, new: BudgetTable) -> Iterator[Change]:
    title = new.title or new.kind
    matched = _matched(_amount_columns(old), _amount_columns(new), _COLUMN_KEYS)
    columns = list(_both(matched))
    for row, later in _matched(old.rows, new.rows, _ROW_KEYS):
        name = " ".join(part for part in _row_name(later or row) if part)
        if row is None or later is None:
            figure = _first_figure(row or later)
            if figure is not None:
                yield from _figure(name, "", *((figure, None) if later is None else (None, figure)), table=title)
            continue
        for before, after in columns:
            figures = row.figures.get(before.index), later.figures.get(after.index)
            yield from _figure(name, after.label, *figures, table=title)


def _first_figure(row: BudgetRow | None) -> Figure | None:
    return next((each for each in row.figures.values() if not each.blank), None) if row is not None else None


def _row_name(row: BudgetRow | None) -> Iterable[str]:
    return (row.code or "", row.name.strip()) if row is not None else ()


def _amount_columns(table: BudgetTable) -> list[Column]:
    used = {index for row in table.rows for index in row.figures}
    return [column for column in table.columns if column.index in used]


def _copied(old: Form, new: Form, old_year: int | None, new_year: int | None) -> Copied | None:
    before, after = old.year or old_year, new.year or new_year
    if before is None or after is None or before == after or not squash(new.goal_text):
        return None
    texts = squash(old.goal_text), squash(new.goal_text)
    if compiled("{year}").sub("", texts[0]) != compiled("{year}").sub("", texts[1]):
        return None
    return Copied(new.name, before, after, texts[0] == texts[1], old.location, new.location)
