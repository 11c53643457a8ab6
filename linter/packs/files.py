"""Pack files: which rules a pack takes up and how it changes them. Parsed and checked here, merged in `packs`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linter.bilingual import NOTHING, Bilingual
from linter.errors import PackError, Problem
from linter.findings.model import SEVERITIES
from linter.packs.head import CONFIDENCES, STATUSES, check_text, one_of
from linter.packs.names import did_you_mean
from linter.packs.params import Report
from linter.packs.paths import find_pack, shipped_packs, shown
from linter.packs.rules import CODE
from linter.packs.source import Route, Source, read_source
from linter.resources import rules_dir

_ADJUSTMENTS = ("severity", "parameters", "message", "off")
_ONLY = {"severities": SEVERITIES, "confidences": CONFIDENCES, "statuses": STATUSES}
MAX_EXTENDS = 12


@dataclass(slots=True)
class PackFile:
    """One pack file. `base` is the folder that its globs and its lexicons start from."""

    path: Path
    base: Path
    source: Source
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.data.get("name") or self.path.stem)

    @property
    def globs(self) -> list[str]:
        return [each for each in self.data.get("rules") or [] if isinstance(each, str)]


def chain(name_or_path: str, problems: list[Problem]) -> list[PackFile]:
    """The pack and all that it extends, parents first. Raises PackError where there is no such pack."""
    path = find_pack(name_or_path)
    if path is None:
        hint = did_you_mean(name_or_path, shipped_packs())
        raise PackError(
            [Problem(name_or_path, 1, 1, Bilingual("没有这个规则包", f"there is no pack “{name_or_path}”"), hint)]
        )
    found: dict[Path, PackFile] = {}
    _load(path, found, [], problems)
    return list(found.values())


def _load(path: Path, found: dict[Path, PackFile], below: list[Path], problems: list[Problem]) -> None:
    path = path.resolve()
    if path in found:
        return
    source = read_source(path, shown(path))
    problems.extend(source.problems)
    shipped = rules_dir().resolve()
    base = shipped if path.parent == shipped / "packs" else path.parent
    pack = PackFile(path, base, source)
    if source.data is not None:
        _check(pack, problems)
    for index, parent in _extends(pack.data):
        route = ("extends", index) if isinstance(pack.data["extends"], list) else ("extends",)
        target = find_pack(parent, path.parent)
        if target is None:
            hint = did_you_mean(parent, shipped_packs())
            problems.append(source.problem(route, Bilingual("没有这个规则包", f"there is no pack “{parent}”"), hint))
        elif target.resolve() in (*below, path):
            problems.append(
                source.problem(route, Bilingual.naming("规则包互相继承", "packs extend each other", parent))
            )
        elif len(below) >= MAX_EXTENDS:
            problems.append(source.problem(route, Bilingual("继承层次过深", "too many packs extend each other")))
        else:
            _load(target, found, [*below, path], problems)
    found[path] = pack


def _extends(data: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    listed = data.get("extends") or []
    for index, each in enumerate([listed] if isinstance(listed, str) else listed):
        if isinstance(each, str):
            yield index, each


def _check(pack: PackFile, problems: list[Problem]) -> None:
    source, data = pack.source, pack.source.data

    def report(route: Any, message: Bilingual, hint: Bilingual = NOTHING, **where: Any) -> None:
        problems.append(source.problem(route, message, hint, **where))

    if not isinstance(data, Mapping):
        report((), Bilingual("规则包文件应是一组字段", "a pack file consists of fields"))
        return
    pack.data = data
    checks = {
        "name": _text,
        "title": check_text,
        "version": _text,
        "extends": _extended,
        "rules": _globs,
        "only": _only,
        "adjust": _adjust,
    }
    for key in data:
        if key not in checks:
            report(
                (key,),
                Bilingual(f"没有“{key}”这个字段", f"unknown field “{key}”"),
                did_you_mean(key, checks),
                on_key=True,
            )
    for key, check in checks.items():
        if key in data:
            check(key, data[key], report)
        elif key in ("name", "title", "version"):
            report((), Bilingual(f"缺少字段“{key}”", f"missing field “{key}”"))
    if "rules" not in data and "extends" not in data:
        report((), Bilingual("规则包没有规则：写 rules 或 extends", "a pack without rules: write rules or extends"))


def _text(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, str) or not value.strip():
        report((key,), Bilingual(f"{key} 应是文字", f"{key} must be a text"), Bilingual("加上引号", "put it in quotes"))


def _extended(key: str, value: Any, report: Report) -> None:
    for index, each in enumerate([value] if isinstance(value, str) else value if isinstance(value, list) else [None]):
        if not isinstance(each, str):
            report((key, index), Bilingual("应是规则包的名称或路径", "the name or path of a pack is wanted here"))


def _globs(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, list):
        report(
            (key,),
            Bilingual("rules 应是列表", "rules must be a list"),
            Bilingual("写成 [rules/*.yaml]", "write [rules/*.yaml]"),
        )
        return
    for index, each in enumerate(value):
        if not isinstance(each, str) or Path(each).is_absolute() or ".." in Path(each).parts:
            report((key, index), Bilingual("只能是规则包文件夹之内的路径", "must be a path below the pack's folder"))


def _only(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, Mapping):
        report((key,), Bilingual(f"{key} 应是一组字段", "fields are wanted here"))
        return
    for name, listed in value.items():
        if name not in _ONLY:
            report(
                (key, name),
                Bilingual(f"没有“{name}”这个字段", f"unknown field “{name}”"),
                did_you_mean(name, _ONLY),
                on_key=True,
            )
            continue
        if not isinstance(listed, list) or not listed:
            report((key, name), Bilingual("应是列表", "a list is wanted here"))
            continue
        for index, each in enumerate(listed):
            if each not in _ONLY[name]:
                hint = did_you_mean(str(each), _ONLY[name])
                report((key, name, index), Bilingual.naming("只能是", "must be one of", "、".join(_ONLY[name])), hint)


def _adjust(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, Mapping):
        report((key,), Bilingual("adjust 应按规则代码列出", "adjust lists changes by code"))
        return
    for code, changes in value.items():
        route = (key, code)
        if not CODE.fullmatch(code):
            report(
                route,
                Bilingual(f"“{code}”不是规则代码", "is no code"),
                Bilingual.naming("例如", "for example", "VAL001"),
                on_key=True,
            )
        if not isinstance(changes, Mapping) or not changes:
            report(route, Bilingual("应是一组字段", "fields are wanted here"), Bilingual.of("、".join(_ADJUSTMENTS)))
            continue
        for name, setting in changes.items():
            _adjustment(route, name, setting, report)


def _adjustment(place: Route, name: str, setting: Any, report: Report) -> None:
    def here(route: Route, *arguments: Any, **where: Any) -> None:
        report((*place, *route), *arguments, **where)

    if name == "severity":
        one_of(SEVERITIES)(name, setting, here)
    elif name == "message":
        check_text(name, setting, here)
    elif name == "parameters":
        if not isinstance(setting, Mapping) or "kind" in setting:
            here(
                (name,),
                Bilingual(
                    "parameters 应是检查的参数（不含 kind）", "the check's parameters, without kind, are wanted here"
                ),
            )
    elif name == "off":
        if not isinstance(setting, str) or not setting.strip():
            here(
                (name,),
                Bilingual("请写明停用的理由", "say why it is switched off"),
                Bilingual("off: 理由", "off: the reason"),
            )
    else:
        hint = did_you_mean(name, _ADJUSTMENTS)
        here((name,), Bilingual(f"没有“{name}”这个字段", f"unknown field “{name}”"), hint, on_key=True)
