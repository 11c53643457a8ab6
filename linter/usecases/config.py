"""The configuration file: found, read, checked whole, and what it says for one document.

`budgetlint.yaml`, or the table `tool.budgetlint` of a `pyproject.toml`: the nearest one upwards from the documents. Files
further up are not merged into it. Paths in it start from its own folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from linter.bilingual import NOTHING, Bilingual
from linter.errors import PackError, Problem, UserError
from linter.findings.suppression import Suppression

FILE = "budgetlint.yaml"
_TABLE = ("tool", "budgetlint")

Level = Literal["error", "warning", "info"]
Kind = Literal["部门预算", "单位预算", "决算"]

_MISTAKES = Bilingual("配置有 {n} 处错误", "{n} mistake(s) in the configuration")


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """What reading one document may cost; see `linter.readers.limits.Limits`."""

    unpacked: int | None = None
    ratio: int | None = None
    members: int | None = None
    depth: int | None = None
    cells: int | None = None
    pages: int | None = None
    seconds: int | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class SuppressSettings:
    """One suppression: a rule, where, why, and until when. `where` is a glob over the symbolic route, `path` one over paths."""

    code: str
    reason: str
    where: str = "**"
    path: str = "**"
    until: str | None = None


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for the documents whose path fits `match` (a glob from the configuration's folder)."""

    match: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = field(default_factory=dict)
    year: int | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration as it is written. Everything may be left out."""

    pack: str = "standard"
    plugins: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = field(default_factory=dict)
    fail_level: Level = "warning"
    year: int | None = None
    kind: Kind | None = None
    lang: Literal["zh", "en"] = "zh"
    baseline: str | None = None
    exclude: tuple[str, ...] = ()
    max_bytes: int | None = None
    jobs: int | None = None
    limits: LimitSettings = field(default_factory=LimitSettings)
    suppress: tuple[SuppressSettings, ...] = ()
    paths: tuple[PathSettings, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: the file and its 1-based line, or what set it."""

    said: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.said}:{self.line}" if self.line else self.said


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration in force: its settings, the file that it stands in (None: nothing but defaults), and the lines of its keys."""

    settings: Settings = field(default_factory=Settings)
    path: Path | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.path.parent if self.path else Path.cwd()

    def origin(self, key: str) -> Origin:
        if self.path is not None and key in self.lines:
            return Origin(str(self.path), self.lines[key] or None)
        return Origin(str(Bilingual("缺省", "default")))

    def relative(self, path: str) -> str:
        """A document's path as globs see it: from the configuration's folder, with `/`."""
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def excluded(self, path: str) -> bool:
        return any(fits(self.relative(path), each) for each in self.settings.exclude)

    def overrides(self, path: str) -> Iterator[PathSettings]:
        """The per-path settings that hold for a document, in the order in which they are written."""
        relative = self.relative(path)
        return (each for each in self.settings.paths if fits(relative, each.match))

    def suppressions(self) -> tuple[Suppression, ...]:
        return tuple(
            Suppression(
                code=each.code,
                where=each.where,
                path=each.path,
                reason=each.reason,
                until=date.fromisoformat(each.until) if each.until else None,
                origin=str(Origin(str(self.path), self.lines.get(f"suppress.{number}"))),
            )
            for number, each in enumerate(self.settings.suppress)
        )


@lru_cache(maxsize=512)
def _pattern(glob: str) -> re.Pattern[str]:
    """A glob as a pattern: `**` for any folders, `*` and `?` within one name; a name alone fits in every folder."""
    anchored = glob if "/" in glob.rstrip("/") else f"**/{glob}"
    text = ""
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", anchored.removeprefix("./")):
        text += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
    return re.compile(f"{text}.*" if glob.endswith("/") else text, re.DOTALL)


def fits(path: str, glob: str) -> bool:
    """Whether a path written with `/` fits a glob; the glob may be written as on Windows."""
    return _pattern(glob.replace("\\", "/")).fullmatch(PurePosixPath(path).as_posix()) is not None


def find(starts: Iterable[str]) -> Path | None:
    """The nearest configuration upwards from the folder that the documents have in common."""
    folders = [str(path if path.is_dir() else path.parent) for path in (Path(each).absolute() for each in starts)]
    if not folders:
        return None
    try:
        common = Path(os.path.commonpath(folders))
    except ValueError:  # two drives of Windows have no folder in common
        common = Path.cwd()
    for folder in (common, *common.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / "pyproject.toml"
        if project.is_file() and _table(project) is not None:
            return project
    return None


def load(path: Path | None) -> Config:
    """Reads and checks a configuration. Raises PackError with every mistake in it."""
    if path is None:
        return Config()
    if not path.is_file():
        raise UserError(
            Bilingual(f"找不到配置文件：{path}", "no such configuration file"),
            Bilingual("请检查 --config 的路径。", "Check the path given by --config."),
        )
    return _from_toml(path) if path.suffix == ".toml" else _from_yaml(path)


def _from_yaml(path: Path) -> Config:
    from linter.packs.source import read_source

    source = read_source(path)
    problems = list(source.problems)

    def report(route: Any, message: Bilingual, hint: Bilingual = NOTHING, **where: Any) -> None:
        problems.append(source.problem(route, message, hint, **where))

    settings = _settings({} if source.data is None else source.data, report)
    if problems or settings is None:
        raise PackError(problems, _MISTAKES)
    lines = {".".join(map(str, route)): place.line + 1 for route, place in source.places.items() if len(route) <= 2}
    return Config(settings, path, lines)


def _from_toml(path: Path) -> Config:
    problems: list[Problem] = []

    def report(route: Any, message: Bilingual, hint: Bilingual = NOTHING, **where: Any) -> None:
        # The standard library's TOML parser keeps no places; the route tells where.
        problems.append(Problem(str(path), 1, 1, message.after(f"{'.'.join(map(str, (*_TABLE, *route)))}: "), hint))

    settings = _settings(_table(path) or {}, report)
    if problems or settings is None:
        raise PackError(problems, _MISTAKES)
    return Config(settings, path, dict.fromkeys(_table(path) or {}, 0))


def _table(path: Path) -> Mapping[str, Any] | None:
    try:
        data: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(
            Bilingual(f"{path} 不是有效的 TOML：{error}", "is not valid TOML"),
            Bilingual("请改正该文件。", "Mend the file."),
        ) from None
    for name in _TABLE:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else None


def _settings(data: Any, report: Any) -> Settings | None:
    from linter.packs.params import fill

    settings: Settings | None = fill(Settings, data, "document", (), report, None)
    if settings is None:
        return None
    for number, each in enumerate(settings.suppress):
        if not each.reason.strip():
            report(("suppress", number, "reason"), Bilingual("请写明理由", "say why"))
        if each.until is not None and not _is_date(each.until):
            report(
                ("suppress", number, "until"),
                Bilingual("应是日期", "a date is wanted here"),
                Bilingual.naming("例如", "for example", "2027-06-30"),
            )
    return settings


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
