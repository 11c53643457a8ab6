"""Reads a pack and its rules with the place of everything, and collects all mistakes before it gives up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linter.bilingual import NOTHING, Bilingual
from linter.errors import PackError, Problem
from linter.packs.compiled import CompiledRule, compile_rule
from linter.packs.condition import Trees
from linter.packs.files import PackFile, chain
from linter.packs.head import check_head, make_partly
from linter.packs.names import did_you_mean
from linter.packs.pack import Pack
from linter.packs.paths import expanded, shown
from linter.packs.resources import PackResources
from linter.packs.rules import Change, Rule, make_rule
from linter.packs.source import Route, Source, read_source
from linter.packs.wording import bilingual

MAX_RULES = 2000
_ONLY = {"severities": "severity", "confidences": "confidence", "statuses": "status"}


@dataclass(slots=True)
class _Loaded:
    """A rule while its pack is put together: its data, and where each changed part of it comes from."""

    data: dict[str, Any]
    path: Path
    source: Source
    changes: list[Change] = field(default_factory=list)
    origins: dict[Route, tuple[Source, Route]] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()

    def reporter(self, problems: list[Problem]) -> Any:
        """Reports at the place in the rule's file, or in the pack file that changed the part."""

        def report(route: Route, message: Bilingual, hint: Bilingual = NOTHING, **where: Any) -> None:
            for length in range(len(route), 0, -1):
                if route[:length] in self.origins:
                    source, start = self.origins[route[:length]]
                    problems.append(source.problem((*start, *route[length:]), message, hint, **where))
                    return
            problems.append(self.source.problem(route, message, hint, **where))

        return report


class Loader:
    """Reads everything with positions, collecting problems."""

    def __init__(self, name_or_path: str) -> None:
        self._problems: list[Problem] = []
        self._packs: list[PackFile] = chain(name_or_path, self._problems)
        self._rules: dict[str, _Loaded] = {}
        self._files: list[tuple[Path, str]] = []
        self._off: dict[str, Bilingual] = {}
        self._trees: Trees = {}
        self._compiled: dict[str, CompiledRule] = {}

    def load(self) -> Pack:
        for pack in self._packs:
            self._files.append((pack.path, pack.source.sha256))
            self._read_rules(pack)
            self._apply(pack)
        self._limit()
        last = self._packs[-1]
        bases = tuple(dict.fromkeys(each.base for each in reversed(self._packs)))
        rules = self._finished(bases)
        if self._problems:
            raise PackError(list(dict.fromkeys(self._problems)))
        return Pack(
            name=last.name,
            title=bilingual(last.data["title"]),
            version=str(last.data["version"]),
            path=last.path,
            rules=tuple(rule for rule in rules if rule.code not in self._off),
            aside=tuple(rule for rule in rules if rule.code in self._off),
            off=self._off,
            bases=bases,
            files=tuple(self._files),
            resources=PackResources(bases),
            trees=self._trees,
            ready=self._compiled,
        )

    def record(self, pack: Pack) -> dict[str, Any]:
        """What the cache keeps. Examples are left out: only tests and documentation read them."""
        return {
            "name": pack.name,
            "title": [pack.title.zh, pack.title.en],
            "version": pack.version,
            "path": str(pack.path),
            "packs": [str(each.path) for each in self._packs],
            "globs": [[str(each.base), each.globs] for each in self._packs],
            "files": [[str(path), digest] for path, digest in pack.files],
            "bases": [str(base) for base in pack.bases],
            "off": {code: [reason.zh, reason.en] for code, reason in pack.off.items()},
            "trees": pack.trees,
            "rules": [self._kept(rule) for rule in pack.rules],
            "aside": [self._kept(rule) for rule in pack.aside],
        }

    def _kept(self, rule: Rule) -> list[Any]:
        return [
            {key: value for key, value in self._rules[rule.code].data.items() if key != "examples"},
            str(rule.path),
            [[change.pack, change.setting, change.value] for change in rule.changes],
        ]

    def _read_rules(self, pack: PackFile) -> None:
        paths = expanded(pack.base, pack.globs)
        if len(paths) + len(self._rules) > MAX_RULES:
            message = Bilingual(f"规则文件超过 {MAX_RULES} 个", f"more than {MAX_RULES} rule files")
            raise PackError([pack.source.problem(("rules",), message)])
        for path in paths:
            source = read_source(path, shown(path))
            self._files.append((path, source.sha256))
            self._problems.extend(source.problems)
            if source.data is None and source.problems:
                continue
            loaded = _Loaded(dict(source.data) if isinstance(source.data, Mapping) else {}, path, source)
            loaded.faulty = check_head(source.data, loaded.reporter(self._problems))
            code = loaded.data.get("code")
            if not isinstance(code, str):
                code = f"{path}"
            first = self._rules.get(code)
            if first is None:
                self._rules[code] = loaded
            elif first.path != path:
                message = Bilingual.naming("规则代码重复", "duplicate code", code)
                hint = Bilingual("已在此处定义", f"defined already in {shown(first.path)}")
                self._problems.append(source.problem(("code",), message, hint))

    def _apply(self, pack: PackFile) -> None:
        adjust = pack.data.get("adjust")
        for code, settings in (adjust if isinstance(adjust, Mapping) else {}).items():
            loaded = self._rules.get(code)
            if loaded is None:
                hint = did_you_mean(code, self._rules, cutoff=0.7)
                message = Bilingual("没有这条规则", f"there is no rule {code}")
                self._problems.append(pack.source.problem(("adjust", code), message, hint, on_key=True))
            elif isinstance(settings, Mapping):
                for setting, value in settings.items():
                    self._adjust(pack, loaded, code, setting, value)

    def _adjust(self, pack: PackFile, loaded: _Loaded, code: str, setting: str, value: Any) -> None:
        route: Route = ("adjust", code, setting)
        if setting == "off":
            self._off[code] = Bilingual.of(str(value))
        elif setting in ("severity", "message"):
            loaded.data[setting] = value
            loaded.origins[(setting,)] = (pack.source, route)
        elif setting == "parameters" and isinstance(value, Mapping) and isinstance(loaded.data.get("check"), Mapping):
            loaded.data["check"] = {**loaded.data["check"], **value}
            for name in value:
                loaded.origins[("check", name)] = (pack.source, (*route, name))
        named = (
            {f"check.{key}": each for key, each in value.items()} if isinstance(value, Mapping) else {setting: value}
        )
        loaded.changes += [Change(pack.name, name, str(each)) for name, each in named.items()]

    def _limit(self) -> None:
        """`only` of the nearest pack that has one: rules outside are off."""
        limited = [pack for pack in self._packs if isinstance(pack.data.get("only"), Mapping)]
        for name, listed in limited[-1].data["only"].items() if limited else ():
            pack, key = limited[-1].name, _ONLY.get(name)
            for code, loaded in self._rules.items():
                value = loaded.data.get(key) if key else None
                if key and isinstance(listed, list) and value not in listed:
                    reason = Bilingual(
                        f"规则包 {pack} 不含 {key}={value} 的规则", f"pack {pack} leaves out {key} {value}"
                    )
                    self._off.setdefault(code, reason)

    def _finished(self, bases: tuple[Path, ...]) -> list[Rule]:
        """Every rule, those that are off as well, compiled to see whether it is sound."""
        resources = PackResources(bases)
        rules: list[Rule] = []
        for code, loaded in self._rules.items():
            if loaded.faulty:
                partly = make_partly(loaded.data, loaded.faulty, loaded.path)
                if partly is not None:
                    compile_rule(partly, resources, loaded.reporter(self._problems), self._trees)
                continue
            rule = make_rule(loaded.data, loaded.path, tuple(loaded.changes))
            ready = compile_rule(rule, resources, loaded.reporter(self._problems), self._trees)
            if ready is not None:
                self._compiled[code] = ready
            rules.append(rule)
        for rule in rules:
            for index, other in enumerate(rule.yields_to):
                if other not in self._rules:
                    message = Bilingual("没有这条规则", f"there is no rule {other}")
                    hint = did_you_mean(other, self._rules, cutoff=0.7)
                    self._problems.append(self._rules[rule.code].source.problem(("yields_to", index), message, hint))
        return sorted(rules, key=lambda rule: rule.code)


def single_rule(path: Path) -> Pack:
    """A pack of the one rule in a file, for its examples. Raises PackError."""
    problems: list[Problem] = []
    source = read_source(path, shown(path))
    problems.extend(source.problems)
    data = source.data if isinstance(source.data, Mapping) else {}
    report = _Loaded(dict(data), path, source).reporter(problems)
    bases = (_rules_folder(path),)
    resources = PackResources(bases)
    trees: Trees = {}
    faulty = frozenset(["check"]) if source.problems else check_head(source.data, report)
    rule = make_partly(data, faulty, path)
    if rule is not None:
        compile_rule(rule, resources, report, trees)
    if problems or rule is None:
        raise PackError(problems)
    return Pack(
        name=rule.code,
        title=rule.title,
        version="0",
        path=path,
        rules=(rule,),
        off={},
        bases=bases,
        files=((path, source.sha256),),
        resources=resources,
        trees=trees,
    )


def _rules_folder(path: Path) -> Path:
    """The folder of the pack that a rule file belongs to: the nearest one above that has lexicons, else its own."""
    for folder in path.resolve().parents:
        if (folder / "lexicons").is_dir():
            return folder
    return path.resolve().parent
