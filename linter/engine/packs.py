"""Loads rule packs: `load_pack` gives a Pack, or one PackError with every mistake of every file and where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import cache as store
from linter.engine.compiled import CompiledRule, compile_rule
from linter.engine.condition import Trees
from linter.engine.paths import find_pack, is_rule_file
from linter.engine.resources import PackResources
from linter.engine.rules import Change, Rule, make_rule
from linter.engine.wording import Bilingual
from linter.errors import PackError, Problem
from linter.resources import grammar, rules_dir

if TYPE_CHECKING:
    from linter.engine.params import Report
    from linter.engine.source import Route


_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in force: its rules, and those that it switched off, each with the reason.

    `files` are all files that it was read from, parents first, with their digests; `trees` the syntax trees of its
    conditions, by their text; `ready` its rules that are compiled already.
    """

    name: str
    title: Bilingual
    version: str
    path: Path
    rules: tuple[Rule, ...]
    off: Mapping[str, str]
    bases: tuple[Path, ...]
    files: tuple[tuple[Path, str], ...]
    resources: PackResources
    trees: Trees = field(default_factory=dict, compare=False, repr=False)
    ready: dict[str, CompiledRule] = field(default_factory=dict, compare=False, repr=False)

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
                load_pack(str(self.path), cache=False)
                raise PackError(problems)
            self.ready[rule.code] = ready
        return ready

    def compiled(self) -> tuple[CompiledRule, ...]:
        """All rules made ready to run. A check does not need this: it compiles the rules that have something to look at."""
        return tuple(self.prepared(rule) for rule in self.rules)

    def with_rules(self, rules: Iterable[Rule]) -> Pack:
        """This pack with other rules (a selection, changed severities); what is compiled already is kept."""
        chosen = tuple(rules)
        ready = {rule.code: replace(self.ready[rule.code], rule=rule) for rule in chosen if rule.code in self.ready}
        return replace(self, rules=chosen, ready=ready)

    def with_selection(
        self, select: Iterable[str] = (), ignore: Iterable[str] = (), severities: Mapping[str, str] | None = None
    ) -> Pack:
        """The pack with only the rules selected by code or prefix (VAL, VAL0), and with changed severities.

        Raises UserError for a code, prefix or level that does not exist.
        """
        from linter.engine.select import selected

        return self.with_rules(selected(self, tuple(select), tuple(ignore), severities or {}))


def load_pack(name_or_path: str = "standard", *, cache: bool = True) -> Pack:
    """The pack of that name, or in that file, with all that it extends; a rule's file is a pack of that rule.

    Raises PackError with all problems.
    """
    path = find_pack(name_or_path)
    name = f"pack {path.resolve()}" if path is not None else ""
    # What a record was made from is in the record itself, but for the grammar of the conditions.
    stamp = store.digest(_FORMAT, grammar("condition.lark"))
    if cache and name:
        pack = _from_cache(store.load(name, stamp))
        if pack is not None:
            return pack
    from linter.engine.loading import Loader, single_rule

    if path is not None and is_rule_file(name_or_path):
        return single_rule(path)
    loader = Loader(name_or_path)
    pack = loader.load()
    if cache:
        store.keep(name, stamp, loader.record(pack))
    return pack


def _reporter(rule: Rule, problems: list[Problem]) -> Report:
    def report(route: Route, message: str, hint: str = "", **_: Any) -> None:
        problems.append(Problem(str(rule.path), 1, 1, f"{rule.code} {'.'.join(map(str, route))}: {message}", hint))

    return report


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _relative(path: Path, bases: Iterable[Path]) -> str:
    for base in (*bases, rules_dir().resolve()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name


def _data_files(bases: Iterable[Path]) -> Iterable[tuple[Path, str]]:
    shipped = rules_dir().resolve()
    for base in dict.fromkeys((*bases, shipped)):
        folders = [base / "lexicons", base / "forms", base / "accounts"] if base == shipped else [base / "lexicons"]
        files = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
        files += sorted(base.glob("*.yaml")) if base == shipped else []
        for path in files:
            yield path, _sha256(path)


def expanded(base: Path, globs: Iterable[str]) -> list[Path]:
    """The files that the globs of a pack name, each once, in order of path; links out of its folder are left out."""
    root = base.resolve()
    found = {path.resolve() for pattern in globs for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if path.is_relative_to(root))


def _from_cache(kept: Any) -> Pack | None:
    """The pack of a cache record whose files are all as they were; None if anything does not fit."""
    try:
        files = [(Path(path), digest) for path, digest in kept["files"]]
        ruled = {path for base, globs in kept["globs"] for path in expanded(Path(base), globs)}
        if {path for path, _ in files} != ruled | {Path(path) for path in kept["packs"]}:
            return None
        if any(_sha256(path) != digest for path, digest in files):
            return None
        bases = tuple(Path(base) for base in kept["bases"])
        return Pack(
            name=kept["name"],
            title=Bilingual(*kept["title"]),
            version=kept["version"],
            path=Path(kept["path"]),
            rules=tuple(
                make_rule(data, Path(path), tuple(Change(*change) for change in changes))
                for data, path, changes in kept["rules"]
            ),
            off=kept["off"],
            bases=bases,
            files=tuple(files),
            resources=PackResources(bases),
            trees=kept["trees"],
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return None
