"""Hits -> findings: what yields to what, texts filled in, routes, fingerprints, order."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from linter.bilingual import NOTHING, in_language
from linter.budget.model import Activity, Budget, BudgetTable, Indicator, Project, Statement, UnitForm
from linter.checks.shared.places import INDICATOR, PROJECT, Places, identities, named_in
from linter.document import Location
from linter.findings import SEVERITIES, Finding, Related
from linter.findings.model import INDICATOR_HEADS
from linter.language.folding import fold
from linter.packs.hits import Hit, Subject
from linter.packs.rules import Rule
from linter.packs.wording import filled
from linter.run.near import Near


@dataclass(frozen=True, slots=True)
class Raised:
    """A hit with the rule that raised it and the item that it was raised on."""

    rule: Rule
    subject: Subject
    hit: Hit


def findings_of(raised: Sequence[Raised], places: Places, near: Near, lang: str) -> tuple[Finding, ...]:
    """The findings in the order of the document, then of codes; equal hits once, those that yield to another left out."""
    placed = [(each, places.located(each.subject, each.hit)) for each in raised]
    placed = _settled(placed)
    # Sorting is stable: what stands at one place stays in the order in which it was raised.
    placed.sort(key=lambda pair: (places.position(pair[1]), pair[0].rule.code))
    findings: list[Finding] = []
    seen: set[Hashable] = set()
    ordinals: dict[str, int] = {}
    for each, location in placed:
        content = _content(each.hit)
        same = (each.rule.code, location, content, each.hit.excerpt, each.hit.marks)
        if same in seen:
            continue
        seen.add(same)
        route = () if each.hit.anywhere else location.route
        base = "\x1f".join((each.rule.code, *map(fold, route), content))
        ordinals[base] = ordinals.get(base, 0) + 1
        findings.append(_finding(each, location, near, lang, _fingerprint(base, ordinals[base])))
    secrets = {each.hit.secret: each.hit.actual or "" for each in raised if each.hit.secret}
    return tuple(_discreet(each, secrets) for each in findings) if secrets else tuple(findings)


def _discreet(finding: Finding, secrets: Mapping[str, str]) -> Finding:
    """The finding without what must not be repeated: the same sentence may break another rule as well."""

    def shown(text: str) -> str:
        for secret, masked in secrets.items():
            text = text.replace(secret, masked)
        return text

    def perhaps(text: str | None) -> str | None:
        return None if text is None else shown(text)

    return replace(
        finding,
        message=shown(finding.message),
        excerpt=shown(finding.excerpt),
        actual=perhaps(finding.actual),
        expected=perhaps(finding.expected),
        suggestion=perhaps(finding.suggestion),
        related=tuple(replace(each, note=shown(each.note)) for each in finding.related),
    )


def _content(hit: Hit) -> str:
    """What identifies a hit beside its route: the check's own key, else what it quotes."""
    return fold(hit.key or hit.actual or hit.excerpt)


def _fingerprint(base: str, ordinal: int) -> str:
    """The ordinal tells equal findings of one place apart; the first one does not need it."""
    return hashlib.sha256((base if ordinal == 1 else f"{base}\x1f{ordinal}").encode()).hexdigest()[:32]


def _settled(placed: list[tuple[Raised, Location]]) -> list[tuple[Raised, Location]]:
    """Without the hits whose rule yields to another one that stands on the same item; what stands is as grave as what it
    stands for. Rules are settled in order: those that others yield to first, so that a hit that was dropped itself makes no
    other one yield."""
    rules = {each.rule.code: each.rule for each, _ in placed}
    by_code: dict[str, list[tuple[Raised, Location]]] = {}
    for pair in placed:
        by_code.setdefault(pair[0].rule.code, []).append(pair)
    kept: list[tuple[Raised, Location]] = []
    standing: dict[str, dict[Hashable, list[int]]] = {}
    for code in _in_order(rules):
        own = standing.setdefault(code, {})
        for each, location in by_code[code]:
            items = set(identities(each.subject, location))
            over = {
                place
                for other in rules[code].yields_to
                for item in items
                for place in standing.get(other, {}).get(item, ())
            }
            for place in over:
                kept[place] = (_as_grave(kept[place][0], each.rule.severity), kept[place][1])
            if not over:
                for item in items:
                    own.setdefault(item, []).append(len(kept))
                kept.append((each, location))
    return kept


def _in_order(rules: Mapping[str, Rule]) -> list[str]:
    """The codes of rules, each behind those that it yields to."""
    order: list[str] = []

    def visit(code: str, above: tuple[str, ...]) -> None:
        if code in order or code in above or code not in rules:
            return
        for other in rules[code].yields_to:
            visit(other, (*above, code))
        order.append(code)

    for code in sorted(rules):
        visit(code, ())
    return order


def _as_grave(each: Raised, severity: str) -> Raised:
    graver = min(each.rule.severity, severity, key=SEVERITIES.index)
    return each if graver == each.rule.severity else replace(each, rule=replace(each.rule, severity=graver))


def _finding(each: Raised, location: Location, near: Near, lang: str, fingerprint: str) -> Finding:
    rule, subject, hit = each.rule, each.subject, each.hit
    fields = {**_fields(subject, location), **_hit_fields(hit), **hit.fields}
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity,
        confidence=rule.confidence,
        title=rule.title.get(lang),
        message=filled(rule.message.get(lang), fields),
        why=rule.why.get(lang),
        fix=rule.fix.get(lang),
        basis=rule.basis,
        location=near.named(location),
        project=named_in(location.route, PROJECT),
        indicator=named_in(location.route, INDICATOR),
        field=hit.field,
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=hit.actual,
        expected=hit.expected,
        suggestion=hit.suggestion,
        related=tuple(Related(near.named(each.location), in_language(each.note, lang)) for each in hit.related),
        fingerprint=fingerprint,
        columns=_columns(subject, hit, lang),
        spot=near.named(hit.spot or hit.location),
        changes=hit.changes,
    )


def _hit_fields(hit: Hit) -> dict[str, object]:
    return {"field": hit.field, "actual": hit.actual, "expected": hit.expected, "suggestion": hit.suggestion}


def _fields(subject: Subject, location: Location) -> dict[str, object]:
    """The message fields that every rule has. `unit` is the target value's unit for an indicator, else the organisation."""
    item = subject.item
    fields: dict[str, object] = {
        "project": named_in(location.route, PROJECT),
        "indicator": named_in(location.route, INDICATOR),
        "unit": subject.budget.unit,
    }
    if isinstance(item, Indicator):
        unit = item.parsed.printed_unit or item.parsed.unit
        fields |= {
            "indicator": item.name,
            "value": item.value,
            "level1": item.level1,
            "level2": item.level2,
            "unit": unit,
        }
    elif isinstance(item, (Project, UnitForm)):
        fields["project"] = item.name
        fields["unit"] = item.unit or subject.budget.unit
    elif isinstance(item, BudgetTable):
        fields["table"] = item.title or item.kind
    elif isinstance(item, Activity):
        fields["indicator"] = item.indicator
    elif isinstance(item, Statement):
        fields["value"] = item.amount.text
    elif isinstance(item, Budget):
        fields["table"] = named_in(location.route, "表:")
    return fields


def _columns(subject: Subject, hit: Hit, lang: str) -> tuple[str, ...]:
    """The heads over the cells of an indicator's row, where the excerpt is that row."""
    item = subject.item
    # What stands over the cells of an activity table is not that of a form.
    if (
        not isinstance(item, Indicator)
        or subject.activity is not None
        or not item.row
        or hit.excerpt.count(" │ ") != len(item.row) - 1
    ):
        return ()
    names = {id(cell): name for name, cell in item.cells.items()}
    heads = (INDICATOR_HEADS.get(names.get(id(cell), ""), NOTHING) for cell in item.row)
    return tuple(head.get(lang) for head in heads)
