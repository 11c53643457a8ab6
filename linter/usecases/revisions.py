"""The documents as they were at a git revision: what was found there already is not new.

A document's old content is what git has under its path, or under the path that it was renamed from. A document that git
knows no past of is held against all those that have gone since: so one that was converted (.doc to .docx), or was moved
without git being told, keeps its past. Nothing is written into the repository or its index.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import Report, baseline
from linter.readers import SUFFIXES
from linter.usecases.checking import Checked, checked
from linter.usecases.inputs import Input
from linter.usecases.options import RunOptions

_NOTHING: Counter[str] = Counter()
# Set while git runs a hook, for the repository that it runs in; a document may lie in another one.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")


@dataclass(frozen=True, slots=True)
class _Tree:
    """A repository at the revision: its root, the commit, the paths that it had, those that have another content now
    (each with its old path), and the documents that have gone. Paths are below the root, with `/`."""

    root: str
    commit: str
    paths: frozenset[str]
    changed: Mapping[str, str]
    gone: tuple[str, ...]


class Revision:
    """What a set of documents was at `name`. Raises UserError outside a git repository, and for an unknown revision."""

    def __init__(self, name: str, paths: Iterable[str]) -> None:
        self.name = name
        self._places: dict[str, tuple[_Tree, str]] = {}
        trees: dict[str, _Tree] = {}
        roots: dict[str, str] = {}
        for path in paths:
            real = os.path.realpath(path)
            folder = _existing(os.path.dirname(real))  # noqa: PTH120 (realpath gives no Path)
            if folder not in roots:
                roots[folder] = _root(folder)
            root = roots[folder]
            if root not in trees:
                trees[root] = _tree(root, name)
            self._places[Path(path).as_posix()] = trees[root], Path(os.path.relpath(real, root)).as_posix()

    def held_back(self, report: Report, results: Sequence[Checked], wanted: RunOptions) -> Report:
        """The report with the findings marked that each document had already: under the rules of today, whatever those
        of then were. `results` are what the report was gathered from."""
        reason = Bilingual(f"{self.name} 中已有", f"in {self.name} already").get(report.lang)
        left = {
            path: Counter({each.fingerprint: each.count for each in old.values()})
            for path, old in self._olds(results, wanted).items()
        }
        findings = []
        for finding in report.findings:
            known = left.get(finding.location.path, _NOTHING)
            if finding.suppressed is None and known[finding.fingerprint] > 0:
                known[finding.fingerprint] -= 1
                finding = replace(finding, suppressed=reason)
            findings.append(finding)
        return replace(report, findings=tuple(findings), options=(*report.options, f"--diff-base {self.name}"))

    def _olds(self, results: Sequence[Checked], wanted: RunOptions) -> dict[str, baseline.Baseline]:
        sources: list[Input] = []
        found: dict[str, baseline.Baseline] = {}
        for result in results:
            path = result.entry.path
            if not result.findings:
                continue
            tree, inside = self._places[path]
            if inside in tree.paths and inside not in tree.changed:
                found[path] = baseline.of(result.findings)
            else:
                sources += (Input(path, content) for content in _contents(tree, inside))
        olds = checked(sources, replace(wanted, documents=False))
        for source, old in zip(sources, olds, strict=True):
            found[source.path] = {**found.get(source.path, {}), **baseline.of(old.findings)}
        return found


def _contents(tree: _Tree, path: str) -> Iterator[bytes]:
    olds = [tree.changed[path]] if path in tree.changed else tree.gone
    for old in tree.paths.intersection(olds):
        # With the filters of a checkout: what Git LFS keeps elsewhere is fetched, not its pointer.
        yield _git(tree.root, "cat-file", "--filters", f"{tree.commit}:{old}")


def _existing(folder: str) -> str:
    """The folder, or the nearest one above it that is there."""
    path = Path(folder)
    return str(next(each for each in (path, *path.parents) if each.is_dir()))


def _root(folder: str) -> str:
    try:
        return os.path.realpath(_line(_git(folder, "rev-parse", "--show-toplevel")))
    except _GitError as error:
        if "not a git repository" in error.said:
            raise UserError(
                Bilingual(f"不在 git 仓库中，不能使用 --diff-base：{folder}", "not in a git repository"),
                Bilingual("请在仓库中运行，或改用 --baseline。", "Run it in a repository, or use --baseline."),
            ) from None
        raise


def _tree(root: str, revision: str) -> _Tree:
    try:
        commit = _line(_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"))
    except _GitError:
        raise UserError(
            Bilingual(f"仓库 {root} 中没有版本“{revision}”", f"there is no revision {revision} in {root}"),
            Bilingual(
                "请检查名称；浅克隆要先取回它（git fetch，或 fetch-depth: 0）。",
                "Check the name; a shallow clone must fetch it first.",
            ),
        ) from None
    paths = _names(_git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit))
    changed: dict[str, str] = {}
    gone: list[str] = []
    fields = iter(_names(_git(root, "diff", "--no-ext-diff", "-M", "--name-status", "-z", commit, "--")))
    for status in fields:
        old = next(fields)
        if status[0] in "RC":
            changed[next(fields)] = old
        elif status[0] != "A":
            changed[old] = old
        if status[0] == "D" and PurePosixPath(old).suffix.lower() in SUFFIXES:
            gone.append(old)
    return _Tree(root, commit, frozenset(paths), changed, tuple(gone))


class _GitError(UserError):
    """git refused; `said` is what it told."""

    def __init__(self, said: str) -> None:
        super().__init__(
            Bilingual.naming("git 出错", "git failed", said),
            Bilingual("请先排除 git 的问题。", "Put git in order first."),
        )
        self.said = said


def _git(folder: str, *arguments: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True
        )
    except FileNotFoundError:
        raise UserError(
            Bilingual("没有找到 git，不能使用 --diff-base", "git was not found"),
            Bilingual("请安装 git，或改用 --baseline。", "Install git, or use --baseline."),
        ) from None
    except ValueError:  # a null character in a revision
        raise _GitError("bad argument") from None
    if done.returncode:
        raise _GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def _line(output: bytes) -> str:
    return os.fsdecode(output).rstrip("\r\n")


def _names(output: bytes) -> list[str]:
    return [os.fsdecode(each) for each in output.split(b"\0") if each]
