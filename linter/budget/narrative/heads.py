"""Which list an amount belongs to: by its opener, its topic, its list number and the stops before it. Never by a sum."""

from __future__ import annotations

from dataclasses import dataclass, replace

from linter.budget.narrative.clauses import Clause
from linter.budget.narrative.lexicon import HOLE, Label, words
from linter.budget.narrative.nodes import MONEY_UNIT, Node, Page, Tree
from linter.budget.narrative.place import At
from linter.budget.narrative.tokens import Scope

# From the weakest to the strongest.
_MARKS = "、，；。"
# What a rule says of an amount that is a part of nothing.
_NOWHERE = -1
_FEW = 4
_RECENT = 8

Place = tuple[int | None, At]


@dataclass(frozen=True, slots=True)
class _Case:
    """An amount that looks for its place. A rule gives the head, `_NOWHERE`, or None where it has nothing to say."""

    tree: Tree
    page: Page
    at: At
    clause: Clause
    node: Node

    def fits(self, head: Node) -> bool:
        """Whether a node counts in the same unit, and is not told as a part of its own topic (其中本年收入……) without parts."""
        repeats = self.tree.repeats(head) and not self.tree.parts[head.id]
        return head.unit == self.node.unit and not head.change and not repeats


def head_of(tree: Tree, page: Page, at: At, clause: Clause, node: Node) -> Place:
    """The node that `node` is a part of, or None."""
    stated = _stated(tree, page, at, clause, node)
    if stated is not None:
        return stated
    if at.last is None or not (clause.opener or at.contexts):
        return None, at
    label = words().label(words().conjunction.sub("", clause.opens)) if clause.opens else None
    if label is not None and (label.topic or label.text in words().sides):
        return open_list_of(tree, page, at, label)
    case = _Case(tree, page, at, clause, node)
    rules = (_first_of_unknown, _by_topic, _by_topic_before, _by_opener) if clause.opener else _CONTINUING
    found = next((head for rule in rules if (head := rule(case)) is not None), _NOWHERE)
    return (None, at) if found == _NOWHERE else (found, opened(tree, at, found))


def _stated(tree: Tree, page: Page, at: At, clause: Clause, node: Node) -> Place | None:
    """The head that the text names or that stands right before: 在基本支出中, ……中, a colon. None where it says nothing."""
    if at.expects is not None:
        return at.expects, at
    within = words().within.search(clause.before[-30:]) if not clause.opener else None
    if within is not None:
        return _open_named(tree, at, tree.named(page, words().label(within.group("head").replace(HOLE, ""))))
    # 修缮50.00万元中，材料费30.00万元
    of_last = not clause.opener and words().within_last.match(clause.before) is not None
    if at.last is not None and (of_last or _behind_colon(tree, at.last, clause, node)):
        return at.last, opened(tree, at, at.last)
    return None


def _behind_colon(tree: Tree, last: int, clause: Clause, node: Node) -> bool:
    """政府采购预算30万元：货物类10万元、服务类20万元: whether a known part stands right behind its total and a colon."""
    head = tree.nodes[last]
    right_behind = clause.since == head.end and clause.before.strip() == "："
    return right_behind and node.topic in tree.known_parts(last) and node.unit == head.unit and not head.change


def set_apart(tree: Tree, at: At, clause: Clause) -> int | None:
    """The head of the list that a stronger stop and an opener go back to (共30万元：货物10万元、服务20万元；其中……), if any."""
    goes_back = clause.opener and not clause.opener.startswith(words().again) and "；" in clause.before
    head = tree.heads[at.last] if at.last is not None and goes_back else None
    return head if head is not None and 0 <= _stop_before_last(tree, head) < _MARKS.index("；") else None


# -- behind an opener ------------------------------------------------------------------------------------


def _first_of_unknown(case: _Case) -> int | None:
    """An amount that no topic knows heads the list right behind it all the same."""
    last = case.tree.nodes[case.at.last or 0]
    unknown = not last.topic and case.tree.heads[last.id] is None and case.fits(last)
    return last.id if unknown and case.clause.before.strip("，：") == case.clause.opener else None


def _by_topic(case: _Case) -> int | None:
    """The last amount, or one that it is a part of, that the topic is known to be a part of."""
    topic = case.node.topic
    wholes = words().wholes.get(topic, frozenset())
    for each in case.tree.chain(case.at.last):
        again = case.clause.new_sentence and not case.clause.opener and _has_part(case.tree, each.id, topic)
        if each.topic in wholes and case.fits(each) and not again:
            return each.id
    return None


def _by_topic_before(case: _Case) -> int | None:
    """An amount further up in the paragraph that the topic is known to be a part of."""
    return case.tree.topics(case.page, *words().wholes.get(case.node.topic, ()), unit=case.node.unit)


def _by_opener(case: _Case) -> int | None:
    """The last amount, or the outermost that it is a part of, as the opener goes."""
    tree, clause, lexicon = case.tree, case.clause, words()
    if lexicon.divided.search(clause.before[-200:]):
        return _NOWHERE
    apart = set_apart(tree, case.at, clause)
    if apart is not None and tree.nodes[apart].unit == case.node.unit:
        return apart
    outermost = clause.opener.startswith(lexicon.again)
    outermost = outermost or (clause.new_sentence and clause.opener not in lexicon.of_the_last)
    last = tree.nodes[case.at.last or 0]
    head = tree.root(last.id) if outermost else last
    counted = last_of(tree, case.at, case.node.unit) if case.node.unit not in (head.unit, MONEY_UNIT) else None
    head = tree.nodes[counted] if counted is not None else head
    return head.id if head.unit == case.node.unit and not head.change else _NOWHERE


# -- going on with an open list --------------------------------------------------------------------------


def _by_name(case: _Case) -> int | None:
    """The amount before, where the label says that this is a part of it (中小企业……，小微企业……)."""
    last, label = case.tree.nodes[case.at.last or 0], case.node.label.core
    outer = [outer for inner, outer in words().inside.items() if inner in label and outer not in label]
    return last.id if last.unit == case.node.unit and any(each in last.label.core for each in outer) else None


def _beside_this_year(case: _Case) -> int | None:
    """What was carried over stands beside the amount of this year before it (其中：本年收入……，上年结转……), not in it."""
    last, lexicon = case.tree.nodes[case.at.last or 0], words()
    if not lexicon.of_this_year.match(last.label.core) or not lexicon.carried_over.search(case.node.label.core):
        return None
    return case.tree.heads[last.id]


def _is_total(case: _Case) -> int | None:
    """A great total is a part of nothing that does not know it."""
    topic = words().topics.get(case.node.topic)
    return _NOWHERE if topic is not None and (topic.sums or topic.key in _SIDE_TOTALS) else None


def _by_number(case: _Case) -> int | None:
    """The innermost list whose last part is numbered, too."""
    if case.clause.number is None:
        return None
    for context in reversed(case.at.contexts):
        parts = case.tree.parts[context]
        if parts and case.tree.nodes[parts[-1]].number is not None and case.tree.nodes[context].unit == case.node.unit:
            return context
    return None


def _by_stop(case: _Case) -> int | None:
    """The innermost open list that a full stop, or a stronger stop than those between its parts, has not ended."""
    tree, node = case.tree, case.node
    if case.clause.new_sentence or case.at.fresh:
        return _NOWHERE
    heads = [tree.nodes[each] for each in case.at.contexts]
    heads = [each for each in heads if each.unit == node.unit and not each.change]
    open_lists = [each.id for each in heads if not words().beside(each.topic, node.topic)]
    if not open_lists:
        return _NOWHERE
    inner = open_lists[-1]
    if len(open_lists) > 1 and "；" in case.clause.before and _stop_before_last(tree, inner) < _MARKS.index("；"):
        # “A 4万元，包括X 3万元、Y 1万元；B 5万元”
        return open_lists[-2]
    return _NOWHERE if node.unit != MONEY_UNIT and _closed(tree, inner, node) else inner


_CONTINUING = (_by_name, _beside_this_year, _by_topic, _is_total, _by_number, _by_stop)
_SIDE_TOTALS = ("income_total", "expenditure_total")


def _closed(tree: Tree, head: int, following: Node) -> bool:
    """Whether the parts of a count are all there: 编制40人，其中行政编制15人，事业编制25人，实有36人.

    They are not where what follows makes them the sides of a larger whole (行政、事业 and 工勤).
    """
    names = [tree.nodes[each].label.core for each in tree.parts[head][-_FEW:]]
    return len(names) > 1 and words().are_sides(names) and not words().are_sides([*names, following.label.core])


def _has_part(tree: Tree, head: int, topic: str) -> bool:
    return any(tree.nodes[child].topic == topic for child in tree.parts[head][-_RECENT:])


def _stop_before_last(tree: Tree, head: int) -> int:
    """The strongest stop between the last two parts of a list, as a place in `_MARKS`; -1 for none."""
    if len(tree.parts[head]) < 2:
        return -1
    before, after = (tree.nodes[each] for each in tree.parts[head][-2:])
    return strongest(after.scope, before.end, after.start) if before.scope is after.scope else -1


def strongest(scope: Scope, start: int, end: int) -> int:
    """The strongest stop in a stretch of text, as a place in `_MARKS`; -1 for none."""
    return max((_MARKS.find(char) for char in scope.text(start, end)), default=-1)


# -- opening lists ---------------------------------------------------------------------------------------


def _open_named(tree: Tree, at: At, found: int | None) -> Place:
    if found is None:
        return None, replace(at, contexts=())
    return found, replace(opened(tree, at, found), last=found)


def open_list_of(tree: Tree, page: Page, at: At, label: Label) -> Place:
    """The amount that a named list is the breakdown of (支出包括：……); None where the text does not give it."""
    found = tree.topics(page, label.topic, *words().sides.get(label.text, ()))
    if found is None or not tree.parts[found]:
        return _open_named(tree, at, found)
    second, at = again(tree, replace(at, last=found), found)
    return second, replace(at, last=found)


def again(tree: Tree, at: At, head: int) -> tuple[int, At]:
    """A second breakdown of one total (按支出功能分类……；按支出经济分类……) has a node of its own."""
    second = tree.add(tree.nodes[head])
    tree.heads[second] = tree.heads[head]
    return second, opened(tree, at, second)


def opened(tree: Tree, at: At, head: int) -> At:
    """The place in the text once the list of `head` is the innermost that is open."""
    outer = {each.id for each in tree.chain(head)} - {head}
    keep = []
    for context in at.contexts:
        if context not in outer:
            break
        keep.append(context)
    return replace(at, contexts=(*keep, head))


def last_of(tree: Tree, at: At, unit: str) -> int | None:
    """The last amount counted in a unit, among the last few."""
    for node in reversed(tree.nodes[-_FEW:]) if at.last is not None else ():
        if node.unit == unit and not node.change and node.page is tree.nodes[at.last or 0].page:
            return node.id
    return None
