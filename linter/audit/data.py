"""The data beside the site: findings and budget models as JSON, flat tables as CSV, workbook and Parquet. Written as it comes."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, Protocol

from linter.audit import xlsx
from linter.audit.folder import Folder
from linter.audit.items import findings_of, model_of
from linter.audit.statistics import Audit
from linter.audit.tables import DECIMAL, LARGE, TABLES, TEXT, WHOLE, Row, Table, rows
from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.outputs.csv_ import cell
from linter.outputs.json_ import SCHEMA_VERSION
from linter.outputs.visible import HIDDEN

FORMATS = ("csv", "xlsx", "parquet")
DEFAULT = ("csv", "xlsx")


class Writer(Protocol):
    """A format that takes the rows of all tables as they come. `tables` are those that it has."""

    @property
    def tables(self) -> tuple[Table, ...]: ...

    def add(self, table: Table, listed: Iterable[Row]) -> None: ...
    def end(self) -> None: ...


def demand(formats: Sequence[str]) -> None:
    """Raises UserError for a format whose library is missing."""
    if "parquet" in formats and importlib.util.find_spec("pyarrow") is None:
        raise UserError(
            Bilingual("写 Parquet 需要 pyarrow，没有安装", "Parquet needs pyarrow, which is not installed"),
            Bilingual(
                "运行 pip install 'budgetlint[audit]'，或去掉 --data parquet。",
                "Install it, or leave out --data parquet.",
            ),
        )


def write(folder: Folder, audit: Audit, formats: Sequence[str]) -> None:
    """Writes findings.json and the tables, from the JSON files of the single documents, one after another."""
    with ExitStack() as stack:
        writers: list[Writer] = [_WRITERS[form](folder, stack) for form in FORMATS if form in formats]
        merged = _Merged(stack)
        for item in audit.items:
            report, model = load(folder.root, findings_of(item.name)), load(folder.root, model_of(item.name))
            merged.add(report)
            found = {name: list(listed) for name, listed in rows(item, report, model).items()}
            for writer in writers:
                for table in writer.tables:
                    writer.add(table, found[table.name])
        for writer in writers:
            writer.end()
        with folder.opened("data/findings.json") as file:
            merged.write(file, audit)


def load(root: Path, name: str) -> Any:
    """One of the JSON files of the documents."""
    return json.loads(root.joinpath(name).read_bytes())


def _line(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return HIDDEN.sub(lambda match: json.dumps(match.group())[1:-1], text)


class _Merged:
    """The reports of all documents as one, of the same schema as that of `check`."""

    _GAPS = ("undecided", "crashed", "unrecognised")

    def __init__(self, stack: ExitStack) -> None:
        names = ("documents", "findings", *self._GAPS)
        self._parts = {name: stack.enter_context(TemporaryFile()) for name in names}  # noqa: SIM115 (the stack closes it)
        self._run: set[str] = set()
        self._idle: set[str] = set()

    def add(self, report: Mapping[str, Any]) -> None:
        coverage = report["coverage"]
        self._run.update(coverage["rules_run"])
        self._idle.update(coverage["not_applicable"])
        for name, file in self._parts.items():
            for each in (report if name in report else coverage)[name]:
                file.write((",\n" if file.tell() else "").encode() + _line(each).encode())

    def write(self, target: IO[bytes], audit: Audit) -> None:
        tool = audit.head.tool
        head = {"name": tool.name, "version": tool.version, "pack": tool.pack, "pack_sha256": tool.pack_sha256}
        by_code = {row.rule.code: row.count for row in audit.ranking}
        summary = {**audit.severities, "by_code": dict(sorted(by_code.items()))}
        target.write(f'{{"schema_version": {SCHEMA_VERSION},\n"tool": {_line(head)}'.encode())
        for name in ("documents", "findings"):
            self._list(target, name)
        target.write(f',\n"coverage": {{"rules_run": {_line(sorted(self._run))}'.encode())
        target.write(f',\n"not_applicable": {_line(sorted(self._idle - self._run))}'.encode())
        for name in self._GAPS:
            self._list(target, name)
        target.write(f'}},\n"summary": {_line(summary)}}}\n'.encode())

    def _list(self, target: IO[bytes], name: str) -> None:
        part = self._parts[name]
        part.seek(0)
        target.write(f',\n"{name}": ['.encode())
        shutil.copyfileobj(part, target)
        target.write(b"]")


class _Csv:
    """A file a table (RFC 4180), with a byte order mark, without which Excel takes it for GBK."""

    tables = TABLES

    def __init__(self, folder: Folder, stack: ExitStack) -> None:
        self._files = {
            table.name: stack.enter_context(folder.opened(f"data/{table.name}.csv")) for table in self.tables
        }
        for table in self.tables:
            self._files[table.name].write(b"\xef\xbb\xbf")
            self.add(table, [table.heads])

    def add(self, table: Table, listed: Iterable[Row]) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in listed)
        self._files[table.name].write(out.getvalue().encode("utf-8", "backslashreplace"))

    def end(self) -> None:
        pass


class _Workbook:
    """One workbook with a sheet a table."""

    tables = TABLES

    def __init__(self, folder: Folder, stack: ExitStack) -> None:
        self._folder = folder
        self._place = Path(stack.enter_context(TemporaryDirectory(prefix="budgetlint-")))
        self._stack = stack
        self._sheets: dict[str, list[tuple[xlsx.Sheet, Path]]] = {table.name: [] for table in self.tables}
        self._files: list[IO[bytes]] = []
        for table in self.tables:
            self._begin(table)

    def _begin(self, table: Table) -> xlsx.Sheet:
        known = self._sheets[table.name]
        name = f"{table.name}-{len(known) + 1}" if known else table.name
        path = self._place / name
        file = self._stack.enter_context(path.open("wb"))
        self._files.append(file)
        sheet = xlsx.Sheet(name, table.heads, file)
        known.append((sheet, path))
        return sheet

    def add(self, table: Table, listed: Iterable[Row]) -> None:
        sheet = self._sheets[table.name][-1][0]
        for row in listed:
            if sheet.full:
                sheet = self._begin(table)
            sheet.add(row)

    def end(self) -> None:
        sheets = [each for listed in self._sheets.values() for each in listed]
        for sheet, _ in sheets:
            sheet.end()
        for file in self._files:
            file.close()
        with self._folder.opened("data/audit.xlsx") as target:
            xlsx.pack(sheets, target)


class _Parquet:
    """A file a table, in groups of rows; decimals as decimal texts."""

    tables = (*TABLES, *LARGE)
    _GROUP = 20_000

    def __init__(self, folder: Folder, stack: ExitStack) -> None:
        import pyarrow
        from pyarrow import parquet

        self._arrow: Any = pyarrow
        types = {TEXT: pyarrow.string(), DECIMAL: pyarrow.string(), WHOLE: pyarrow.int64()}
        self._schemas = {
            table.name: pyarrow.schema([(name, types[kind]) for name, kind in table.columns]) for table in self.tables
        }
        self._writers: dict[str, Any] = {
            table.name: stack.enter_context(
                parquet.ParquetWriter(
                    stack.enter_context(folder.opened(f"data/{table.name}.parquet")),
                    self._schemas[table.name],
                    compression="zstd",
                )
            )
            for table in self.tables
        }
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in self.tables}

    def add(self, table: Table, listed: Iterable[Row]) -> None:
        waiting = self._waiting[table.name]
        waiting.extend(listed)
        if len(waiting) >= self._GROUP:
            self._put(table)

    def end(self) -> None:
        for table in self.tables:
            self._put(table)

    def _put(self, table: Table) -> None:
        waiting = self._waiting[table.name]
        if waiting:
            columns = [
                [None if value is None else _sound(value) for value in column] for column in zip(*waiting, strict=True)
            ]
            schema = self._schemas[table.name]
            self._writers[table.name].write_table(self._arrow.table(columns, schema=schema))
            waiting.clear()


def _sound(value: Any) -> Any:
    """Parquet takes no lone surrogates, which a damaged document may hold."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


_WRITERS: Mapping[str, Callable[[Folder, ExitStack], Writer]] = {"csv": _Csv, "xlsx": _Workbook, "parquet": _Parquet}


def files(formats: Sequence[str]) -> list[str]:
    """The names of the data files that a reader of the site may want, in order."""
    tables = [f"data/{table.name}" for table in TABLES]
    named = {
        "csv": [f"{name}.csv" for name in tables],
        "xlsx": ["data/audit.xlsx"],
        "parquet": [f"{name}.parquet" for name in (*tables, *(f"data/{table.name}" for table in LARGE))],
    }
    return ["data/findings.json", *(name for form in FORMATS if form in formats for name in named[form])]
