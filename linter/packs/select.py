"""--select, --ignore and --severity: which rules of a pack are run, and how grave their findings are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings.model import SEVERITIES
from linter.packs.hints import did_you_mean
from linter.packs.rules import Change, Rule

if TYPE_CHECKING:
    from linter.packs.pack import Pack


def selected(
    pack: Pack, select: tuple[str, ...], ignore: tuple[str, ...], severities: Mapping[str, str]
) -> Iterable[Rule]:
    """The rules whose code starts with one of `select` (all, if there is none) and none of `ignore`.

    Raises UserError for a code or prefix that no rule has, and for a severity that does not exist.
    """
    for prefix in (*select, *ignore, *severities):
        _known(pack, prefix)
    for code, level in severities.items():
        if level not in SEVERITIES:
            raise UserError(
                Bilingual(f"没有“{level}”这个级别（{code}）", f"unknown severity “{level}” ({code})"),
                did_you_mean(level, SEVERITIES),
            )
    for rule in pack.rules:
        if (select and not rule.code.startswith(select)) or (ignore and rule.code.startswith(ignore)):
            continue
        # The longest prefix says it best: VAL=info, VAL001=error.
        fitting = max((each for each in severities if rule.code.startswith(each)), key=len, default=None)
        if fitting is None:
            yield rule
        else:
            change = Change("--severity", "severity", severities[fitting])
            yield replace(rule, severity=severities[fitting], changes=(*rule.changes, change))


def _known(pack: Pack, prefix: str) -> None:
    if prefix and any(rule.code.startswith(prefix) for rule in pack.rules):
        return
    off = next((code for code in pack.off if prefix and code.startswith(prefix)), None)
    if off is not None:
        reason = pack.off[off]
        raise UserError(
            Bilingual.naming(
                f"规则 {off} 在规则包“{pack.name}”中已停用", f"rule {off} is off in pack “{pack.name}”", reason
            ),
            Bilingual("换一个规则包（--pack）", "use another pack (--pack)"),
        )
    codes = {rule.code for rule in pack.rules}
    raise UserError(
        Bilingual(f"没有规则或前缀“{prefix}”", f"no rule or prefix “{prefix}”"), did_you_mean(prefix, codes)
    )
