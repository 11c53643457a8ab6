"""CMP015. 三公 spending that is not given item by item, or car costs that are not split into purchase and running costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Budget, BudgetTable, Statement
from linter.budget.narrative.lexicon import Words, words
from linter.checks.shared.narrative import paragraph_hit
from linter.checks.shared.wordlists import any_word
from linter.checks.shared.years import NO_YEAR
from linter.document import Table
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_CAR_PARTS = ("car_purchase", "car_running")
_CAR = ("car", *_CAR_PARTS)
_ITEMS = ("abroad", "car", "reception")
_ALL = frozenset({*_ITEMS, *_CAR})
_CODE = re.compile(r"\d{3,7}")
_SENTENCE = re.compile(r"[。；]")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]|[“”\"\s]")
_LABEL_LENGTH = 30
_SPENDING = "支出"


@dataclass(frozen=True, slots=True)
class _Words:
    """`columns` are what the columns under the head of car costs are often called only (购置费, 运行费): name -> topic."""

    narrative: Words
    none: re.Pattern[str]
    explains: re.Pattern[str]
    columns: dict[str, str]


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("three_public")
    columns = {name: topic for topic, names in lexicon["columns"].items() for name in names}
    return _Words(words(), any_word(lexicon["none"]), any_word(lexicon["explains"]), columns)


@check("three-public-detail", on=DOCUMENT, says={"missing"}, prepare=_words)
def three_public_detail(budget: Budget, words: _Words, subject: Subject) -> Iterator[Outcome]:
    total = _total(budget)
    table = next((each for each in budget.tables if each.kind.startswith("three_public")), None)
    if total is None and table is None and budget.fiscal_year is None:
        for stated in _totals(budget):
            yield Unsettled(stated.location, NO_YEAR)
            return
    if (total is None and table is None) or (total is not None and total.amount.number == 0):
        return
    missing = "、".join(_missing(budget, words))
    if missing:
        yield from _hits(total, table, missing)


def _total(budget: Budget) -> Statement | None:
    """The total of 三公 that the narrative states for the budget year."""
    return next((each for each in _totals(budget) if each.year in (None, budget.fiscal_year)), None)


def _totals(budget: Budget) -> Iterator[Statement]:
    return (each for each in budget.statements if each.topic == "three_public" and not each.change)


def _missing(budget: Budget, words: _Words) -> Iterator[str]:
    """The names of the items that are not stated at all, and of the parts of the cost of cars where it is not split."""
    topics, stated = words.narrative.topics, _stated(budget, words)
    for key in _ITEMS:
        if stated.isdisjoint(_CAR if key == "car" else (key,)):
            yield topics[key].name
    if "car" in stated and stated.isdisjoint(_CAR_PARTS) and not _no_car(budget):
        yield "、".join(topics[key].name for key in _CAR_PARTS)


def _no_car(budget: Budget) -> bool:
    """Whether the cost of cars is nothing, so that nothing can be split."""
    amounts = [each.amount for each in budget.statements if each.topic == "car" and not each.change]
    return bool(amounts) and all(amount.number == 0 for amount in amounts)


def _stated(budget: Budget, words: _Words) -> set[str]:
    """The items that the document names with an amount, a blank, or a word that there is none."""
    found = {each.topic for each in budget.statements} & _ALL
    if not found.isdisjoint(_CAR):
        # 公务用车购置及运行费4.40万元（购置费0.00万元，运行费4.40万元）
        of_cars = {id(each.paragraph) for each in budget.statements if each.topic == "car"}
        beside = (each for each in budget.statements if not each.topic and id(each.paragraph) in of_cars)
        found.update(topic for each in beside if (topic := words.columns.get(_plain(each.subject))))
    for table in budget.document.tables:
        found.update(_in_cells(table, words))
    for paragraph in budget.narrative:
        label = len(paragraph.text) <= _LABEL_LENGTH
        for sentence in _SENTENCE.split(paragraph.text):
            if not words.explains.search(sentence) and (label or words.none.search(sentence)):
                found.update(_named(_plain(sentence), words))
    return found


def _in_cells(table: Table, words: _Words) -> Iterator[str]:
    for row in table.rows:
        # 30217 公务接待费 is an account, not an item of 三公.
        if any(_CODE.fullmatch(cell.text.strip()) for cell in row):
            continue
        for cell in row:
            if 0 < len(cell.text.strip()) <= _LABEL_LENGTH:
                yield _labelled(_plain(cell.text), words)


def _labelled(text: str, words: _Words) -> str:
    """The topic that a label in a table names, or ""."""
    label = words.narrative.label
    return label(text).topic or label(text.removesuffix(_SPENDING)).topic or words.columns.get(text, "")


def _named(text: str, words: _Words) -> Iterator[str]:
    """The items that a text names; a longer name (公务用车购置及运行费) hides the shorter ones in it."""
    for word, topic, _, _ in words.narrative.by_word:
        if topic in _ALL and word in text:
            yield topic
            text = text.replace(word, "\n")


def _plain(text: str) -> str:
    return _ASIDE.sub("", text)


def _hits(total: Statement | None, table: BudgetTable | None, missing: str) -> Iterator[Hit]:
    """One hit: on the total of the narrative, or on the table where there is no such total."""
    fields = {"missing": missing}
    if total is not None:
        yield paragraph_hit(total.paragraph, total.start, total.amount.end, key=missing, fields=fields)
    elif table is not None:
        yield Hit(location=table.location, fields=fields, excerpt=table.title, actual=table.title, key=missing)
