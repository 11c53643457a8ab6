"""A pack in force: its rules, ready when something is there for them to look at; which of them are run (--select, --ignore)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.bilingual import NOTHING, Bilingual
from linter.errors import PackError, Problem, UserError
from linter.findings.model import SEVERITIES
from linter.packs.compiled import CompiledRule, compile_rule
from linter.packs.condition import Trees
from linter.packs.names import did_you_mean
from linter.packs.resources import PackResources
from linter.packs.rules import Change, Rule
from linter.resources import rules_dir

if TYPE_CHECKING:
    from linter.packs.params import Report
    from linter.packs.source import Route


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in force: its rules, and those that it switched off, each with the reason.

    `aside` are the rules that nobody asks for, because they are off or not selected. They are run like the others and reported
    to nobody: what yields to what, and whether a mend holds, does not depend on what is asked for.

    `files` are all files that it was read from, parents first, with their digests; `trees` the syntax trees of its
    conditions, by their text; `ready` its rules that are compiled already. `reread` reads a pack from its file once more and
    raises PackError with the place of every mistake.
    """

    name: str
    title: Bilingual
    version: str
    path: Path
    rules: tuple[Rule, ...]
    off: Mapping[str, Bilingual]
    bases: tuple[Path, ...]
    files: tuple[tuple[Path, str], ...]
    resources: PackResources
    aside: tuple[Rule, ...] = ()
    trees: Trees = field(default_factory=dict, compare=False, repr=False)
    ready: dict[str, CompiledRule] = field(default_factory=dict, compare=False, repr=False)
    reread: Callable[[str], object] = field(default=str, compare=False, repr=False)

    @property
    def sha256(self) -> str:
        """A digest over all that decides what is found: the packs' files in order, their lexicons, the shipped data."""
        total = hashlib.sha256()
        for path, digest in (*self.files, *_data_files(self.bases)):
            total.update(f"{_relative(path, self.bases)}\0{digest}\n".encode())
        return total.hexdigest()

    def rule(self, code: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.code == code), None)

    def prepared(self, rule: Rule) -> CompiledRule:
        """One of the pack's rules made ready to run, compiled on first use. Raises PackError."""
        ready = self.ready.get(rule.code)
        if ready is None:
            problems: list[Problem] = []
            ready = compile_rule(rule, self.resources, _reporter(rule, problems), self.trees)
            if ready is None:
                # The cache said that the rule is sound: read it again, with the places of its mistakes.
                self.reread(str(self.path))
                raise PackError(problems)
            self.ready[rule.code] = ready
        return ready

    def compiled(self) -> tuple[CompiledRule, ...]:
        """All rules made ready to run. A check does not need this: it compiles the rules that have something to look at."""
        return tuple(self.prepared(rule) for rule in self.rules)

    def with_rules(self, rules: Iterable[Rule]) -> Pack:
        """This pack with other rules and none aside; what is compiled already is kept."""
        return self._of(tuple(rules), ())

    def _of(self, rules: tuple[Rule, ...], aside: tuple[Rule, ...]) -> Pack:
        both = (*rules, *aside)
        ready = {rule.code: replace(self.ready[rule.code], rule=rule) for rule in both if rule.code in self.ready}
        return replace(self, rules=rules, aside=aside, ready=ready)

    def with_selection(
        self, select: Iterable[str] = (), ignore: Iterable[str] = (), severities: Mapping[str, str] | None = None
    ) -> Pack:
        """The pack with only the rules selected by code or prefix (VAL, VAL0), the others aside, and with changed severities.

        Raises UserError for a code, prefix or level that does not exist.
        """
        rules = tuple(selected(self, tuple(select), tuple(ignore), severities or {}))
        codes = {rule.code for rule in rules}
        return self._of(rules, (*self.aside, *(rule for rule in self.rules if rule.code not in codes)))


def _reporter(rule: Rule, problems: list[Problem]) -> Report:
    def report(route: Route, message: Bilingual, hint: Bilingual = NOTHING, **_: Any) -> None:
        problems.append(
            Problem(str(rule.path), 1, 1, message.after(f"{rule.code} {'.'.join(map(str, route))}: "), hint)
        )

    return report


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _relative(path: Path, bases: Iterable[Path]) -> str:
    for base in (*bases, rules_dir().resolve()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name


_SHIPPED = ("lexicons", "language", "forms", "accounts")


def _data_files(bases: Iterable[Path]) -> Iterable[tuple[Path, str]]:
    shipped = rules_dir().resolve()
    for base in dict.fromkeys((*bases, shipped)):
        folders = [base / each for each in _SHIPPED] if base == shipped else [base / "lexicons", base / "forms"]
        files = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
        files += sorted(base.glob("*.yaml")) if base == shipped else []
        for path in files:
            yield path, digest_of(path)


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
