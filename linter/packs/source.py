"""YAML as plain data with the place of every node, for rule and pack files that come from strangers.

A subset of YAML 1.2: mappings with text keys, sequences and scalars. Plain scalars are null, true, false or a whole number;
every other scalar stays the text that it is (so `off` is a word, 0.5 is "0.5", and a date is a text). No tags, no anchors
and aliases, no key twice, bounded size and depth. Nothing is ever constructed but dict, list, str, int, bool and None.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linter.bilingual import NOTHING, Bilingual
from linter.errors import Problem

MAX_BYTES = 8_000_000
MAX_DEPTH = 40
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

Route = tuple[str | int, ...]


@dataclass(slots=True)
class Place:
    """Where a node stands: 0-based line and column of its first and last character, and of its key in a mapping."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str | None = None
    key_line: int | None = None
    key_column: int | None = None


@dataclass(slots=True)
class Source:
    """A parsed file: its data, the place of every node by its route (keys and indexes from the root), and its mistakes.

    `sha256` is the digest of the file's bytes, "" where it could not be read.
    """

    path: str
    text: str
    data: Any = None
    places: dict[Route, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sha256: str = ""

    def problem(
        self,
        route: Route,
        message: Bilingual,
        hint: Bilingual = NOTHING,
        *,
        on_key: bool = False,
        offset: int | None = None,
    ) -> Problem:
        """A Problem at a node, at its key, or at a character of its text; at the nearest parent if the node is not there."""
        line, column = self.position(route, on_key=on_key, offset=offset)
        return Problem(self.path, line, column, message, hint)

    def position(self, route: Route, *, on_key: bool = False, offset: int | None = None) -> tuple[int, int]:
        """1-based line and column."""
        while route and route not in self.places:
            route, on_key, offset = route[:-1], True, None
        place = self.places.get(route)
        if place is None:
            return 1, 1
        if on_key and place.key_line is not None and place.key_column is not None:
            return place.key_line + 1, place.key_column + 1
        if offset is not None:
            value = self.data
            for step in route:
                value = value[step]
            if isinstance(value, str):
                line, column = _inside(self.text, place, value, offset)
                return line + 1, column + 1
        return place.line + 1, place.column + 1


def read_source(path: Path, shown: str | None = None) -> Source:
    """The file at `path`; a file that cannot be read or is no such YAML gives a Source with problems and data None."""
    name = shown or str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Source(
            name,
            "",
            problems=[Problem(name, 1, 1, Bilingual.naming("无法读取文件", "cannot read the file", error.strerror))],
        )
    return parse_source(raw, name)


def parse_source(raw: bytes, name: str) -> Source:
    """Parses the bytes of a file called `name`; see `read_source`."""
    if len(raw) > MAX_BYTES:
        message = Bilingual(f"文件过大（上限 {MAX_BYTES} 字节）", f"the file is larger than {MAX_BYTES} bytes")
        return Source(name, "", problems=[Problem(name, 1, 1, message)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = Bilingual("请另存为 UTF-8", "save it as UTF-8")
        return Source(
            name, "", problems=[Problem(name, line, 1, Bilingual("文件不是 UTF-8 编码", "the file is not UTF-8"), hint)]
        )
    source = Source(name, text, sha256=hashlib.sha256(raw).hexdigest())
    _Builder(source).build()
    return source


class _StopError(Exception):
    pass


class _Builder:
    """Builds data from parser events without recursion: the parser's own composer overflows the stack on deep nesting."""

    def __init__(self, source: Source) -> None:
        self._source = source
        # One entry an open collection: the container, its route, and the key that waits for its value.
        self._open: list[tuple[Any, Route, list[Any]]] = []
        self._keys: dict[Route, tuple[int, int]] = {}

    def build(self) -> None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        source = self._source
        try:
            for event in yaml.parse(source.text, Loader=loader):
                self._take(event, type(event).__name__)
        except _StopError:
            source.data = None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            message = Bilingual.naming("不是有效的 YAML", "not valid YAML", error.problem or error.context)
            hint = Bilingual("检查缩进、引号和冒号后的空格", "check indentation, quotes and the blank after each colon")
            source.problems.append(Problem(source.path, line, column, message, hint))
            source.data = None
        except yaml.YAMLError as error:
            source.problems.append(
                Problem(source.path, 1, 1, Bilingual.naming("不是有效的 YAML", "not valid YAML", error))
            )
            source.data = None

    def _fail(self, event: Any, message: Bilingual, hint: Bilingual = NOTHING) -> None:
        mark = event.start_mark
        self._source.problems.append(Problem(self._source.path, mark.line + 1, mark.column + 1, message, hint))

    def _take(self, event: Any, name: str) -> None:
        if name in ("MappingStartEvent", "SequenceStartEvent", "ScalarEvent"):
            self._forbid(event, name)
        if name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            if len(self._open) >= MAX_DEPTH:
                self._fail(event, Bilingual(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH}"))
                raise _StopError
            container: Any = {} if name == "MappingStartEvent" else []
            route = self._store(event, container)
            self._open.append((container, route, []))
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            _, route, _ = self._open.pop()
            place = self._source.places.get(route)
            if place is not None:
                place.end_line, place.end_column = event.end_mark.line, event.end_mark.column
        elif name == "AliasEvent":
            self._fail(
                event,
                Bilingual("不允许使用锚点和别名", "anchors and aliases are not allowed"),
                Bilingual("直接写出内容", "write it out"),
            )
            raise _StopError
        elif name == "DocumentStartEvent" and self._source.places:
            self._fail(event, Bilingual("一个文件只能有一个文档", "only one document a file"))
            raise _StopError

    def _forbid(self, event: Any, name: str) -> None:
        if event.anchor is not None:
            self._fail(
                event,
                Bilingual("不允许使用锚点和别名", "anchors and aliases are not allowed"),
                Bilingual("直接写出内容", "write it out"),
            )
            raise _StopError
        if event.tag is not None and not (name == "ScalarEvent" and event.tag == "!"):
            self._fail(event, Bilingual.naming("不允许使用标签", "tags are not allowed", event.tag))
            raise _StopError

    def _scalar(self, event: Any) -> None:
        container, route, waiting = self._open[-1] if self._open else (None, (), [])
        if isinstance(container, dict) and not waiting:
            key = event.value
            mark = event.start_mark
            if key in container:
                self._fail(
                    event,
                    Bilingual.naming("字段重复", "duplicate key", key),
                    Bilingual("删去其中一个", "remove one of the two"),
                )
            self._keys[(*route, key)] = (mark.line, mark.column)
            waiting.append(key)
            return
        text = event.value
        value: Any = text
        if event.style in (None, "") and event.implicit[0]:
            if text in _WORDS:
                value = _WORDS[text]
            elif _INTEGER.fullmatch(text) and text != "-0":
                value = int(text)
        self._store(event, value)

    def _store(self, event: Any, value: Any) -> Route:
        start, end = event.start_mark, event.end_mark
        place = Place(start.line, start.column, end.line, end.column, getattr(event, "style", None))
        if not self._open:
            self._source.data = value
            route: Route = ()
        else:
            container, parent, waiting = self._open[-1]
            if isinstance(container, dict):
                if not waiting:
                    self._fail(event, Bilingual("字段名必须是文字", "a key must be text"))
                    raise _StopError
                key = waiting.pop()
                route = (*parent, key)
                place.key_line, place.key_column = self._keys[route]
                if key not in container:
                    container[key] = value
                else:
                    # The first of two equal keys stands; the second one's contents go nowhere.
                    route = (*parent, key, "\0")
            else:
                route = (*parent, len(container))
                container.append(value)
        self._source.places[route] = place
        return route


def _inside(text: str, place: Place, value: str, offset: int) -> tuple[int, int]:
    """The 0-based line and column where character `offset` of a scalar's value stands in the file.

    Value and file are walked side by side: what the file has more of (indentation, quotes, folded line ends, the header
    of a block scalar) is skipped. Where the two part for good (an escape such as \\u4e00) the scalar's start is the answer.
    """
    lines = text.splitlines(keepends=True)
    line, column = place.line, place.column
    if place.style in ("|", ">"):
        line, column = line + 1, 0
    elif place.style in ('"', "'"):
        column += 1

    def advance() -> None:
        nonlocal line, column
        column += 1
        if column >= len(lines[line]):
            line, column = line + 1, 0

    for index, char in enumerate(value):
        if char.isspace():
            if index >= offset:
                break
            continue
        while line < len(lines) and column < len(lines[line]) and lines[line][column] != char:
            if not (lines[line][column].isspace() or lines[line][column] == "\\"):
                return place.line, place.column
            advance()
        if line >= len(lines):
            return place.line, place.column
        if index >= offset:
            break
        if place.style == "'" and char == "'":
            advance()
        advance()
    return line, column
