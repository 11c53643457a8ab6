"""Comparisons once a paragraph is read: whose each is, those without a figure (与上年持平, 决算数小于预算数), and their reasons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from linter.budget.amounts import MONEY
from linter.budget.narrative.lexicon import words
from linter.budget.narrative.nodes import Change, Node, Page, Tree
from linter.budget.narrative.tokens import SENTENCE_END

# The stages of what was carried out, and the word for any of those that were planned.
EXECUTED = ("final", "execution")
PLANNED = "planned"
# So many amounts before 决算数小于预算数 are looked at for the executed one.
_FEW = 4


def settle_owners(tree: Tree, first: int) -> None:
    """Gives each change from `first` on to the likeliest of the amounts that it may be said of and that has none yet."""
    taken: set[int] = set()
    first_of: dict[int, Change] = {}
    for number in range(first, len(tree.changes)):
        change = tree.changes[number]
        free = tuple(owner for owner in change.owners if owner not in taken)
        if not free:
            # 决算数较预算数减少3万元。较上年减少1万元: one amount is compared with two.
            free = tuple(owner for owner in change.owners[:1] if _other_base(change, first_of[owner]))
        for owner in free[:1]:
            taken.add(owner)
            first_of.setdefault(owner, change)
        tree.changes[number] = replace(change, owners=free)


def _other_base(change: Change, before: Change) -> bool:
    """Whether two comparisons of one amount are with different things: with the budget and with the year before."""
    one, other = ((each.base_year, "" if each.base_year else each.base_stage) for each in (change, before))
    return one != other and (None, "") not in (one, other)


def add_stages(tree: Tree, page: Page, nodes: Sequence[Node]) -> None:
    """决算数小于预算数: a comparison of the executed amount before it with the planned one of the same thing."""
    starts = [node.start for node in nodes]
    flat = page.tokens.prose.flat
    for match in words().beyond.finditer(flat):
        place = bisect_left(starts, match.start())
        before = [node for node in nodes[max(0, place - _FEW) : place] if not node.change]
        thing = _thing(before[-1]) if before else None
        executed = [node for node in before if node.stage in EXECUTED and _thing(node) == thing]
        if executed:
            node = executed[-1]
            tree.changes.append(
                Change(
                    start=match.start(),
                    end=match.end(),
                    scope=node.scope,
                    direction=_way(match),
                    base_stage=words().plan_stage(match.group("plan")),
                    owners=(node.id,),
                )
            )


def _thing(node: Node) -> object:
    return node.item if node.item is not None else node.topic


def _way(match: re.Match[str]) -> str:
    return "increase" if match.group("above") else "decrease" if match.group("below") else "level"


def add_levels(tree: Tree, page: Page, nodes: Sequence[Node], first: int) -> None:
    """与上年持平: a comparison without a figure, behind an amount that has none."""
    compared = {change.owners[0] for change in tree.changes[first:] if change.owners}
    by_scope: dict[int, list[int]] = {}
    for node in nodes:
        by_scope.setdefault(id(node.scope), []).append(node.start)
    for starts in by_scope.values():
        starts.sort()
    for node in nodes:
        if node.change or node.id in compared or node.end <= node.start:
            continue
        starts = by_scope[id(node.scope)]
        index = bisect_left(starts, node.end)
        end = starts[index] if index < len(starts) else node.scope.end
        change = _level(tree, page, node, end)
        if change is not None:
            tree.changes.append(change)


def drop_doubts(tree: Tree, first: int) -> None:
    """Where several parts of a list are compared, each comparison is of its part: 甲3万元，与上年持平；乙5万元，比上年减少1万元."""
    compared = Counter(tree.heads[change.owners[0]] for change in tree.changes[first:] if change.owners)
    for number in range(first, len(tree.changes)):
        change = tree.changes[number]
        head = tree.heads[change.owners[0]] if change.owners else None
        if head is not None and compared[head] > 1:
            tree.changes[number] = replace(change, owners=change.owners[:1])


def _level(tree: Tree, page: Page, node: Node, end: int) -> Change | None:
    lexicon = words()
    tail = node.scope.text(node.end, end)
    stop = SENTENCE_END.search(tail)
    if stop and not lexicon.compare.match(tail, stop.end()):
        tail = tail[: stop.start()]
    compare, level, reason = (each.search(tail) for each in (lexicon.compare, lexicon.level, lexicon.announced))
    if compare is None or level is None or level.start() < compare.start():
        return None
    if (reason is not None and reason.start() < level.start()) or lexicon.roughly.search(tail):
        return None
    if lexicon.change_word.search(tail[compare.end() : level.start()]):
        return None
    inside = [
        mention
        for mention in node.scope.mentions_in(node.end + compare.end(), node.end + level.start())
        if mention.kind == MONEY
    ]
    return Change(
        start=node.end + compare.start(),
        end=node.end + level.end(),
        scope=node.scope,
        direction="level",
        base_year=_level_year(node, compare.group("base"), page),
        base_stage=lexicon.stage(tail[compare.start() : level.start()]),
        # 与上年预算3.50万元持平: the amount between the comparison and its word is the base.
        base=inside[0].amount if len(inside) == 1 else None,
        owners=(node.id,),
    )


def _level_year(node: Node, base: str, page: Page) -> int | None:
    stated = words().years(base)
    if stated:
        return stated[0]
    return node.year - 1 if words().last_year.search(base) and node.year is not None else None


def add_reasons(tree: Tree, page: Page, first: int) -> None:
    """The first reason behind each comparison, before another comparison begins."""
    tokens = page.tokens
    starts = sorted(change.start for change in tree.changes[first:])
    for number in range(first, len(tree.changes)):
        change = tree.changes[number]
        behind = bisect_left(starts, change.end)
        end = starts[behind] if behind < len(starts) else len(tokens.prose.flat)
        index = bisect_left(tokens.markers, change.end)
        if index == len(tokens.reasons) or tokens.reasons[index].marker >= end:
            continue
        reason = tokens.reasons[index]
        between = tokens.prose.flat[change.end : reason.marker]
        if len(SENTENCE_END.findall(between)) <= 1:
            tree.changes[number] = replace(change, reason=reason.reason.strip("，：、。") if reason.reason else "")
