"""What a run was asked for: what was typed, over the configuration, over the defaults; and what of it holds for one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import SEVERITIES
from linter.readers.limits import Limits
from linter.usecases import config
from linter.usecases.config import Config, LimitSettings
from linter.usecases.inputs import STDIN

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of the options that commands share, None or () for what was not; `severity` as CODE=LEVEL.

    `configuration` is the file that was named. `documents` keeps the documents as read in the report.
    """

    pack: str | None = None
    plugins: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    year: int | None = None
    kind: str | None = None
    lang: str | None = None
    max_bytes: int | None = None
    fail_level: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    documents: bool = False
    configuration: str | None = None


_UNTYPED = Typed()


@dataclass(frozen=True, slots=True)
class Options:
    """What decides the findings of one document. `select` and `ignore` hold rule codes or their first letters (VAL)."""

    pack: str = "standard"
    plugins: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    kind: str | None = None
    lang: str = "zh"
    max_bytes: int = MAX_BYTES
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run was asked for. `common` holds for every document that no entry of `paths` says otherwise of."""

    common: Options = field(default_factory=Options)
    config: Config = field(default_factory=Config)
    fail_level: str = "warning"
    jobs: int = 1
    cache: bool = True
    documents: bool = False
    typed: frozenset[str] = frozenset()

    @property
    def lang(self) -> str:
        return self.common.lang

    def of(self, path: str) -> Options:
        """The options of one document: the configuration's entries for its path, below what was typed."""
        chosen = self.common
        for entry in self.config.overrides(path):
            changes: dict[str, Any] = {}
            for name in ("select", "year", "kind"):
                if getattr(entry, name) and name not in self.typed:
                    changes[name] = getattr(entry, name)
            chosen = replace(
                chosen,
                ignore=(*chosen.ignore, *entry.ignore),
                severity={**entry.severity, **chosen.severity}
                if "severity" in self.typed
                else {**chosen.severity, **entry.severity},
                **changes,
            )
        return chosen

    def described(self) -> tuple[str, ...]:
        """The options that bear on the findings, as they are typed."""
        common = self.common
        return (
            *([f"--config {self.config.path}"] if self.config.path else []),
            *(f"--plugin {name}" for name in common.plugins),
            *(f"--select {code}" for code in common.select),
            *(f"--ignore {code}" for code in common.ignore),
            *(f"--severity {code}={level}" for code, level in common.severity.items()),
            f"--fail-level {self.fail_level}",
            *([f"--year {common.year}"] if common.year is not None else []),
            *([f"--kind {common.kind}"] if common.kind is not None else []),
        )


def run_options(arguments: Sequence[str] = (), typed: Typed = _UNTYPED) -> RunOptions:
    """The options of a run over `arguments`: what was typed, over the configuration that is named or found, over defaults.

    Raises PackError for a configuration with mistakes and UserError for a wrong option.
    """
    named = typed.configuration
    path = Path(named) if named else config.find(each for each in arguments if each != STDIN)
    return merged(config.load(path), typed)


def merged(config: Config, typed: Typed = _UNTYPED) -> RunOptions:
    """The options of a run under a configuration. Raises UserError for a severity that is not CODE=LEVEL."""
    given = {each.name: value for each in fields(typed) if (value := getattr(typed, each.name)) not in (None, ())}
    settings = config.settings
    severity = {**settings.severity, **_levels(given.get("severity", ()))}
    common = Options(
        pack=given.get("pack", settings.pack),
        plugins=tuple(dict.fromkeys((*settings.plugins, *given.get("plugins", ())))),
        select=_codes(given.get("select", settings.select)),
        ignore=(*_codes(settings.ignore), *_codes(given.get("ignore", ()))),
        severity=severity,
        year=given.get("year", settings.year),
        kind=given.get("kind", settings.kind),
        lang=given.get("lang", settings.lang),
        max_bytes=given.get("max_bytes", settings.max_bytes or MAX_BYTES),
        limits=_limits(settings.limits),
    )
    return RunOptions(
        common=common,
        config=config,
        fail_level=given.get("fail_level", settings.fail_level),
        jobs=given.get("jobs", settings.jobs or 1),
        cache=not typed.no_cache,
        documents=typed.documents,
        typed=frozenset(given),
    )


def _codes(listed: Sequence[str]) -> tuple[str, ...]:
    codes = (code.strip().upper() for each in listed for code in each.split(","))
    return tuple(code for code in codes if code)


def _levels(listed: Sequence[str]) -> dict[str, str]:
    levels = {}
    for each in listed:
        code, _, level = each.partition("=")
        if not code.strip() or level.strip() not in SEVERITIES:
            raise UserError(
                Bilingual(f"--severity 应写成 代码=级别：{each}", "wants CODE=LEVEL"),
                Bilingual.naming("例如", "for example", f"--severity VAL004=info（{'、'.join(SEVERITIES)}）"),
            )
        levels[code.strip().upper()] = level.strip()
    return levels


def _limits(settings: LimitSettings) -> Limits:
    changed = {each.name: value for each in fields(settings) if (value := getattr(settings, each.name)) is not None}
    return Limits(**changed)
