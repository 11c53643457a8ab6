"""The use cases behind `budgetlint rules list` and `show`: the rules of a pack; and the rule cards of the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from linter.authors.examples import examples_of
from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import RuleCard
from linter.outputs.json_ import dumps
from linter.outputs.visible import visible, width
from linter.outputs.words import Words
from linter.packs.load import load_pack
from linter.packs.pack import Pack
from linter.packs.rules import Rule

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
    """An example: an indicator as its row, a text as it is with each row of a table on a line, anything else as its fields."""
    if "text" in example:
        return "\n".join(_rows(str(example["text"])))
    if len(example) == 1 and (text := example.get("paragraph") or example.get("paragraphs")):
        return _plain(text)
    row = example.get("indicator")
    if not isinstance(row, Mapping):
        return _plain(example)
    cells = " │ ".join(str(row[name]) for name in _COLUMNS if row.get(name) is not None)
    rest = {key: value for key, value in example.items() if key != "indicator"}
    return f"{cells}（{_plain(rest)}）" if rest else cells


def _rows(text: str) -> Iterator[str]:
    """The lines of a document; the cells of a table row, one a line behind a TAB or between bars, together on one."""
    cells: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("\t"):
            cells.append(line.strip())
            continue
        if cells:
            yield " │ ".join(cells)
            cells = []
        if line.startswith("|"):
            if line.strip("|-: "):
                yield " │ ".join(cell.strip() for cell in line.strip("|").split("|"))
        elif line.strip():
            yield " │ ".join(line.strip().split("\t"))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_plain(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "、".join(_plain(each) for each in value)
    return " ".join(str(value).split())


def listed(pack_name: str, form: str, lang: str) -> str:
    """All rules of a pack as a table or as JSON."""
    pack = load_pack(pack_name)
    if form == "json":
        return dumps([_as_json(rule, lang) for rule in pack.rules])
    say = Words(lang)
    heads = [say(key) for key in ("rule", "severity", "rule.title", "rule.kind", "rule.status")]
    rows = [[rule.code, say(rule.severity), rule.title.get(lang), rule.kind, say(rule.status)] for rule in pack.rules]
    lines = _columns([heads, *rows])
    lines.append(
        f"{pack.title.get(lang)}（{pack.name} {pack.version}）{say('colon')}{say('n.rules', n=len(pack.rules))}"
    )
    return "".join(f"{line}\n" for line in lines)


def _columns(rows: list[list[str]]) -> list[str]:
    """The rows with their cells one below the other, as a terminal counts columns."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    return [
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]


_PRINTED = ("code", "slug", "title", "severity", "confidence", "status", "since", "why", "fix", "basis", "bad", "good")


def _as_json(rule: Rule, lang: str) -> dict[str, Any]:
    card = rule_card(rule, lang)
    data = {name: list(each) if isinstance(each := getattr(card, name), tuple) else each for name in _PRINTED}
    return {**data, "scope": rule.scope, "kind": rule.kind, "message": rule.message.get(lang)}


def shown(code: str, pack_name: str, lang: str) -> str:
    """One rule in full. Raises UserError for a code that the pack has not."""
    pack = load_pack(pack_name)
    rule = pack.rule(code.upper())
    if rule is None:
        raise UserError(*_unknown(code, pack))
    lines = (part for line in _lines(rule, Words(lang)) for part in line.split("\n"))
    return "".join(f"{visible(line)}\n" for line in lines)


def _unknown(code: str, pack: Pack) -> tuple[Bilingual, Bilingual]:
    upper = code.upper()
    if upper in pack.off:
        message = Bilingual(f"规则 {upper} 在规则包“{pack.name}”中已停用", f"is off in pack “{pack.name}”")
        return message, pack.off[upper]
    near = get_close_matches(upper, [rule.code for rule in pack.rules], n=3)
    hint = Bilingual("budgetlint rules list 列出全部规则", "lists all rules")
    if near:
        hint = Bilingual.naming("是否指", "did you mean", "、".join(near))
    return Bilingual(f"没有规则 {code}", f"there is no rule {code}"), hint


def _lines(rule: Rule, say: Words) -> Iterator[str]:
    card = rule_card(rule, say.lang)
    yield f"{card.code} {card.title}"
    facts = (card.slug, say(card.severity), f"{say('confidence')} {say(card.confidence)}", say(card.status), card.since)
    yield "  " + say.join(facts)
    yield "  " + say.join((f"{say('rule.scope')} {rule.scope}", f"{say('rule.kind')} {rule.kind}"))
    yield ""
    yield f"{say('rule.message')}{say('colon')}{rule.message.get(say.lang)}"
    if rule.where:
        yield f"{say('rule.where')}{say('colon')}{rule.where}"
    for key, text in (("why", card.why), ("fix", card.fix)):
        yield f"{say(key)}{say('colon')}{text}"
    yield f"{say('basis')}{say('colon')}{say('comma').join(card.basis)}"
    for key, examples in (("bad", card.bad), ("good", card.good)):
        yield f"{say(key)}{say('colon')}"
        yield from ("  " + example.replace("\n", "\n  ") for example in examples)
    for change in rule.changes:
        yield f"{change.pack}: {change.setting} = {change.value}"
    yield rule.path.as_posix()
