"""The heads of a form's indicators: one row or several, of which the whole path over a column says what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linter.budget.forms.lines import Row, filled, numbers_columns, printed
from linter.budget.forms.words import FormWords, yearless
from linter.document import Cell
from linter.language.comparators import is_comparator
from linter.language.dates import years_in
from linter.language.folding import fold, plain, plain_label

Columns = Mapping[str, int]
"""Role of a column (level1, level2, name, description, value, …) -> its first column in the grid of the table."""

LEVELS = ("level1", "level2")
_SPLIT = ("comparator", "unit")
_FLAT_FIELDS = frozenset({"code", "unit", "department", "budget", "total_budget", "source"})
_GRADE = "grade:"
_BESIDE = frozenset({None, "goal", "project", "completed", "remark", "weight", "unit", "basis"})
"""Roles of heads that other tables print as well."""
_LEAST_LEVELS = 2
_MOST_ROWS = 3
_LOOKED_AT = 12
_LONGEST_HEAD = 24
_SENTENCE = re.compile("[。；]")
_DIGIT = re.compile(r"\d")
# Which column is the year's target: by the time that its heads name, the nearest first. What is over is none.
_RANK = {"adjusted": 0, "this": 0, "current": 1, "": 2, "part": 4, "later": 5, "long": 5}
_LEVEL = "级"
_STANDARD_RANK = 3


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of indicators: how many rows they take, and the columns under them.

    `columns` holds a set for each target that is printed side by side with a name of its own: of two terms (中期｜年度), or
    each under the first level that heads it (成本指标｜产出指标), which is then in `levels`. `bands` are the (grade, column)
    of a form with a column for each grade. `fields` are the columns of a flat table that hold fields of the project: their
    roles, heads and columns. `labels` are the heads as printed, plain.
    """

    rows: int
    columns: tuple[Columns, ...]
    levels: tuple[str, ...]
    bands: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, str, int], ...]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column under the heads: the heads over it from top to bottom, the role they give it, the time they name."""

    index: int
    path: tuple[str, ...]
    role: str | None
    term: str = ""

    @property
    def over(self) -> str:
        return self.path[0]


def find_heads(rows: Sequence[Row], start: int, words: FormWords, year: int | None) -> Heads | None:
    """The heads of indicators that begin in row `start`, or None."""
    if not _may_be_heads(rows[start], words):
        return None
    for count in _heights(rows, start, words):
        block = rows[start : start + count]
        laid = _relaid(block, rows[start + count : start + count + _LOOKED_AT], words)
        columns = _no_goals([_column(index, path, words, year) for index, path in _paths(laid)], words)
        bands = _bands(columns, words)
        below = rows[start + count : start + count + _LOOKED_AT]
        levels, sets = _under_levels(columns, words)
        sets = sets or _sets(columns, bands, words, below) or []
        if sets:
            labels = frozenset(plain(cell.text) for row in block for cell in filled(row))
            return Heads(count, tuple(sets), levels, bands, _fields(columns, words), labels)
    return None


def _under_levels(columns: Sequence[_Column], words: FormWords) -> tuple[tuple[str, ...], list[Columns]]:
    """The first levels that stand as heads over names and targets of their own, with the columns under each."""
    found: dict[str, dict[str, int]] = {}
    for each in columns:
        if len(each.path) > 1 and words.group(each.over) and each.role is not None:
            found.setdefault(each.over, {}).setdefault(each.role, each.index)
    sets = {level: roles for level, roles in found.items() if {"name", "value"} <= roles.keys()}
    if len(sets) < _LEAST_LEVELS:
        return (), []
    shared = {each.role: each.index for each in columns if each.role in ("project", "goal")}
    return tuple(sets), [{**shared, **roles} for roles in sets.values()]


def _fields(columns: Sequence[_Column], words: FormWords) -> tuple[tuple[str, str, int], ...]:
    """The columns of a flat table that hold fields of its projects."""
    if not any(each.role == "project" for each in columns):
        return ()
    named = ((words.field(each.path[-1]), each) for each in columns if each.role is None)
    return tuple((role, each.path[-1], each.index) for role, each in named if role in _FLAT_FIELDS)


def _may_be_heads(row: Row, words: FormWords) -> bool:
    """A quick look: two heads, one of them of the indicators themselves, and no text that is none."""
    cells = filled(row)
    roles = [_head_role(cell, words) for cell in cells]
    known = [role for role in roles if role is not None]
    sure = {role for role in known if role not in ("goal", "project")}
    own = any(role not in _BESIDE and not _of_goals(cell, words) for role, cell in zip(roles, cells, strict=True))
    return own and len(sure) > 1 and 2 * len(known) >= len(cells) and not any(map(_is_text, cells))


def _of_goals(cell: Cell, words: FormWords) -> bool:
    """Whether a head is one over goals, whose words are much like those of targets."""
    return plain(cell.text) in words.goal_heads or words.field(cell.text) == "goals"


def _head_role(cell: Cell, words: FormWords) -> str | None:
    """The role of a head; a first level heads names and targets of its own in forms that go sideways."""
    if plain_label(cell.text) in words.grades:
        return _GRADE
    frame = "frame" if plain(cell.text) in words.frame else None
    return words.column(cell.text) or frame or words.group(cell.text) or None


def _is_text(cell: Cell) -> bool:
    return len(plain_label(cell.text)) > _LONGEST_HEAD or _SENTENCE.search(cell.text) is not None


def _heights(rows: Sequence[Row], start: int, words: FormWords) -> Iterator[int]:
    """How many rows the heads may take: what the file states by spans over rows first, then while the next row is heads too."""
    stated = [
        cell.row_span for cell in filled(rows[start]) if words.column(cell.text) and 1 < cell.row_span <= _MOST_ROWS
    ]
    count = max(stated, default=1)
    while count < _MOST_ROWS and start + count < len(rows) and _goes_on(rows[start], rows[start + count], words):
        count += 1
    yield min(count, len(rows) - start)
    if count > 1:
        yield 1


def _goes_on(row: Row, below: Row, words: FormWords) -> bool:
    """Whether the row below a row of heads is a further row of them: nothing but heads, times and grades."""
    cells = filled(below)
    if not cells or numbers_columns(below, words) or [c.text for c in cells] == [c.text for c in filled(row)]:
        return False
    return all(_is_head(cell, words) for cell in cells) and len(cells) > 1


def _is_head(cell: Cell, words: FormWords) -> bool:
    text = plain_label(cell.text)
    known = words.column(cell.text) or words.field(cell.text) or words.money.columns.get(text)
    only_year = not yearless(cell.text)
    return known is not None or only_year or text in words.grades or plain(cell.text) in words.frame


def _relaid(block: Sequence[Row], below: Sequence[Row], words: FormWords) -> Sequence[Row]:
    """Two rows of heads of which a conversion has printed each cell once, laid over the columns that they head.

    The heads over several columns are known by what stands under them: levels and the name under the frame; comparator,
    target, unit, years and grades under a head over targets. Rows that do not come out so are left as they are.
    """
    if len(block) != 2 or any(cell.row_span > 1 or cell.origin is not None for row in block for cell in row):
        return block
    upper, lower = filled(block[0]), list(block[1])
    width = max((cell.column + 1 for row in below for cell in filled(row)), default=0)
    longest = max((len(row) for row in below), default=0)
    packed = all(cell.column == place for row in (upper, lower) for place, cell in enumerate(row))
    if not packed or len(upper) >= max(width, longest):
        return block
    heads: list[Cell] = []
    leaves: list[Cell] = []
    column = taken = 0
    for cell in upper:
        under = 0
        while taken + under < len(lower) and _stands_under(lower[taken + under], cell, words):
            under += 1
        leaves += [
            replace(leaf, column=column + n, column_span=1) for n, leaf in enumerate(lower[taken : taken + under])
        ]
        span = max(under, 1)
        heads.append(replace(cell, column=column, column_span=span))
        # A blank below a head holds the place of its one column.
        blank = not under and taken < len(lower) and lower[taken].blank
        taken, column = taken + (under or blank), column + span
    rest = any(not cell.blank for cell in lower[taken:])
    # The last column may hold nothing, and its head be all that a reader saw of it.
    return (heads, leaves) if width <= column <= max(width, longest) + 1 and not rest else block


def _stands_under(leaf: Cell, head: Cell, words: FormWords) -> bool:
    if leaf.blank:
        return False
    role = words.column(leaf.text)
    if plain(head.text) in words.frame:
        return role in (*LEVELS, "name")
    if words.column(head.text) == "value":
        return role in ("value", *_SPLIT) or not yearless(leaf.text)
    graded = plain_label(leaf.text) in words.grades
    return graded and words.column(head.text) not in (*LEVELS, "name", "description")


def _paths(block: Sequence[Row]) -> list[tuple[int, tuple[str, ...]]]:
    """For each column in which a head of the lowest rows begins: the texts over it, from top to bottom, without repetition.

    A blank over a head that a conversion left of a wider one continues the head to its left, if that has heads under it.
    """
    rows = [printed(row) for row in block]
    starts = sorted({cell.column for row in rows for cell in row if not cell.blank})
    last = {cell.column for cell in rows[-1] if not cell.blank}
    over_column = [_by_column(row, starts) for row in rows]
    found: list[tuple[int, tuple[str, ...]]] = []
    for column in starts:
        path: list[str] = []
        begins = False
        for row, cells in zip(rows, over_column, strict=True):
            cell = cells.get(column)
            if cell is not None and not cell.blank:
                path += [cell.text] if not path or path[-1] != cell.text else []
                begins = cell.column == column
            elif cell is not None and cell.origin is None and found and row is not rows[-1] and column in last:
                left, over = found[-1]
                path += over[:1] if left in last and len(over) > 1 else []
        if path and begins:
            found.append((column, tuple(path)))
    return found


def _by_column(row: Row, columns: Sequence[int]) -> dict[int, Cell]:
    """The cell of a row over each of these columns, which are in order."""
    found: dict[int, Cell] = {}
    place = 0
    for cell in row:
        while place < len(columns) and columns[place] < cell.column + cell.column_span:
            if columns[place] >= cell.column:
                found.setdefault(columns[place], cell)
            place += 1
    return found


def _column(index: int, path: tuple[str, ...], words: FormWords, year: int | None) -> _Column:
    """The role of a column by its lowest head, unless a head above it says that it is none of the target."""
    leaf = path[-1]
    if plain_label(leaf) in words.grades:
        return _Column(index, path, _GRADE + plain_label(leaf))
    role = words.column(leaf)
    over = [words.column(each) for each in path[:-1]]
    term = _term(path, words, year)
    if role in ("value", *_SPLIT, None) and ("completed" in over or "remark" in over):
        return _Column(index, path, "completed")
    if role is None and "value" in over:
        role = "value"
    if role == "value" and term in ("past", "actual"):
        return _Column(index, path, "completed")
    return _Column(index, path, role, term)


def _no_goals(columns: list[_Column], words: FormWords) -> list[_Column]:
    """The columns where a head of goals (年度绩效目标) beside one of targets (指标值) is none of a target."""
    values = [each for each in columns if each.role == "value"]
    goals = [each for each in values if words.field(each.path[-1]) == "goals"]
    if not goals or len(goals) == len(values):
        return columns
    return [replace(each, role="goal") if each in goals else each for each in columns]


def _term(path: Sequence[str], words: FormWords, year: int | None) -> str:
    """The time that the heads of a column name, the lowest head first; a year counts by the form's own."""
    for head in reversed(path):
        years = {each.value for each in years_in(fold(head))}
        said = words.targets.term(yearless(head))
        if said in ("past", "actual"):
            return said
        if len(years) == 1 and year is not None:
            (named,) = years
            return "this" if named == year else "past" if named < year else "later"
        if said:
            return said
    return ""


def _bands(columns: Sequence[_Column], words: FormWords) -> tuple[tuple[str, int], ...]:
    named = ((each.role or "", each.index) for each in columns)
    grades = [(role.removeprefix(_GRADE), index) for role, index in named if role.startswith(_GRADE)]
    return tuple(grades) if len(grades) >= words.least_grades and grades[0][0] == words.grades[0] else ()


def _sets(
    columns: Sequence[_Column], bands: Sequence[tuple[str, int]], words: FormWords, below: Sequence[Row]
) -> list[Columns] | None:
    columns = _two_levels(_names_of_terms(columns, words))
    values = [each for each in columns if each.role == "value"]
    names = [each for each in columns if each.role == "name"]
    if len(names) == 2 and len(values) == 2 and names[1].index > values[0].index:
        return _side_by_side(columns, names[0].index, values[0].index)
    roles: dict[str, int] = {}
    for each in columns:
        if each.role is not None and each.role not in ("value", *_SPLIT, "standard"):
            roles.setdefault(each.role, each.index)
    value = _target(columns, bands, below)
    if not roles.keys() & {"name", *LEVELS}:
        framed = _framed_name(columns, value, words)
        if framed is None:
            return None
        roles["name"] = framed
    value = value or _by_content(columns, roles, below)
    if value is None:
        return None
    if "description" not in roles and len(names) > 1 and _LEVEL not in names[1].path[-1]:
        # 三级指标 | 指标内容: a second name says what the first one means.
        roles["description"] = names[1].index
    roles.update({"value": value.index, **dict(_split(columns, value))})
    if "name" not in roles:
        roles["name"] = _name(columns, roles, words)
    return [roles]


def _names_of_terms(columns: Sequence[_Column], words: FormWords) -> Sequence[_Column]:
    """长期指标 | 指标值 | 年度指标 | 指标值: where no head names the indicators, the frames of the two terms do."""
    if any(each.role == "name" for each in columns) or sum(each.role == "value" for each in columns) != 2:
        return columns
    framed = {each.index for each in columns if plain(each.path[-1]) in words.long_term | words.annual}
    return [replace(each, role="name") if each.index in framed else each for each in columns]


def _two_levels(columns: Sequence[_Column]) -> Sequence[_Column]:
    """指标类别 | 指标类型: of two heads of a first level, with none of a second, the right one is the lower."""
    firsts = [each for each in columns if each.role == "level1"]
    if len(firsts) != 2 or any(each.role == "level2" for each in columns):
        return columns
    return [replace(each, role="level2") if each is firsts[1] else each for each in columns]


def _side_by_side(columns: Sequence[_Column], name: int, value: int) -> list[Columns]:
    """Two targets in one row: what stands before the first name belongs to both, what stands behind the first value to the second."""
    known = [(each.role, each.index) for each in reversed(columns) if each.role is not None]
    shared = {role: index for role, index in known if index < name}
    second = {role: index for role, index in known if index > value}
    first = {role: index for role, index in known if index <= value}
    return [first, {**shared, **second}]


def _target(columns: Sequence[_Column], bands: Sequence[tuple[str, int]], below: Sequence[Row]) -> _Column | None:
    """The column of the year's target: the best grade, or the one whose heads name the nearest time; figures decide a tie."""
    if bands:
        return next(each for each in columns if each.index == bands[0][1])
    ranked: dict[int, list[_Column]] = {}
    for each in columns:
        if each.role == "value":
            ranked.setdefault(_RANK.get(each.term, _RANK[""]), []).append(each)
        elif each.role == "standard":
            ranked.setdefault(_STANDARD_RANK, []).append(each)
    if not ranked:
        return None
    best = ranked[min(ranked)]
    if len(best) == 1:
        return best[0]
    return max(best, key=lambda each: (_compared(each.index, below), _figures(each.index, below), -each.index))


def _compared(column: int, rows: Sequence[Row]) -> int:
    """How many cells of a column begin with a comparator, as targets do and results do not."""
    texts = (fold(cell.text) for row in rows for cell in row if cell.column == column)
    return sum(bool(text) and is_comparator(text[0]) for text in texts)


def _figures(column: int, rows: Sequence[Row]) -> int:
    """How many cells of a column hold a figure."""
    cells = (cell for row in rows for cell in row if cell.column == column)
    return sum(_DIGIT.search(fold(cell.text)) is not None for cell in cells)


def _by_content(columns: Sequence[_Column], roles: Mapping[str, int], below: Sequence[Row]) -> _Column | None:
    """Of columns with heads that nobody knows, the one that holds figures in most rows."""
    name = max((roles[role] for role in ("name", *LEVELS) if role in roles), default=0)
    unknown = [each for each in columns if each.role is None and each.index > name]
    best = max(unknown, key=lambda each: _figures(each.index, below), default=None)
    rows = [row for row in below if len(filled(row)) > 1]
    return best if best is not None and rows and 2 * _figures(best.index, rows) > len(rows) else None


def _split(columns: Sequence[_Column], value: _Column) -> Iterator[tuple[str, int]]:
    """The columns of the comparator and the unit: those under the same head as the value, else the nearest to it."""
    for role in _SPLIT:
        own = [each for each in columns if each.role == role]
        under = [each for each in own if len(each.path) > 1 and each.over == value.over]
        if under or own:
            yield role, min(under or own, key=lambda each: abs(each.index - value.index)).index


def _framed_name(columns: Sequence[_Column], value: _Column | None, words: FormWords) -> int | None:
    """The name's column in a list of indicators without levels: under the word that elsewhere spans the levels."""
    split = any(each.role in _SPLIT for each in columns)
    framed = [
        each.index
        for each in columns
        if plain(each.path[-1]) in words.frame and (value is None or each.index < value.index)
    ]
    return framed[-1] if framed and split else None


def _name(columns: Sequence[_Column], roles: dict[str, int], words: FormWords) -> int:
    """The column of the names where no head says so: the frame's word beside a level, the lower level, or left of the value."""
    level = max(roles[each] for each in LEVELS if each in roles)
    framed = next((each.index for each in columns if plain(each.path[-1]) in words.frame and each.index > level), None)
    if framed is not None:
        return framed
    if all(each in roles for each in LEVELS):
        return roles.pop("level2")
    taken = set(roles.values())
    left = [each.index for each in columns if each.index < roles["value"] and each.index not in taken]
    return left[-1] if left else roles["value"] - 1
