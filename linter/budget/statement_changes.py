"""Comparisons and shares in a paragraph of the narrative: 比上年增加10万元，增长5%；与上年持平；占本年支出的34.3%."""

from __future__ import annotations

import re
from dataclasses import replace

from linter.budget.amounts import MONEY, Mention
from linter.budget.statement_nodes import Change, Node, ShareDraft
from linter.budget.statement_state import CONJUNCTION, SENTENCE_END, State
from linter.budget.statement_sums import agrees
from linter.budget.statement_words import HOLE, Label

_SHARE = re.compile(r"(?P<before>.*?)占(?!地|用)(?P<of>.*?)的?(?:比重|比例|比|份额|百分比)?(?:为|是|约|达|达到)?$")
# 占支出预算1500万元的40%: the total stands between 占 and the percentage.
_OF = re.compile(r"(?P<before>.*?)占(?!地|用)(?P<of>.+)$")
# 完成年初预算1500万元的40%
_DONE_OF = re.compile(r"(?P<before>.*?)(?:完成|达到)了?(?P<of>[^，。；]*?(?:预算|计划|任务)(?:数|总额|指标)?)$")
_SHARE_AFTER = re.compile(r"的(?:比重|比例)?(?:为|约为|约)?\d[\d.]*[%％]")
_DONE = re.compile(r"(?:完成|达到|为|占)(?P<of>(?:年初|全年|调整后?|当年)?预算)(?:数|的)*$")
_RATE_NOUN = re.compile(r"(?P<word>增幅|增速|增长率|升幅|降幅|下降率)(?:为|达|约|是)*$")
_MINUS = ("-", "－", "−")
_BOTH = {
    "budget_total": ("income_total", "expenditure_total"),
    "grant_total": ("grant_income", "grant_expenditure"),
}
_OPPOSITE = {"increase": "decrease", "decrease": "increase"}


class ChangeReader(State):
    """Reads what a paragraph says of an amount beside the amount itself."""

    def _percent(self, mention: Mention, gap: str, lead: str) -> None:
        if self._in_reason(mention.start) or mention.amount.unit != "%":
            return
        lead = lead.replace(HOLE, "")
        if not self._share(mention, lead):
            self._rate(mention, gap, lead)

    def _share(self, mention: Mention, lead: str) -> bool:
        """Whether a percentage is a share or a rate of completion; notes it at its amount."""
        done = _DONE.search(lead)
        start = mention.start - len(lead)
        if done:
            if self.last is not None and self.last.share is None:
                self.last.share = ShareDraft(mention, done.group("of"), True, start)
            return True
        if self.total is not None and self.total[1].mention.end == start:
            before, draft = self.total
            self._note_share(before, replace(draft, mention=mention))
            return True
        share = _SHARE.match(lead)
        if share:
            self._note_share(share.group("before"), ShareDraft(mention, share.group("of"), False, start))
        return share is not None

    def _share_total(self, mention: Mention, lead: str) -> bool:
        """Whether an amount is the total that a share is said to be of, right before the percentage; notes it as that."""
        done = _DONE_OF.match(lead)
        share = done or _OF.match(lead)
        if share is None or not _SHARE_AFTER.match(self.prose.flat, mention.end):
            return False
        start = mention.start - len(lead) + share.end("before")
        draft = ShareDraft(mention, share.group("of"), done is not None, start, mention.amount)
        self.total = share.group("before"), draft
        return True

    def _note_share(self, before: str, draft: ShareDraft) -> None:
        label = self.words.label(CONJUNCTION.sub("", before))
        owner = self._by_label(label) if label.core and not label.generic else self.last
        if owner is not None and owner.share is None and not owner.change:
            owner.share = draft

    def _rate(self, mention: Mention, gap: str, lead: str) -> None:
        negative = lead.endswith(_MINUS)
        lead = lead.rstrip("".join(_MINUS))
        word = self.words.change_end.search(lead) or _RATE_NOUN.search(lead)
        if word is None:
            return
        if word.re is self.words.change_end:
            direction = self.words.direction(word.group("word"))
        else:
            direction = "decrease" if word.group("word") in ("降幅", "下降率") else "increase"
        if negative:
            direction = _OPPOSITE[direction]
        own = self.words.compare.search(lead)
        label = self.words.label(CONJUNCTION.sub("", lead[: own.start() if own else word.start()]))
        if label.core and not label.generic:
            return
        change = self.open_change
        sentence_end = SENTENCE_END.search(gap) is not None
        if change is not None and change.rate is None and not sentence_end:
            change.rate = mention
            change.end = mention.end
            return
        owners = self._owners(sentence_end)
        if change is not None or not owners:
            return
        draft = self._draft(mention, mention.start - len(gap), lead, direction)
        draft.rate = mention
        draft.candidates = self._paired(owners, draft)
        self.changes.append(draft)
        self.open_change = draft

    def _draft(self, mention: Mention, floor: int, lead: str, direction: str) -> Change:
        """A change whose figure is `mention`, with the base that the text before it names."""
        compare = self._compare_before(mention.start)
        draft = Change(
            start=max(compare.start(), floor) if compare else mention.start - len(lead),
            end=mention.end,
            base_year=self._base_year(compare.group("base")) if compare else None,
            base_stage=self._stage(self.masked[compare.start() : mention.start]) if compare else "",
            direction=direction,
        )
        self._take_base(draft)
        return draft

    def _change(self, mention: Mention, gap: str, lead: str, word: re.Match[str]) -> None:
        if self._in_reason(mention.start):
            label = self.words.label(lead[: word.start()])
            if not (label.topic and self.contexts and self.contexts[-1].change):
                return
        direction = self.words.direction(word.group("word"))
        opened = self.open_change
        if (
            opened is not None
            and opened.difference is None
            and opened.direction == direction
            and not lead[: word.start()].strip(HOLE)
            and not SENTENCE_END.search(gap)
        ):
            # 同比下降20%，减少0.6万元
            opened.difference, opened.end = mention, mention.end
            return
        if mention.amount.number < 0:
            direction = _OPPOSITE[direction]
        own = self.words.compare.search(lead)
        before = gap[: len(gap) - len(lead)]
        text = lead[: own.start() if own else word.start()]
        opener = self._opener(before, text)
        if opener and opener in text:
            text = text.split(opener, 1)[1]
        label = self.words.label(CONJUNCTION.sub("", text))
        draft = self._draft(mention, mention.start - len(gap), lead, direction)
        draft.difference = mention
        draft.node = node = Node(
            label=label,
            subject=label.text.replace(HOLE, "").strip(),
            topic=label.topic,
            stage=label.stage,
            amount=mention.amount,
            kind=mention.kind,
            unit="元",
            start=mention.start - len(lead),
            end=mention.end,
            year=self.year,
            prose=self.prose,
            paragraph=self.paragraph,
            change=direction,
            comparison=draft,
        )
        named = bool(label.core) and not label.generic
        sentence_end = SENTENCE_END.search(before) is not None
        head = self._change_head(opener, sentence_end) if named else None
        if head is not None:
            head.adopt(node)
            self.contexts = [head]
        else:
            named_owner = self._by_label(label) or self._side_of(label) if named else None
            owners = [named_owner] if named_owner else [] if named else self._owners(sentence_end)
            draft.candidates = self._paired(owners, draft)
            if not draft.candidates:
                self.contexts = []
        self.nodes.append(node)
        self.changes.append(draft)
        self.open_change = draft

    def _side_of(self, label: Label) -> Node | None:
        """“收入总计100万元，支出总计100万元。收、支总计各增加10万元”: the change of both is that of either."""
        sides = _BOTH.get(label.topic, ())
        return next((node for node in reversed(self.nodes) if node.topic in sides and not node.change), None)

    def _paired(self, owners: list[Node], draft: Change) -> list[Node]:
        """The owners of a change behind two years' amounts (2025年……120万元，2024年……100万元，增加20万元): the later one's.

        The earlier amount becomes the base of the change, unless that names another.
        """
        base = owners[0] if owners else None
        if base is None or not base.stated_year or base.year is None or draft.base is not None:
            return owners
        if base.year != (self.fiscal_year or 0) - 1 or draft.base_year not in (None, base.year, base.year - 1):
            return owners
        if draft.base_stage and base.stage and draft.base_stage != base.stage:
            return owners
        now = next(
            (
                node
                for node in reversed(self.nodes)
                if node.prose is self.prose
                and not node.change
                and node.year == self.fiscal_year
                and (node.topic == base.topic if base.topic else node.item is base.item)
            ),
            None,
        )
        if now is None or now.start > base.start or now.comparison is not None:
            return owners
        draft.base, draft.base_year = base.amount, base.year
        return [now]

    def _change_head(self, opener: str, sentence_end: bool) -> Node | None:
        """The change that a named change (其中：基本支出增加5万元) is a part of."""
        if not opener:
            open_list = bool(self.contexts) and self.contexts[-1].change and not sentence_end
            return self.contexts[-1] if open_list else None
        if self.open_change is not None:
            return self.open_change.node
        return None

    def _owners(self, sentence_end: bool) -> list[Node]:
        """Whose change an unnamed change may be: the last amount's or, at the start of a sentence, its list's head's."""
        if self.last is None:
            return []
        chain = [node for node in self.last.chain if not node.change]
        return chain[::-1] if sentence_end else chain

    def _take_base(self, draft: Change) -> None:
        if self.base is not None:
            year, amount = self.base
            draft.base = amount
            draft.base_year = draft.base_year if draft.base_year is not None else year
            self.base = None

    def _stated_base(self, mention: Mention, compare: re.Match[str]) -> None:
        after = self.prose.flat[mention.end : mention.end + 12]
        if self.words.change_word.search(after):
            self.base = (self._base_year(compare.group("base")), mention.amount)

    def _settle_owner(self, draft: Change) -> None:
        """Gives a change to the amount that it belongs to; where several come in question, to one whose figures agree."""
        free = [node for node in draft.candidates if node.comparison is None]
        if not free:
            return
        owner = next((node for node in free if agrees(node, draft)), free[0])
        owner.comparison = draft

    def _level(self, node: Node) -> None:
        flat = self.masked
        later = [other.start for other in self.nodes if other.start >= node.end]
        end = min(later, default=len(flat))
        tail = flat[node.end : end]
        stop = SENTENCE_END.search(tail)
        if stop and not self.words.compare.match(tail, stop.end()):
            tail = tail[: stop.start()]
        compare = self.words.compare.search(tail)
        level = self.words.level.search(tail)
        reason = self.words.announced.search(tail)
        if not compare or not level or level.start() < compare.start() or (reason and reason.start() < level.start()):
            return
        if self.words.roughly.search(tail):
            return
        between = tail[compare.end() : level.start()]
        if self.words.change_word.search(between):
            return
        node.comparison = change = Change(
            start=node.end + compare.start(),
            end=node.end + level.end(),
            base_year=self._base_year(compare.group("base")),
            base_stage=self._stage(tail[compare.start() : level.start()]),
            direction="level",
            candidates=[node],
        )
        self._level_base(change, compare.end(), level.start(), node.end)
        self.changes.append(change)

    def _level_base(self, change: Change, start: int, end: int, offset: int) -> None:
        """与上年预算3.50万元持平: the amount between the comparison and its word is the base."""
        inside = [m for m in self.found if start + offset <= m.start and m.end <= end + offset]
        if len(inside) == 1 and inside[0].kind == MONEY:
            change.base = inside[0].amount

    def _reason(self, draft: Change) -> None:
        """The first reason behind a comparison, before another amount's comparison begins."""
        others = [c.start for c in self.changes if c.start >= draft.end]
        end = min(others, default=len(self.prose.flat))
        for reason in self.reasons:
            if draft.end <= reason.marker < end:
                if len(SENTENCE_END.findall(self.masked[draft.end : reason.marker])) <= 1:
                    draft.reason = reason.reason.strip("，：、。是为")
                return
