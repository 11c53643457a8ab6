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
from linter.budget.narrative.changes import read_change, read_from, read_rate, read_share, read_to
from linter.budget.narrative.clauses import Clause
from linter.budget.narrative.heads import again, head_of, last_of, open_list_of, set_apart
from linter.budget.narrative.lexicon import HOLE, Label, without_number, words
from linter.budget.narrative.nodes import MONEY_UNIT, Node, Page, Tree
from linter.budget.narrative.place import UNKNOWN, At, base_year, go_on, stated_year
from linter.budget.narrative.tokens import SENTENCE_END

_SIDES = ("budget_total", "income_total", "expenditure_total")
_PART_END = "；。！？"
# How far behind its opener the first part of a list of counts may stand.
_FIRST_PART = 40
# So long a sentence may be a heading.
_TITLE = 24
# So many amounts may stand before their total.
_ROW = 40
# So many amounts before 收入与上年的452万元相比 are looked at for the income.
_SAME_SIDE = 12


Step = Callable[[Tree, Page, At, Clause], At]


def walk(tree: Tree, page: Page, at: At, found: Sequence[Clause]) -> At:
    """Takes the clauses of a paragraph or a bracket into the tree."""
    steps: dict[str, Step] = {
        c.ITEM: read_item,
        c.CHANGE: read_change,
        c.RATE: read_rate,
        c.SHARE: read_share,
        c.BASE: _read_base,
        c.FROM: read_from,
        c.TO: read_to,
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
    owner = _compared(tree, page, clause)
    return replace(at, base=(base_year(at, clause.own_compare.base), clause.mention.amount), owner=owner)


def _compared(tree: Tree, page: Page, clause: Clause) -> int | None:
    """The amount that a comparison is said of where it names it (收入与上年的452万元相比): None where it names none."""
    lexicon = words()
    assert clause.own_compare is not None
    name = clause.lead[: max(0, clause.own_compare.start - clause.start)]
    label = lexicon.label(lexicon.conjunction.sub("", name))
    if lexicon.stated_year.sub("", label.text.strip()) in lexicon.sides:
        same = [node.id for node in tree.nodes[-_SAME_SIDE:] if node.page is page and _of_side(node, label.text)]
        return same[-1] if len(same) == 1 else UNKNOWN
    if not label.named:
        return None
    found = tree.named(page, label)
    return UNKNOWN if found is None else found


def _of_side(node: Node, side: str) -> bool:
    return not node.change and node.label.core.endswith(side.strip())


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
    """An amount with its label: a node of its own, a part of the list that it belongs to."""
    label = clause.label
    listed = _totalled(tree, page, at, clause)
    if listed:
        return _total_behind(tree, page, at, clause, listed)
    if _is_passed_over(tree, page, at, clause):
        return replace(at, passed=at.passed or clause.mention.kind == COUNT)
    if not label.core and not label.generic:
        tree.partial.update(at.contexts[-1:])
        return at
    account = _account_before(page, clause) if label.generic else ""
    title = _title_before(clause) if label.generic and not account else None
    if title is not None:
        # （三）公务接待费。2025年预算数2万元
        clause, account = replace(clause, label=replace(title, stage=label.stage)), title.text
    own = _has_own_subject(tree, at, clause) or bool(account)
    node = _node(page, clause, account, None if own else _item_of(tree, at, clause))
    node = _of_the_grant(tree, at, clause, node)
    _note_blanks(tree, at, clause)
    head: int | None = None
    if own:
        apart = set_apart(tree, at, clause)
        head, at = head_of(tree, page, at, clause, node)
        if head is not None and head == apart:
            # What follows is one more breakdown of the total, or only a part of it.
            head, at = again(tree, at, head)
            tree.partial.add(head)
    year = stated_year(at, clause.scope.text(max(at.since, clause.scope.start), clause.mention.start))
    if year is None:
        node = replace(node, year=tree.nodes[head].year if head is not None else at.year)
    else:
        node = replace(node, year=year, stated_year=True)
    return _placed(tree, page, at, clause, node, head, own=own)


def _totalled(tree: Tree, page: Page, at: At, clause: Clause) -> Sequence[int]:
    """The amounts of a sentence that lists some and then their total: 办公费3万元，印刷费2万元，合计5万元."""
    named = not words().totals.isdisjoint((clause.label.core, clause.label.text.strip()))
    if not named or clause.in_reason or clause.new_sentence or at.contexts or clause.mention.kind != MONEY:
        return ()
    begin = max(page.tokens.prose.flat.rfind(mark, 0, clause.start) for mark in "。！？")
    found: list[int] = []
    for node in reversed(tree.nodes[-_ROW:]):
        if node.page is not page or node.start <= begin:
            break
        alone = tree.heads[node.id] is None and not tree.parts[node.id] and node.item == node.id
        if not alone or node.change or node.unit != MONEY_UNIT or node.scope is not clause.scope:
            return ()
        found.append(node.id)
    return found[::-1] if 1 < len(found) < _ROW else ()


def _total_behind(tree: Tree, page: Page, at: At, clause: Clause, listed: Sequence[int]) -> At:
    node = replace(_node(page, clause, "", None), year=tree.nodes[listed[0]].year)
    total = tree.add(node, own=True)
    for number in listed:
        tree.adopt(total, number)
    return replace(at, last=total, main=total, change=None, compare=None, since=node.end, fresh=False)


def _is_passed_over(tree: Tree, page: Page, at: At, clause: Clause) -> bool:
    """Whether an amount is none of the tree: told within a reason, a count outside lists, a sum of what was listed, a gap."""
    lexicon, label = words(), clause.label
    if clause.in_reason and not _is_next_part(tree, at, label):
        return True
    if clause.mention.kind == COUNT and not _counted(tree, page, at, clause):
        return True
    return not lexicon.totals.isdisjoint((label.core, label.text)) or label.core in lexicon.gaps


def _has_own_subject(tree: Tree, at: At, clause: Clause) -> bool:
    """Whether an amount names its subject; else the one before goes on (年初预算为……，支出决算为……)."""
    if clause.opener or at.expects is not None or _names_other(tree, at, clause):
        return True
    if clause.label.weak and at.last is not None and not clause.new_sentence:
        # 2025年公务接待费3万元，2024年支出2万元: the other year's figure of the same thing.
        last, years = tree.nodes[at.last], words().years(clause.label.text)
        if years and last.stated_year and years[-1] != last.year and last.topic not in _SIDES:
            return False
    main = tree.nodes[at.main] if at.main is not None else None
    of_account = clause.label.weak and main is not None and words().account.search(main.subject) is not None
    return not clause.label.generic and not of_account


def _names_other(tree: Tree, at: At, clause: Clause) -> bool:
    """Whether an amount with a general label is of something else than the one before: of the other side (年初结转和结余2万元；支出
    12万元), or of what is told between (培训费2万元；拟举办运动会，经费6万元)."""
    lexicon, label = words(), clause.label
    if not label.generic or at.main is None:
        return False
    subject = tree.nodes[at.main].label.core
    if label.text.strip() in lexicon.sides and lexicon.one_sided(subject) not in ("", label.text.strip()):
        return True
    _, stop, told = clause.scope.text(clause.since, clause.start).rpartition("；")
    return (
        bool(stop)
        and not lexicon.label(told).generic
        and not lexicon.reason.search(told)
        and label.stage in ("", "budget")
    )


def _placed(tree: Tree, page: Page, at: At, clause: Clause, node: Node, head: int | None, *, own: bool) -> At:
    """Takes a node into the tree; a new subject closes the open lists."""
    lexicon = words()
    if head is not None:
        divided = bool(clause.opener) and lexicon.divided.search(clause.before[-200:]) is not None
        if tree.parts[head] and (clause.opener.startswith(lexicon.again) or divided):
            head, at = again(tree, at, head)
        if clause.opener and (lexicon.partial_opener.fullmatch(clause.opener) or lexicon.some_of.match(clause.lead)):
            tree.partial.add(head)
    number = tree.add(node, head, own=own)
    if head is not None and lexicon.and_so_on.match(page.tokens.prose.flat, node.end):
        tree.partial.add(head)
    if head is None and own:
        at = replace(at, main=number, contexts=())
    if head is None and node.stated_year:
        at = replace(at, year=node.year)
    return replace(at, expects=None, last=number, change=None, compare=None, since=node.end, fresh=False, passed=False)


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
        number=clause.number,
    )


def _of_the_grant(tree: Tree, at: At, clause: Clause, node: Node) -> Node:
    """财政拨款收入总计90万元，支出总计90万元: the second is the other side of the first, not the total of all expenditure."""
    lexicon = words()
    last = tree.nodes[at.last] if at.last is not None else None
    if last is None or not node.label.bare or clause.before.strip() not in ("，", "、"):
        return node
    pairs = zip(lexicon.one_change["grant_total"], lexicon.one_change["budget_total"], strict=True)
    grant = next((grant for grant, total in pairs if total == node.topic), "")
    other = grant and grant != last.topic and last.topic in lexicon.one_change["grant_total"]
    return replace(node, topic=grant) if other else node


def full_label(page: Page, start: int, end: int) -> str:
    """The label at these offsets of the flat text, as printed."""
    prose = page.tokens.prose
    low, high = prose.span(start, end)
    return words().conjunction.sub("", prose.text[low:high].strip(" \u3000：:"))


def _account_before(page: Page, clause: Clause) -> str:
    """The account whose name is the heading of the sentence: “……（类）……（款）……（项）。年初预算为”."""
    match = words().account_head.search(page.tokens.prose.flat, max(clause.since, clause.start - 200), clause.start)
    return full_label(page, match.start("path"), match.end("path")) if match else ""


def _title_before(clause: Clause) -> Label | None:
    """The label of a heading of few words that opens the sentence's paragraph, if it names something that is known."""
    title = without_number(clause.before.replace(HOLE, "")).strip()
    if clause.since != clause.scope.start or not 0 < len(title) <= _TITLE or title[-1] != "。":
        return None
    if SENTENCE_END.search(title[:-1]) or any(mark in title for mark in "，；："):
        return None
    label = words().label(title)
    return label if label.topic else None


def _is_next_part(tree: Tree, at: At, label: Label) -> bool:
    """Whether an amount inside a reason is in truth the next part of an open list."""
    return label.bare and bool(label.topic) and any(label.topic in tree.known_parts(each) for each in at.contexts)


def _counted(tree: Tree, page: Page, at: At, clause: Clause) -> bool:
    """Whether a count is one of a list, or heads one."""
    unit, end = clause.mention.amount.unit, clause.mention.end
    if at.contexts and tree.nodes[at.contexts[-1]].unit == unit:
        return True
    if (clause.opener or words().within_last.match(clause.before)) and last_of(tree, at, unit) is not None:
        return True
    # The first part, in the same unit behind an opener: 在职人员30人，其中行政12人; 车辆6辆，价值120万元，其中轿车2辆.
    flat = page.tokens.prose.flat
    part = next((each for each in clause.scope.mentions_in(end, end + _FIRST_PART) if each.amount.unit == unit), None)
    between = (
        flat[end : part.start] if part is not None else clause.scope.text(end, min(end + _FIRST_PART, clause.scope.end))
    )
    if part is not None and words().within_last.match(between[:2]):
        # 在职人员80人中，行政人员50人，事业人员30人
        return True
    if _in_bracket(clause, end, unit):
        return True
    opener = words().bracket_opener.search(between)
    if opener is None or SENTENCE_END.search(between[1:]):
        return False
    return part is not None


def _in_bracket(clause: Clause, end: int, unit: str) -> bool:
    """Whether a bracket right behind a count gives its parts and says so."""
    bracket = next((each for each in clause.scope.brackets if each.start == end + 1), None)
    if bracket is None or words().bracket_opener.match(bracket.masked) is None:
        return False
    return any(each.amount.unit == unit for each in bracket.mentions)


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


def _listed_here(tree: Tree, page: Page, head: int) -> int:
    """How many parts of an amount its paragraph has given."""
    return sum(1 for part in tree.parts[head] if tree.nodes[part].page is page)


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
    told = tree.changes[at.change].owners[:1] if at.change is not None else ()
    if told and tree.root(told[0]).id == head:
        # 总收入62万元，其中本年收入61万元。本年收入减少2万元。具体情况如下：
        head = told[0]
    if SENTENCE_END.search(flat[-60:].removesuffix(match.group("opener"))[-1:]) and _listed_here(tree, page, head) > 1:
        # 收入预算90万元，包括本年收入80万元，上年结转10万元。其中：……
        head, _ = again(tree, at, head)
    if lexicon.partial_opener.fullmatch(match.group("opener")):
        tree.partial.add(head)
    return head
