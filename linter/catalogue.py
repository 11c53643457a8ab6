"""The use cases behind `budgetlint rules`: list, show and test the rules of a pack; and the rule cards of the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from linter.engine.examples import examples_of, failure
from linter.engine.lint import lint_rule
from linter.engine.packs import Pack, load_pack
from linter.engine.rules import Rule
from linter.errors import PackError, UserError
from linter.findings import RuleCard
from linter.outputs.json_ import dumps
from linter.outputs.visible import visible
from linter.outputs.words import Words

_COLUMNS = ("level1", "level2", "name", "description", "value", "basis", "weight")


def rule_card(rule: Rule, lang: str) -> RuleCard:
    """What a report prints of a rule."""
    examples = examples_of(rule.path)
    return RuleCard(
        code=rule.code,
        slug=rule.slug,
        title=rule.title.get(lang),
        severity=rule.severity,
        confidence=rule.confidence,
        status=rule.status,
        since=rule.since,
        why=rule.why.get(lang),
        fix=rule.fix.get(lang),
        basis=rule.basis,
        bad=tuple(_example(each.data) for each in examples if each.side == "bad"),
        good=tuple(_example(each.data) for each in examples if each.side == "good"),
    )


def _example(example: Mapping[str, Any]) -> str:
    """An example on one line: an indicator as its row, a text as it is, anything else as its fields."""
    if len(example) == 1 and (text := example.get("paragraph") or example.get("paragraphs") or example.get("text")):
        return _plain(text)
    row = example.get("indicator")
    if not isinstance(row, Mapping):
        return _plain(example)
    cells = " │ ".join(str(row[name]) for name in _COLUMNS if row.get(name) is not None)
    rest = {key: value for key, value in example.items() if key != "indicator"}
    return f"{cells}（{_plain(rest)}）" if rest else cells


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_plain(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "、".join(_plain(each) for each in value)
    return " ".join(str(value).split())


def listed(pack_name: str, form: str, lang: str) -> str:
    """All rules of a pack, one a line or as JSON."""
    pack = load_pack(pack_name)
    if form == "json":
        return dumps([_as_json(rule_card(rule, lang)) for rule in pack.rules])
    say = Words(lang)
    lines = [f"{rule.code}  {say(rule.severity)}  {rule.title.get(lang)}" for rule in pack.rules]
    lines.append(
        f"{pack.title.get(lang)}（{pack.name} {pack.version}）{say('colon')}{say('n.rules', n=len(pack.rules))}"
    )
    return "".join(f"{visible(line)}\n" for line in lines)


def _as_json(card: RuleCard) -> dict[str, Any]:
    fields = (
        "code",
        "slug",
        "title",
        "severity",
        "confidence",
        "status",
        "since",
        "why",
        "fix",
        "basis",
        "bad",
        "good",
    )
    return {name: list(each) if isinstance(each := getattr(card, name), tuple) else each for name in fields}


def shown(code: str, pack_name: str, lang: str) -> str:
    """One rule in full. Raises UserError for a code that the pack has not."""
    pack = load_pack(pack_name)
    rule = pack.rule(code.upper())
    if rule is None:
        raise UserError(*_unknown(code, pack))
    return "".join(f"{visible(line)}\n" for line in _lines(rule, Words(lang)))


def _unknown(code: str, pack: Pack) -> tuple[str, str]:
    upper = code.upper()
    if upper in pack.off:
        return f"规则 {upper} 在规则包“{pack.name}”中已停用 / is off in pack “{pack.name}”", pack.off[upper]
    near = get_close_matches(upper, [rule.code for rule in pack.rules], n=3)
    hint = (
        f"是否指 / did you mean: {'、'.join(near)}" if near else "budgetlint rules list 列出全部规则 / lists all rules"
    )
    return f"没有规则 {code} / there is no rule {code}", hint


def _lines(rule: Rule, say: Words) -> Iterator[str]:
    card = rule_card(rule, say.lang)
    yield f"{card.code} {card.title}"
    facts = (card.slug, say(card.severity), f"{say('confidence')} {say(card.confidence)}", say(card.status), card.since)
    yield "  " + say.join(facts)
    yield ""
    for key, text in (("why", card.why), ("fix", card.fix)):
        yield f"{say(key)}{say('colon')}{text}"
    yield f"{say('basis')}{say('colon')}{say('comma').join(card.basis)}"
    for key, examples in (("bad", card.bad), ("good", card.good)):
        yield f"{say(key)}{say('colon')}"
        yield from (f"  {example}" for example in examples)
    for change in rule.changes:
        yield f"{change.pack}: {change.setting} = {change.value}"
    yield rule.path.as_posix()


def tested(pack_name: str, lang: str) -> tuple[str, int]:
    """Runs the examples of every rule of a pack. Returns what to print, and the exit code: 1 if one failed."""
    pack, say = load_pack(pack_name), Words(lang)
    examples = [example for rule in pack.rules for example in examples_of(rule.path)]
    failures = [wrong for example in examples if (wrong := failure(example)) is not None]
    lines = [*failures, say("tested", rules=len(pack.rules), n=len(examples), failed=len(failures))]
    return "".join(f"{visible(line)}\n" for line in lines), 1 if failures else 0


def linted(pack_name: str) -> str:
    """One line for a pack that keeps the house rules. Raises PackError with every mistake of one that does not."""
    pack = load_pack(pack_name, cache=False)
    problems = [problem for rule in pack.rules for problem in lint_rule(rule.path)]
    if problems:
        raise PackError(problems)
    return f"{pack.name}：{len(pack.rules)} 条规则，没有错误 / {len(pack.rules)} rules, no mistakes\n"
