"""A narrative's paragraphs -> one tree, with the lists that one paragraph announces (“其中：”) and the next ones give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from linter.budget.narrative import settling
from linter.budget.narrative.clauses import read_clauses
from linter.budget.narrative.lexicon import words
from linter.budget.narrative.nodes import Node, Page, Tree
from linter.budget.narrative.place import At
from linter.budget.narrative.tokens import read_tokens
from linter.budget.narrative.tree import pending, walk
from linter.document import Paragraph
from linter.language.list_numbers import ListNumber, at_start, bullet_at_start

_SENTENCE = re.compile(r"[。；;！？，,]")
_BULLET = "bullet"
# A list may have so many levels, and so many paragraphs that are no items between two items.
_LEVELS = 4
_BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Announced:
    """A list that goes on: its head, how its items are numbered ("" if they are not, None if no item has come yet), the number
    of the last one, how many paragraphs have passed since, and whether the last item ended with a semicolon."""

    head: int
    style: str | None = None
    value: int = 0
    passed: int = 0
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """The nodes and changes that a paragraph gave, as ranges of the tree."""

    page: Page
    nodes: range
    changes: range


def read_narrative(paragraphs: Sequence[Paragraph], fiscal_year: int | None) -> tuple[Tree, list[Extent]]:
    """All paragraphs as one tree."""
    tree = Tree()
    extents: list[Extent] = []
    open_lists: tuple[Announced, ...] = ()
    divided: int | None = None
    for number, paragraph in enumerate(paragraphs):
        page = Page(number, paragraph, read_tokens(paragraph.text))
        divided = _divided(page, open_lists, divided)
        open_lists = _still_open(tree, page, open_lists) if divided is None else ()
        current = open_lists[-1] if open_lists and open_lists[-1].passed == 0 else None
        head = current.head if current is not None and current.style is not None else None
        first = len(tree.nodes), len(tree.changes)
        before = divided
        if head is None and before is None:
            before = _goes_on_from(tree, page, extents)
        announced = _read(tree, page, fiscal_year, head, before)
        extent = Extent(page, range(first[0], len(tree.nodes)), range(first[1], len(tree.changes)))
        if head is not None:
            if not any(tree.heads[node] == head or _breakdown(tree, node, head) for node in extent.nodes):
                tree.missing.setdefault(head, []).append(paragraph.text[:20])
            _same_stage(tree, head, extent.nodes)
        if announced:
            open_lists = (*(open_lists if head is not None else ()), *announced)[-_LEVELS:]
        extents.append(extent)
    return tree, extents


def _breakdown(tree: Tree, node: int, head: int) -> bool:
    """Whether a node stands for one more breakdown of a list's head (see `heads.again`)."""
    return bool(tree.parts[node]) and tree.nodes[node].amount is tree.nodes[head].amount


def _divided(page: Page, open_lists: Sequence[Announced], divided: int | None) -> int | None:
    """The total of which a paragraph gives one breakdown and the next may give another: “支出预算62万元，其中：” / “按支出用途划分：……”
    / “按支出功能分类：……”."""
    if not words().breakdown_first.match(page.tokens.prose.flat):
        return None
    last = open_lists[-1] if open_lists else None
    return last.head if last is not None and last.style is None and last.passed == 0 else divided


def _goes_on_from(tree: Tree, page: Page, extents: Sequence[Extent]) -> int | None:
    """The only amount of the paragraph before, where this one begins as its list: “……预算62万元。” / “其中：……”."""
    if not extents or words().listed_on.match(page.tokens.prose.flat) is None:
        return None
    last = (tree.nodes[number] for number in extents[-1].nodes)
    roots = [node.id for node in last if tree.heads[node.id] is None and not node.change]
    return roots[0] if len(roots) == 1 and not tree.parts[roots[0]] else None


def _read(
    tree: Tree, page: Page, fiscal_year: int | None, head: int | None, before: int | None
) -> tuple[Announced, ...]:
    """Takes a paragraph into the tree, its first amount as a part of `head`, or what it lists as parts of `before`; the lists
    that go on in the next paragraphs, the outer one first."""
    first = len(tree.nodes), len(tree.changes)
    contexts = () if head is None else (head,)
    at = At(fiscal_year, fiscal_year, contexts=contexts, expects=head, continued=head, last=before)
    at = walk(tree, page, at, read_clauses(page.tokens, page.tokens.scope))
    settling.settle_owners(tree, first[1])
    settling.add_levels(tree, page, tree.nodes[first[0] :], first[1])
    settling.drop_doubts(tree, first[1])
    settling.add_stages(tree, page, tree.nodes[first[0] :])
    settling.add_reasons(tree, page, first[1])
    announced = pending(tree, page, at)
    return (*_numbered_on(tree, page, at, head), *(() if announced is None else (Announced(announced),)))


def _numbered_on(tree: Tree, page: Page, at: At, head: int | None) -> Iterator[Announced]:
    """The list of which this paragraph gives the first item, and the next ones may give the second: “其中：1.……。” / “2.……”."""
    opening = at_start(page.paragraph.text)
    own = opening.style if opening is not None else ""
    for context in at.contexts:
        parts = tree.parts[context]
        number = tree.nodes[parts[-1]].number if parts else None
        first = number is not None and number.value == 1 and number.opens != "point" and number.style != own
        if context != head and first and number is not None and tree.nodes[parts[-1]].page is page:
            yield Announced(context, number.style, number.value, goes_on=True)


# -- which paragraphs go on ------------------------------------------------------------------------------


def _still_open(tree: Tree, page: Page, lists: tuple[Announced, ...]) -> tuple[Announced, ...]:
    """The lists that are open at a paragraph; where it is an item, that of the item is the last, with `passed` 0."""
    if not lists:
        return ()
    text = page.paragraph.text
    number = at_start(text)
    style = number.style if number is not None else _BULLET if bullet_at_start(text) else ""
    if not page.tokens.scope.mentions and _heading(page, number):
        return ()
    for index in range(len(lists) - 1, -1, -1):
        found = _with_item(tree, page, lists[index], style, number)
        if found is not None:
            return (*lists[:index], found)
    if not style and any(not each.style for each in lists):
        # Items without numbers stand one behind the other.
        return ()
    return tuple(replace(each, passed=each.passed + 1) for each in lists if each.passed < _BETWEEN and each.style)


def _heading(page: Page, number: ListNumber | None) -> bool:
    """Whether a paragraph without amounts is a heading, which ends the lists before it."""
    if page.paragraph.level:
        return True
    text = page.paragraph.text.strip()
    return number is not None and number.heading and len(text) <= 40 and not _SENTENCE.search(text[number.end :])


def _with_item(tree: Tree, page: Page, announced: Announced, style: str, number: ListNumber | None) -> Announced | None:
    """A list with the paragraph as its next item, or None if it is none."""
    value = number.value if number is not None else 0
    text = page.paragraph.text.rstrip()
    first = announced.style is None
    if style and first:
        if value > 1:
            return None
    elif style:
        # A number may be left out by mistake, but the count does not begin again.
        if style != announced.style or (number is not None and not announced.value < value <= announced.value + 2):
            return None
    elif not first and announced.style:
        return None
    if not style and not announced.goes_on and not _known_item(tree, page, announced.head):
        return None
    if style and not _may_be_part(tree, page, announced.head):
        return None
    return Announced(announced.head, style, value, goes_on=text.endswith(("；", ";")))


def _first_topic(page: Page) -> str:
    """The topic of the first amount of a paragraph."""
    mention = next(iter(page.tokens.scope.mentions), None)
    if mention is None:
        return ""
    lead = page.tokens.scope.text(max(0, mention.start - 60), mention.start)
    return words().label(words().separator.split(lead)[-1]).topic


def _known_item(tree: Tree, page: Page, head: int) -> bool:
    return _first_topic(page) in tree.known_parts(head)


def _may_be_part(tree: Tree, page: Page, head: int) -> bool:
    """Not where the item stands beside the head in another total (公务接待费 and 公务用车费), is one of the two sides of which the
    head is the total, or all parts so far are known ones of the head and this is one of the great totals."""
    lexicon, whole = words(), tree.nodes[head].topic
    topic = lexicon.topics.get(_first_topic(page))
    known = tree.known_parts(head)
    if topic is not None and (lexicon.beside(whole, topic.key) or topic.key in lexicon.one_change.get(whole, ())):
        return False
    if topic is None or not topic.sums or topic.key in known:
        return True
    return not known or not any(tree.nodes[part].topic in known for part in tree.parts[head])


# -- which figure of an item is the part -----------------------------------------------------------------


def _same_stage(tree: Tree, head: int, nodes: range) -> None:
    """“……全年预算为52.00万元，支出决算为51.32万元。”: the part of a total of final amounts is the item's final amount.

    Where the item gives no amount of the total's stage, the total's parts are not known.
    """
    whole = tree.nodes[head]
    for child in [tree.nodes[each] for each in nodes if tree.heads[each] == head]:
        if not whole.stage or not child.stage or child.stage == whole.stage or child.change:
            continue
        same = next(
            (each for each in _free(tree, nodes) if each.stage == whole.stage and each.unit == child.unit), None
        )
        if same is None:
            tree.partial.add(head)
            continue
        tree.parts[head][tree.parts[head].index(child.id)] = same.id
        tree.heads[child.id], tree.heads[same.id] = None, head


def _free(tree: Tree, nodes: range) -> Iterator[Node]:
    return (tree.nodes[each] for each in nodes if tree.heads[each] is None and not tree.nodes[each].change)
