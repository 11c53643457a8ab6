"""Tokens -> clauses: each figure of a text with the words before it, and what they make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from linter.budget.amounts import BARE, COUNT, MONEY, PERCENT, Mention, Prose
from linter.budget.narrative.lexicon import HOLE, Label, words
from linter.budget.narrative.tokens import SENTENCE_END, Number, Scope, Tokens

NONE, ITEM, CHANGE, RATE = "", "item", "change", "rate"
SHARE, WHOLE, BASE, ASIDE = "share", "whole", "base", "aside"
FROM, TO = "from", "to"
_EDGE = re.compile(r"[，、；。）！]")
_BRACKET = re.compile(r"（[^（）]{1,12}）")
_DASHES = ("-", "~", "～", "—", "至")
_MINUS = "-－−"
# What `opener` says of a list that opens with its first point.
FIRST_POINT = "point"
OPPOSITE = {"increase": "decrease", "decrease": "increase"}
# Words further from the figure say nothing of it.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Compare:
    """What a comparison names as its base (比[上年]), at `start`..`end` of the flat text."""

    base: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShareWords:
    """占[本年支出]的: `of` names the total; `completion` says that it is a rate of completion (完成[年初预算]的); `whole` is the
    total's figure where it stands between."""

    of: str
    completion: bool
    start: int
    owner: Label | None = None
    whole: Mention | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A figure and the text since the figure before it.

    `role`: an item is an amount with its label, a change an increase or decrease of one, a rate its percentage, a share a
    percentage of a total, a whole that total's figure, a base the figure compared with, an aside a bracket with figures, from
    and to the two figures of 由80万元增加到100万元 (the base of the first is in `of`);
    "" is none of these (a limit, a price), and only its text counts. `since` is where the figure before it ends.
    `before` is the text up to the last stop, `lead` what stands behind that, `text` the lead without opener and
    conjunction: it begins at `start`. `new_sentence` says that a sentence ends in between, `stop` where. `opens` is
    the text right before an opener (支出[包括]：). `bare` marks a change without a label, a base without a change behind it, and
    a bracket that says itself that it lists parts.
    """

    role: str
    scope: Scope
    mention: Mention
    since: int
    start: int
    before: str
    lead: str
    label: Label
    opener: str = ""
    opens: str = ""
    number: Number | None = None
    new_sentence: bool = False
    stop: int | None = None
    compare: Compare | None = None
    own_compare: Compare | None = None
    direction: str = ""
    in_reason: bool = False
    bare: bool = False
    share: ShareWords | None = None
    inner: tuple[Clause, ...] = ()
    of: str = ""


_NO_LABEL = Label("", "", "", False, "", False)


def is_sum(prose: Prose, mention: Mention, lead: str, *, change: bool = False) -> bool:
    """Whether a mention behind the text `lead` is a sum of money (or a count) rather than a limit, a range, a list number.

    A number without a unit is a sum only behind a word that asks for money, or where `change` says that one does.
    """
    flat, lead = prose.flat, lead[-_NEAR:]
    if is_limit(flat, mention, lead):
        return False
    if mention.kind != BARE:
        return True
    lexicon, amount = words(), mention.amount
    if amount.decimals and lexicon.change_word.match(flat, mention.end) and lexicon.compare_end.search(lead):
        # 较上年2.08减少0.03万元
        return True
    # At the end of a paragraph the unit may have been cut off with the line.
    if not _EDGE.match(flat, mention.end):
        return False
    if amount.unit == "" and amount.decimals == 0:
        listed = amount.number <= 20 and flat.startswith(("、", "。"), mention.end)
        if listed or 1900 <= amount.number <= 2100:
            return False
    return change or lexicon.money_end.search(lead.strip(HOLE)) is not None


def is_limit(flat: str, mention: Mention, lead: str) -> bool:
    """Whether a figure is a limit, a price or an end of a range: 50万元（含）以上, 5-10万元, 每人3万元."""
    lexicon = words()
    behind = _BRACKET.match(flat, mention.end)
    ends = [mention.end] if behind is None else [mention.end, behind.end()]
    if any(lexicon.limit_after.match(flat, end) for end in ends) or flat.startswith(_DASHES, mention.end):
        return True
    lead = lexicon.no_limit.sub(HOLE, lead)
    return flat[max(0, mention.start - 1) : mention.start] in _DASHES or lexicon.limit_before.search(lead) is not None


def read_clauses(tokens: Tokens, scope: Scope) -> tuple[Clause, ...]:
    """The clauses of a scope in reading order; brackets with figures are clauses that hold their own."""
    found: list[Clause] = []
    position = scope.start
    previous: Clause | None = None
    figures: list[Mention | Scope] = [*scope.mentions, *scope.brackets]
    for each in sorted(figures, key=lambda each: each.start):
        if isinstance(each, Scope):
            found.append(_aside(tokens, scope, each, position))
        else:
            previous = _clause(tokens, scope, each, position, previous)
            found.append(previous)
            position = each.end
    return tuple(found)


def _aside(tokens: Tokens, scope: Scope, bracket: Scope, position: int) -> Clause:
    """A bracket that holds figures: the base of a comparison, the parts of the amount before it, or something in passing."""
    before = scope.text(position, bracket.start - 1)
    percents = [each for each in bracket.mentions if each.kind == PERCENT]
    if len(bracket.mentions) == len(percents) == 1 and not bracket.brackets and not before.strip(HOLE):
        # 减少10万元（下降5%），70万元（占70%）
        clause = _clause(tokens, bracket, percents[0], bracket.start, None)
        if clause.role:
            return clause
    compare = _last_compare(before, position)
    close = compare is not None and bracket.start - 1 - compare.end <= 8
    return Clause(
        role=ASIDE,
        mention=_first(bracket),
        since=position,
        start=bracket.start,
        before=before,
        lead="",
        label=_NO_LABEL,
        compare=compare if close else None,
        bare=words().bracket_opener.match(bracket.masked) is not None,
        inner=read_clauses(tokens, bracket),
        scope=bracket,
    )


def _first(scope: Scope) -> Mention:
    return scope.mentions[0] if scope.mentions else _first(scope.brackets[0])


def _clause(tokens: Tokens, scope: Scope, mention: Mention, position: int, previous: Clause | None) -> Clause:
    """What a figure is, by the words before it."""
    gap = scope.text(position, mention.start)
    start = position + max((match.end() for match in words().separator.finditer(gap)), default=0)
    composed = words().composed.match(tokens.prose.flat, start)
    start = composed.end() if composed is not None else start
    lead = gap[start - position :]
    stop = max((match.end() + position for match in SENTENCE_END.finditer(gap)), default=None)
    draft = Clause(
        role=NONE,
        mention=mention,
        since=position,
        start=start,
        before=gap[: start - position],
        lead=lead,
        label=_NO_LABEL,
        number=scope.number_in(position, mention.start),
        stop=stop,
        compare=_last_compare(gap[(stop or position) - position :], stop or position),
        own_compare=_first_compare(lead, start),
        opener=composed.group() if composed is not None else "",
        in_reason=tokens.in_reason(mention.start),
        scope=scope,
    )
    return _told(tokens.prose, draft, previous)


def _told(prose: Prose, draft: Clause, previous: Clause | None) -> Clause:
    """The clause with its role."""
    mention, lead = draft.mention, draft.lead
    if mention.kind == PERCENT:
        return _percent(draft, previous) or draft
    if mention.kind not in (MONEY, BARE, COUNT):
        return draft
    word = words().change_end.search(lead[-_NEAR:]) if mention.kind != COUNT else None
    if word is not None and is_sum(prose, mention, lead, change=True):
        return _change(_listed(draft), word)
    moved = _moved(draft, prose, previous)
    if moved is not None:
        return moved
    if not is_sum(prose, mention, lead) or words().change_to.search(lead[-_NEAR:]):
        # 增加到100万元 is neither a sum with a name of its own nor a difference.
        return draft
    return _total_of_share(draft, prose) or _base(draft, prose) or _item(_divided(_listed(draft)))


def _moved(draft: Clause, prose: Prose, previous: Clause | None) -> Clause | None:
    """The first or the second figure of 由80万元增加到100万元."""
    lexicon, mention = words(), draft.mention
    if mention.kind != MONEY:
        return None
    start = lexicon.change_from.search(draft.lead[-_NEAR:])
    if start is not None and lexicon.change_ahead.match(prose.flat, mention.end):
        own = draft.lead[: len(draft.lead) - len(start.string) + start.start()]
        return replace(_listed(draft), role=FROM, label=_label(own), of=start.group("base"))
    end = lexicon.change_to.search(draft.lead[-_NEAR:])
    if end is None or previous is None or previous.role != FROM:
        return None
    return replace(draft, role=TO, label=previous.label, direction=lexicon.direction(end.group("word")))


def _compares(text: str, offset: int) -> Iterator[Compare]:
    for match in words().compare.finditer(text):
        yield Compare(match.group("base"), match.start() + offset, match.end() + offset)


def _first_compare(text: str, offset: int) -> Compare | None:
    return next(_compares(text, offset), None)


def _last_compare(text: str, offset: int) -> Compare | None:
    return max(_compares(text, offset), key=lambda compare: compare.start, default=None)


def _listed(draft: Clause) -> Clause:
    """The clause with its list number and opener told apart from its label."""
    lexicon = words()
    cut = len(draft.before)
    edge = draft.start - len(draft.before)
    number = (
        draft.number if draft.number is not None and not _between(draft, draft.number).strip("：，、" + HOLE) else None
    )
    if number is not None:
        cut = max(0, min(cut, number.start - edge))
    before = draft.before[:cut].rstrip(HOLE)
    match = lexicon.opener.search(before[-_NEAR:])
    start = lexicon.opener_start.match(draft.lead) if match is None else None
    opener = (match or start).group("opener") if (match or start) is not None else draft.opener  # type: ignore[union-attr]
    text, begin = draft.lead, draft.start
    if start is not None:
        text, begin = draft.lead[start.end() :], draft.start + start.end()
    opens = ""
    if match is not None:
        opens = lexicon.separator.split(before.rstrip("：，").removesuffix(opener))[-1]
    return replace(
        draft,
        number=number,
        opener=opener,
        opens=opens.replace(HOLE, ""),
        start=begin,
        lead=text,
        before=before,
        new_sentence=SENTENCE_END.search(before) is not None,
    )


def _divided(draft: Clause) -> Clause:
    """培训费36万元，一是……20万元，二是……16万元: the first point right behind an amount opens its list."""
    number = draft.number
    opens = number is not None and number.opens == "point" and number.value == 1
    if not opens or number is None or draft.opener or draft.new_sentence:
        return draft
    behind = draft.before[: max(0, number.start - (draft.since))].strip("，；：")
    return draft if behind else replace(draft, opener=FIRST_POINT)


def _between(draft: Clause, number: Number) -> str:
    """The text between a list number and the lead."""
    edge = draft.start - len(draft.before)
    return draft.before[max(0, number.end - edge) :]


def _label(text: str) -> Label:
    return words().label(words().conjunction.sub("", text))


def _change(draft: Clause, word: re.Match[str]) -> Clause:
    lexicon = words()
    end = len(draft.lead) - (len(word.string) - word.start())
    own = draft.own_compare
    text = draft.lead[: max(0, own.start - draft.start) if own is not None else max(0, end)]
    direction = lexicon.direction(word.group("word"))
    if draft.mention.amount.number < 0:
        direction = OPPOSITE[direction]
    bare = not draft.lead[: max(0, end)].strip(HOLE)
    return replace(draft, role=CHANGE, label=_label(text), direction=direction, bare=bare)


def _percent(draft: Clause, previous: Clause | None) -> Clause | None:
    """A percentage: a rate of completion, a share, or a rate of change."""
    lexicon = words()
    if draft.in_reason or draft.mention.amount.unit != "%":
        return None
    lead = draft.lead.replace(HOLE, "")
    done = lexicon.done.search(lead[-_NEAR:])
    if done is not None:
        return replace(draft, role=SHARE, share=ShareWords(done.group("of"), True, draft.start))
    if lexicon.done_name.search(lead[-_NEAR:]):
        return replace(draft, role=SHARE, share=ShareWords("", True, draft.start))
    if previous is not None and previous.role == WHOLE and previous.mention.end == draft.start:
        return replace(draft, role=SHARE, share=previous.share)
    share = lexicon.share.search(lead)
    if share is not None:
        of = lexicon.share_end.sub("", lead[share.end() :][-_NEAR:])
        return replace(draft, role=SHARE, share=ShareWords(of, False, draft.start, _label(lead[: share.start()])))
    return _rate(draft, lead)


def _rate(draft: Clause, lead: str) -> Clause | None:
    lexicon = words()
    plain = lead.rstrip(_MINUS)
    change = lexicon.change_end.search(plain[-_NEAR:])
    word = change or lexicon.rate_noun.search(plain[-_NEAR:])
    if word is None:
        return None
    up = bool(word.group("up")) if change is None else False
    direction = lexicon.direction(change.group("word")) if change is not None else "increase" if up else "decrease"
    if plain != lead:
        direction = OPPOSITE[direction]
    own = _first_compare(plain, 0)
    label = _label(plain[: own.start if own is not None else len(plain) - len(word.string) + word.start()])
    if label.named:
        return None
    return replace(draft, role=RATE, direction=direction, new_sentence=draft.stop is not None)


def _total_of_share(draft: Clause, prose: Prose) -> Clause | None:
    """An amount that is the total of the share right behind it: 占支出预算1500万元的40%."""
    lexicon = words()
    if not lexicon.share_after.match(prose.flat, draft.mention.end):
        return None
    done = lexicon.done_of.search(draft.lead[-_NEAR:])
    share = None if done is not None else lexicon.share.search(draft.lead)
    if done is not None:
        start = len(draft.lead) - len(done.string) + done.start()
        of = done.group("of")
    elif share is not None and share.end() < len(draft.lead):
        start, of = share.start(), draft.lead[share.end() :]
    else:
        return None
    owner = _label(draft.lead[:start])
    return replace(draft, role=WHOLE, share=ShareWords(of, done is not None, draft.start + start, owner, draft.mention))


def _base(draft: Clause, prose: Prose) -> Clause | None:
    """The figure that a comparison names as its base: 比2025年的4万元增加. Without a word of change behind it, it is none."""
    if draft.own_compare is None:
        return None
    changed = words().change_word.search(prose.flat, draft.mention.end, draft.mention.end + 12) is not None
    return replace(draft, role=BASE, bare=not changed)


def _item(draft: Clause) -> Clause:
    label = words().label(words().conjunction.sub("", draft.lead))
    return replace(draft, role=ITEM, label=label)
