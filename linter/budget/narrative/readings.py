"""What else the words allow: whether a list may be taken as complete, and where it may end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.budget.narrative.heads import strongest
from linter.budget.narrative.lexicon import common_ending, words
from linter.budget.narrative.nodes import MONEY_UNIT, Node, Tree

# So many other readings of one list are told.
_MOST = 4
_ACROSS = 4


def complete(tree: Tree, head: Node) -> bool:
    """Whether a list may be taken as complete: two parts at least, and counts only where they are parts of one whole."""
    children = [tree.nodes[child] for child in tree.parts[head.id]]
    if len(children) < 2:
        return False
    return head.unit == MONEY_UNIT or _divides(head, children)


def _divides(head: Node, children: Sequence[Node]) -> bool:
    """Whether the labels of counts divide their whole: see `opposites` and `overlapping` in narrative.yaml."""
    lexicon = words()
    names = [_name(child) for child in children]
    if any(name.startswith(lexicon.rest) for name in names) or lexicon.are_sides(names):
        return True
    if any(name.startswith(lexicon.overlapping) for name in names):
        return False
    ending = common_ending(names)
    known = ending not in ("", *names, *lexicon.quantities) and ending[-1] in _name(head)
    return known and (len(ending) > 1 or head.unit not in lexicon.persons)


def _name(node: Node) -> str:
    return node.label.core


def other_readings(tree: Tree, head: Node) -> Iterator[list[int]]:
    """Other lists of parts that the words allow: without a tail that a stronger stop sets apart, or with the amounts that
    stand right behind the list in the list further out."""
    children = tree.parts[head.id]
    if head.change or len(children) < 2:
        return
    outer = tree.heads[head.id]
    found = 0
    strongest_before = -1
    cuts = []
    for count in range(1, len(children)):
        stop = _stop(tree, children[count - 1], children[count])
        if count > 1 and (outer is not None or stop > strongest_before):
            cuts.append(count)
        strongest_before = max(strongest_before, stop)
    known = tree.known_parts(head.id)
    last_known = max((index for index, child in enumerate(children) if tree.nodes[child].topic in known), default=-1)
    for count in reversed(cuts):
        if count > last_known and found < _MOST:
            found += 1
            yield children[:count]


def _stop(tree: Tree, before: int, after: int) -> int:
    one, other = tree.nodes[before], tree.nodes[after]
    if one.page is not other.page or one.scope is not other.scope:
        return _ACROSS
    return strongest(one.scope, one.end, other.start)
