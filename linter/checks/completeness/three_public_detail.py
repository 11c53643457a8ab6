"""三公 spending that is not given item by item, or car costs that are not split into purchase and running costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Budget, BudgetTable, Statement
from linter.budget.narrative.lexicon import Words, words
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Location, Table
from linter.packs.hits import Check, Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_ITEMS = ("abroad", "car", "reception")
_CAR = ("car", "car_purchase", "car_running")
_CODE = re.compile(r"\d{3,7}")
_SENTENCE = re.compile(r"[。；]")
_NONE = re.compile(r"无|未|没有|不|零|0")
_LABEL_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    lexicon = words()

    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.budget
        total = _total(budget)
        table = next((each for each in budget.tables if each.kind.startswith("three_public")), None)
        if total is None and table is None:
            return
        if total is not None and total.amount.number == 0:
            return
        stated = _stated(budget, lexicon)
        missing = [key for key in _ITEMS if key not in stated and not (key == "car" and stated & set(_CAR))]
        names = [lexicon.topics[key].name for key in missing]
        if "car" in stated and not stated & {"car_purchase", "car_running"} and not _no_car(budget, lexicon):
            names.append(f"{lexicon.topics['car_purchase'].name}、{lexicon.topics['car_running'].name}")
        if names:
            yield _hit(total, table, "、".join(names))

    return check


def _total(budget: Budget) -> Statement | None:
    """The total of 三公 that the narrative states for the budget year."""
    return next(
        (
            each
            for each in budget.statements
            if each.topic == "three_public" and not each.change and each.year in (None, budget.fiscal_year)
        ),
        None,
    )


def _hit(total: Statement | None, table: BudgetTable | None, names: str) -> Hit:
    fields = {"missing": names}
    if total is not None:
        return paragraph_hit(total.paragraph, total.start, total.amount.end, key=names, fields=fields)
    assert table is not None
    place: Location = table.location
    return Hit(location=place, fields=fields, excerpt=table.title, actual=table.title, key=names)


def _stated(budget: Budget, lexicon: Words) -> set[str]:
    """The items that the document names with an amount, a blank, or a word that there is none."""
    found = {each.topic for each in budget.statements if each.topic in (*_ITEMS, *_CAR)}
    for table in budget.document.tables:
        found |= _in_cells(table, lexicon)
    for paragraph in budget.narrative:
        for sentence in _SENTENCE.split(paragraph.text):
            short = len(paragraph.text) <= _LABEL_LENGTH
            if "指" in sentence or not (short or _NONE.search(sentence)):
                continue
            found |= _named(_plain(sentence), lexicon)
    return found


def _named(text: str, lexicon: Words) -> set[str]:
    """The items that a text names; a longer name (公务用车购置及运行费) hides the shorter ones in it."""
    found = set()
    for word, topic, _, _ in lexicon.by_word:
        if topic in (*_ITEMS, *_CAR) and word in text:
            found.add(topic)
            text = text.replace(word, "\n")
    return found


def _in_cells(table: Table, lexicon: Words) -> set[str]:
    found = set()
    for row in table.rows:
        # 30217 公务接待费 is an account, not an item of 三公.
        if any(_CODE.fullmatch(cell.text.strip()) for cell in row):
            continue
        for cell in row:
            if 0 < len(cell.text.strip()) <= _LABEL_LENGTH:
                text = _plain(cell.text)
                topic = lexicon.label(text).topic or lexicon.label(text.removesuffix("支出")).topic
                found.add(topic or _bare_car_column(text))
    return found


def _bare_car_column(text: str) -> str:
    """Under the head of car costs the columns are often called 购置费 and 运行费 only."""
    if re.fullmatch(r"购置(?:费|费用|经费)?", text):
        return "car_purchase"
    return "car_running" if re.fullmatch(r"运行(?:维护)?(?:费|费用|经费)?", text) else ""


def _plain(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[)）]|[“”\"\s]", "", text)


def _no_car(budget: Budget, lexicon: Words) -> bool:
    """Whether the cost of cars is nothing, so that nothing can be split."""
    amounts = [each.amount for each in budget.statements if each.topic == "car" and not each.change]
    return bool(amounts) and all(amount.number == 0 for amount in amounts)


KIND = Kind("three-public-detail", frozenset({DOCUMENT}), Params, build, frozenset({"missing"}))
