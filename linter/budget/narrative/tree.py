"""Clauses -> tree: gives each amount its place.

A list opens with 其中, 包括 …; what follows belongs to the innermost list that it can belong to. Where the words leave the
level open, the topics decide (人员经费 is part of 基本支出), and where they do not, the stops. No reading is chosen by its sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from linter.budget.amounts import BARE as BARE_KIND
from linter.budget.amounts import COUNT, MONEY
from linter.budget.narrative import clauses as c
from linter.budget.narrative.changes import read_change, read_rate, read_share
from linter.budget.narrative.clauses import Clause
from linter.budget.narrative.lexicon import HOLE, Label, words
from linter.budget.narrative.nodes import MONEY_UNIT, Node, Page, Tree
from linter.budget.narrative.place import At, base_year, go_on, stated_year
from linter.budget.narrative.tokens import SENTENCE_END, Scope

# From the weakest to the strongest.
_MARKS = "、，；。"
_PART_END = "；。！？"
# How far behind its opener the first part of a list of counts may stand.
_FIRST_PART = 40
_FEW = 4


Step = Callable[[Tree, Page, At, Clause], At]


def walk(tree: Tree, page: Page, at: At, found: Sequence[Clause]) -> At:
    """Takes the clauses of a paragraph or a bracket into the tree."""
    steps: dict[str, Step] = {
        c.ITEM: read_item,
        c.CHANGE: read_change,
        c.RATE: read_rate,
        c.SHARE: read_share,
        c.BASE: _read_base,
        c.ASIDE: _read_aside,
    }
    for clause in found:
        if clause.role != c.ASIDE:
            at = go_on(at, clause)
        step = steps.get(clause.role)
        if step is not None:
            at = step(tree, page, at, clause)
    return at


def _read_base(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    if clause.bare or clause.own_compare is None:
        return at
    return replace(at, base=(base_year(at, clause.own_compare.base), clause.mention.amount))


def _read_aside(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """A bracket: the base of a comparison, the parts of the amount before it, or something in passing."""
    first = len(tree.nodes)
    inner = At(at.fiscal_year, at.year, main=at.main, since=clause.scope.start)
    if clause.compare is not None:
        walk(tree, page, replace(inner, year=base_year(at, clause.compare.base)), clause.inner)
        base = next((node for node in tree.nodes[first:] if not node.change), None)
        return at if base is None else replace(at, base=(base_year(at, clause.compare.base), base.amount))
    follows = at.last is not None and not clause.before.strip(HOLE)
    if at.last is not None and follows:
        inner = replace(inner, year=tree.nodes[at.last].year, last=at.last if clause.bare else None)
    after = walk(tree, page, inner, clause.inner)
    if at.last is not None and after.last != at.last:
        _adopt_bracket(tree, at.last, tree.nodes[first:], listed=clause.bare)
    return at


def _adopt_bracket(tree: Tree, head: int, inner: Sequence[Node], *, listed: bool) -> None:
    """基本支出300万元（人员经费270万元、公用经费30万元）: a bracket that gives the parts without saying so."""
    roots = [node for node in inner if tree.heads[node.id] is None]
    if listed or tree.parts[head] or len(roots) < 2:
        return
    if all(node.topic in tree.known_parts(head) and not node.change for node in roots):
        for node in roots:
            tree.adopt(head, node.id)


def read_item(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    lexicon, label = words(), clause.label
    if clause.in_reason and not _is_next_part(tree, at, label):
        return at
    if clause.mention.kind == COUNT and not _counted(tree, page, at, clause):
        return at
    if not label.core and not label.generic:
        tree.partial.update(at.contexts[-1:])
        return at
    if not lexicon.totals.isdisjoint((label.core, label.text)) or label.core in lexicon.gaps:
        return at
    main = tree.nodes[at.main] if at.main is not None else None
    of_account = label.weak and main is not None and lexicon.account.search(main.subject) is not None
    account = _account_before(page, clause) if label.generic else ""
    generic = (label.generic or of_account) and not clause.opener and at.expects is None and not account
    owner = _item_of(tree, at, clause) if generic else None
    node = _node(page, clause, account, owner)
    _note_blanks(tree, at, clause)
    head: int | None = None
    if not generic:
        head, at = _head(tree, page, at, clause, node)
    year = stated_year(at, clause.scope.text(max(at.since, clause.scope.start), clause.mention.start))
    if year is None:
        node = replace(node, year=tree.nodes[head].year if head is not None else at.year)
    else:
        node = replace(node, year=year, stated_year=True)
    return _placed(tree, page, at, clause, node, head, own=not generic)


def _placed(tree: Tree, page: Page, at: At, clause: Clause, node: Node, head: int | None, *, own: bool) -> At:
    """Takes a node into the tree; a new subject closes the open lists."""
    lexicon = words()
    if head is not None:
        divided = bool(clause.opener) and lexicon.divided.search(clause.before[-200:]) is not None
        if tree.parts[head] and (clause.opener.startswith(lexicon.again) or divided):
            head, at = _again(tree, at, head)
        if clause.opener and lexicon.partial_opener.fullmatch(clause.opener):
            tree.partial.add(head)
    number = tree.add(node, head, own=own)
    if head is not None and lexicon.and_so_on.match(page.tokens.prose.flat, node.end):
        tree.partial.add(head)
    if head is None and own:
        at = replace(at, main=number, contexts=())
    if head is None and node.stated_year:
        at = replace(at, year=node.year)
    return replace(at, expects=None, last=number, change=None, compare=None, since=node.end, fresh=False)


def _node(page: Page, clause: Clause, account: str, owner: Node | None) -> Node:
    mention, label = clause.mention, clause.label
    subject = account or (owner.subject if owner is not None else full_label(page, clause.start, mention.start))
    return Node(
        id=-1,
        page=page,
        scope=clause.scope,
        label=label,
        subject=subject,
        topic=owner.topic if owner is not None else label.topic,
        stage=label.stage,
        amount=mention.amount,
        unit=MONEY_UNIT if mention.kind in (MONEY, BARE_KIND) else mention.amount.unit,
        start=clause.start,
        end=mention.end,
        year=None,
        item=owner.id if owner is not None else None,
        numbered=clause.number is not None,
    )


def full_label(page: Page, start: int, end: int) -> str:
    """The label at these offsets of the flat text, as printed."""
    prose = page.tokens.prose
    low, high = prose.span(start, end)
    return words().conjunction.sub("", prose.text[low:high].strip(" \u3000：:"))


def _account_before(page: Page, clause: Clause) -> str:
    """The account whose name is the heading of the sentence: “……（类）……（款）……（项）。年初预算为”."""
    match = words().account_head.search(page.tokens.prose.flat, max(clause.since, clause.start - 200), clause.start)
    return full_label(page, match.start("path"), match.end("path")) if match else ""


def _is_next_part(tree: Tree, at: At, label: Label) -> bool:
    """Whether an amount inside a reason is in truth the next part of an open list."""
    return label.bare and bool(label.topic) and any(label.topic in tree.known_parts(each) for each in at.contexts)


def _counted(tree: Tree, page: Page, at: At, clause: Clause) -> bool:
    """Whether a count is one of a list, or heads one."""
    unit, end = clause.mention.amount.unit, clause.mention.end
    if at.contexts and tree.nodes[at.contexts[-1]].unit == unit:
        return True
    if clause.opener and _last_of(tree, at, unit) is not None:
        return True
    # The first part, in the same unit behind an opener: 在职人员30人，其中行政12人; 车辆6辆，价值120万元，其中轿车2辆.
    flat = page.tokens.prose.flat
    part = next((each for each in clause.scope.mentions_in(end, end + _FIRST_PART) if each.amount.unit == unit), None)
    between = (
        flat[end : part.start] if part is not None else clause.scope.text(end, min(end + _FIRST_PART, clause.scope.end))
    )
    opener = words().bracket_opener.search(between)
    if opener is None or SENTENCE_END.search(between[1:]):
        return False
    return part is not None or _in_bracket(clause, end, unit)


def _in_bracket(clause: Clause, end: int, unit: str) -> bool:
    """Whether a bracket right behind a count gives its parts."""
    bracket = next((each for each in clause.scope.brackets if each.start == end + 1), None)
    return bracket is not None and any(each.amount.unit == unit for each in bracket.mentions)


def _last_of(tree: Tree, at: At, unit: str) -> int | None:
    """The last amount counted in a unit, among the last few."""
    for node in reversed(tree.nodes[-_FEW:]) if at.last is not None else ():
        if node.unit == unit and not node.change and node.page is tree.nodes[at.last or 0].page:
            return node.id
    return None


def _item_of(tree: Tree, at: At, clause: Clause) -> Node | None:
    """Whose figure an amount without a subject of its own (年初预算为) is: the part just named in a list, else the item's."""
    last, found = at.last, at.main
    between = clause.scope.text(clause.since, clause.mention.start)
    if last is not None and tree.heads[last] is not None and not any(mark in between for mark in _PART_END):
        item = tree.nodes[last].item
        found = item if item is not None else last
    return tree.nodes[found] if found is not None else None


def _note_blanks(tree: Tree, at: At, clause: Clause) -> None:
    """An amount left blank in a list (“人员经费　万元”) leaves its sum open."""
    gap = clause.scope.text(clause.since, clause.mention.start)
    blank = words().blank_amount.search(gap)
    if blank and at.contexts:
        tree.missing.setdefault(at.contexts[-1], []).append(gap[: blank.end()].strip("，、；：。"))


# -- which list ------------------------------------------------------------------------------------------

Place = tuple[int | None, At]


def _head(tree: Tree, page: Page, at: At, clause: Clause, node: Node) -> Place:
    """The node that `node` is a part of, or None."""
    if at.expects is not None:
        return at.expects, at
    within = words().within.search(clause.before[-30:]) if not clause.opener else None
    if within is not None:
        found = tree.named(page, words().label(within.group("head").replace(HOLE, "")))
        return _open_named(tree, at, found)
    if clause.opener and at.last is not None:
        label = words().label(words().conjunction.sub("", clause.opens)) if clause.opens else None
        if label is not None and (label.topic or label.text in words().sides):
            return open_list_of(tree, page, at, label)
        return _opened(tree, page, at, clause, node)
    if not at.contexts or at.last is None:
        return None, at
    return _continued(tree, at, clause, node)


def _open_named(tree: Tree, at: At, found: int | None) -> Place:
    if found is None:
        return None, replace(at, contexts=())
    return found, replace(opened(tree, at, found), last=found)


def open_list_of(tree: Tree, page: Page, at: At, label: Label) -> Place:
    """The amount that a named list is the breakdown of (支出包括：……); None where the text does not give it."""
    found = tree.topics(page, label.topic, *words().sides.get(label.text, ()))
    if found is not None and tree.parts[found]:
        again, at = _again(tree, replace(at, last=found), found)
        return again, replace(at, last=found)
    return _open_named(tree, at, found)


def _opened(tree: Tree, page: Page, at: At, clause: Clause, node: Node) -> Place:
    """The head of the list that an opener begins."""
    assert at.last is not None
    last = tree.nodes[at.last]
    unknown = not last.topic and tree.heads[last.id] is None and not last.change and last.unit == node.unit
    if unknown and clause.before.strip("，：") == clause.opener:
        # An amount that no topic knows heads the list right behind it all the same.
        return last.id, opened(tree, at, last.id)
    wholes = words().wholes.get(node.topic, frozenset())
    for each in tree.chain(last.id):
        if each.topic in wholes and each.unit == node.unit and not each.change and not tree.repeats(each):
            return each.id, opened(tree, at, each.id)
    found = tree.topics(page, *wholes, unit=node.unit) if wholes else None
    if found is not None:
        return found, opened(tree, at, found)
    if words().divided.search(clause.before[-200:]):
        return None, at
    outermost = clause.opener.startswith(words().again) or (clause.new_sentence and not _of_the_last(clause.opener))
    head = tree.root(last.id) if outermost else last
    if head.unit != node.unit and node.unit != MONEY_UNIT:
        counted = _last_of(tree, at, node.unit)
        head = tree.nodes[counted] if counted is not None else head
    if head.unit != node.unit or head.change:
        return None, at
    return head.id, opened(tree, at, head.id)


def _of_the_last(opener: str) -> bool:
    return opener in words().of_the_last


def _continued(tree: Tree, at: At, clause: Clause, node: Node) -> Place:
    """The open list that an amount goes on with."""
    lexicon, topic = words(), node.topic
    if at.last is not None and _inside(tree.nodes[at.last], node):
        return at.last, opened(tree, at, at.last)
    chain = [each for each in tree.chain(at.last) if each.unit == node.unit and not tree.repeats(each)]
    if topic:
        wholes = lexicon.wholes.get(topic, frozenset())
        for each in chain:
            if each.topic in wholes and not (clause.new_sentence and _has_part(tree, each.id, topic)):
                return each.id, opened(tree, at, each.id)
        if lexicon.topics[topic].sums or topic in _SIDE_TOTALS:
            return None, at
    if clause.number is not None:
        for context in reversed(at.contexts):
            parts = tree.parts[context]
            if parts and tree.nodes[parts[-1]].numbered and tree.nodes[context].unit == node.unit:
                return context, opened(tree, at, context)
    if clause.new_sentence or at.fresh:
        return None, at
    contexts = [
        each
        for each in at.contexts
        if tree.nodes[each].unit == node.unit
        and not tree.nodes[each].change
        and not lexicon.beside(tree.nodes[each].topic, topic)
    ]
    if not contexts:
        return None, at
    if len(contexts) > 1 and _goes_further_out(tree, contexts[-1], clause):
        return contexts[-2], opened(tree, at, contexts[-2])
    if node.unit != MONEY_UNIT and _closed(tree, contexts[-1]):
        return None, at
    return contexts[-1], at


def _inside(last: Node, node: Node) -> bool:
    """Whether an amount is by its name a part of the one before it (中小企业……，小微企业……)."""
    label = node.label.core
    pairs = ((inner, outer) for inner, outer in words().inside.items() if inner in label and outer not in label)
    return last.unit == node.unit and any(outer in last.label.core for _, outer in pairs)


def _closed(tree: Tree, head: int) -> bool:
    """Whether the parts of a count are all there: 编制40人，其中行政编制15人，事业编制25人，实有36人."""
    names = [tree.nodes[each].label.core for each in tree.parts[head][-_FEW:]]
    return len(names) > 1 and words().are_sides(names)


_SIDE_TOTALS = ("income_total", "expenditure_total")


def _has_part(tree: Tree, head: int, topic: str) -> bool:
    return any(tree.nodes[child].topic == topic for child in tree.parts[head][-8:])


def _goes_further_out(tree: Tree, head: int, clause: Clause) -> bool:
    """Whether a stronger stop than those in an inner list ends it: “A 4万元，包括X 3万元、Y 1万元；B 5万元”."""
    if "；" not in clause.before:
        return False
    return _stop_before_last(tree, head) < _MARKS.index("；")


def _stop_before_last(tree: Tree, head: int) -> int:
    """The strongest stop between the last two parts of a list, as a place in `_MARKS`; -1 for none."""
    if len(tree.parts[head]) < 2:
        return -1
    before, after = (tree.nodes[each] for each in tree.parts[head][-2:])
    return strongest(after.scope, before.end, after.start) if before.scope is after.scope else -1


def strongest(scope: Scope, start: int, end: int) -> int:
    """The strongest stop in a stretch of text, as a place in `_MARKS`; -1 for none."""
    return max((_MARKS.find(char) for char in scope.text(start, end)), default=-1)


def _again(tree: Tree, at: At, head: int) -> tuple[int, At]:
    """A second breakdown of one total (按支出功能分类……；按支出经济分类……) has a node of its own."""
    again = tree.add(tree.nodes[head])
    tree.heads[again] = tree.heads[head]
    return again, opened(tree, at, again)


def opened(tree: Tree, at: At, head: int) -> At:
    """The place in the text once the list of `head` is the innermost that is open."""
    outer = {each.id for each in tree.chain(head)} - {head}
    keep = []
    for context in at.contexts:
        if context not in outer:
            break
        keep.append(context)
    return replace(at, contexts=(*keep, head))


def pending(tree: Tree, page: Page, at: At) -> int | None:
    """The head of a list that the paragraph announces and the next paragraphs give."""
    lexicon = words()
    flat = page.tokens.prose.flat.rstrip("：，")
    match = lexicon.opener.search(flat[-60:])
    if match is None or at.last is None:
        return None
    # “（二）公务用车购置及运行费10万元。其中：” within a numbered list opens a list of its own.
    before = flat.removesuffix(match.group("opener"))
    label = lexicon.label(lexicon.conjunction.sub("", lexicon.separator.split(before[-60:])[-1]))
    if label.topic:
        found, _ = open_list_of(tree, page, at, label)
        return found
    if tree.nodes[at.last].unit != MONEY_UNIT:
        return None
    head = at.last if tree.heads[at.last] == at.continued else tree.root(at.last).id
    if lexicon.partial_opener.fullmatch(match.group("opener")):
        tree.partial.add(head)
    return head
