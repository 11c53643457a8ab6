"""Plug-ins: kinds of checks from other distributions, through the entry point group `budgetlint.kinds`.

A plug-in is the user's own code and runs with her rights. It is off until a configuration or `--plugin` names it, and
nothing of one that is off is imported. The object behind an entry point is a Kind, or several of them in a tuple or list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import cache
from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.packs.kinds import Kind
from linter.packs.names import did_you_mean
from linter.packs.registry import NAME, set_added, shipped_names

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "budgetlint.kinds"
_in_use: tuple[str, ...] = ()


def use(names: Sequence[str]) -> None:
    """Switches on the plug-ins of these names, and off all others. Raises UserError for one that cannot be loaded."""
    global _in_use
    wanted = tuple(dict.fromkeys(names))
    if wanted == _in_use:
        return
    kinds: dict[str, Kind] = {}
    for name in wanted:
        for kind in _loaded(_installed(name)):
            if kind.name in kinds or kind.name in shipped_names():
                raise UserError(
                    Bilingual(
                        f"插件“{name}”的检查“{kind.name}”与已有的重名",
                        f"kind {kind.name} of plug-in {name} exists already",
                    ),
                    Bilingual(
                        "请停用其中一个插件，或请作者改名。",
                        "Switch one plug-in off, or ask its author to rename the kind.",
                    ),
                )
            kinds[kind.name] = kind
    set_added(kinds)
    _in_use = wanted


def stamp(names: Sequence[str]) -> str:
    """What tells one state of these plug-ins from another, for a cache: their versions and the files of their packages."""
    parts = []
    for name in dict.fromkeys(names):
        point = _installed(name)
        version = point.dist.version if point.dist is not None else ""
        parts += [name, point.value, version, *_files(point.module)]
    return cache.digest(*parts)


def _installed(name: str) -> EntryPoint:
    from importlib.metadata import entry_points

    found = entry_points(group=GROUP)
    point = next((each for each in found if each.name == name), None)
    if point is None:
        raise UserError(
            Bilingual(f"没有安装插件“{name}”", f"plug-in {name} is not installed"),
            did_you_mean(name, found.names)
            or Bilingual("请先用 pip 安装提供它的包。", "Install the package that has it with pip."),
        )
    return point


def _loaded(point: EntryPoint) -> Sequence[Kind]:
    try:
        found: Any = point.load()
    except Exception as error:  # whatever a stranger's module raises, the user is told which one and why
        raise UserError(
            Bilingual.naming(
                f"插件“{point.name}”（{point.value}）无法载入",
                "the plug-in cannot be loaded",
                f"{type(error).__name__}: {error}",
            ),
            Bilingual(
                "请更新或重新安装它，或从 plugins 中删去。", "Update or reinstall it, or take it out of `plugins`."
            ),
        ) from error
    kinds = tuple(found) if isinstance(found, (tuple, list)) else (found,)
    wrong = next((each for each in kinds if not isinstance(each, Kind) or not NAME.fullmatch(each.name)), None)
    if wrong is not None or not kinds:
        raise UserError(
            Bilingual.naming(
                f"插件“{point.name}”（{point.value}）给出的不是检查", "the plug-in gives no Kind", f"{wrong!r}"
            ),
            Bilingual(
                "入口点应指向 linter.packs.kinds.Kind。", "The entry point is to name a linter.packs.kinds.Kind."
            ),
        )
    return kinds


def _files(module: str) -> Iterator[str]:
    """The Python files of the package that a module belongs to, each with its time and size."""
    from importlib.util import find_spec

    try:
        spec = find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    roots = [Path(each) for each in spec.submodule_search_locations or ()]
    files = [path for root in roots for path in sorted(root.rglob("*.py"))]
    for path in files or ([Path(spec.origin)] if spec.origin else []):
        state = path.stat()
        yield f"{path} {state.st_mtime_ns} {state.st_size}"
