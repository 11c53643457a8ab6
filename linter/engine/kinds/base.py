"""What a kind of check is: a name, the scopes it can run on, typed parameters, and a function that builds the check.

One module a kind, named like it (kind `sum-equals`: module `sum_equals`), with a constant `KIND`. It is imported when
a rule of that kind is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NewType, Protocol

from linter.engine.hits import Check

INDICATOR = "indicator"
PROJECT = "project"
UNIT_FORM = "unit_form"
FORM = "form"
TABLE = "table"
ACTIVITY = "activity"
STATEMENT = "statement"
PARAGRAPH = "paragraph"
DOCUMENT = "document"
CORPUS = "corpus"
SCOPES = (INDICATOR, PROJECT, UNIT_FORM, FORM, TABLE, ACTIVITY, STATEMENT, PARAGRAPH, DOCUMENT, CORPUS)
"""`corpus` is a project held against those of other documents: only in a run over several (`budgetlint audit`)."""


class UnknownLexiconError(KeyError):
    """There is no lexicon called `name`."""

    def __init__(self, name: str, message: str, hint: str) -> None:
        super().__init__(f"{message}。{hint}")
        self.name = name
        self.message = message
        self.hint = hint


class Resources(Protocol):
    """What a check may read when it is built. Both raise KeyError, with near names in the text, where there is no such file."""

    def lexicon(self, name: str) -> Mapping[str, Any]:
        """The data of `rules/lexicons/NAME.yaml` (or of a pack's own lexicon of that name, which comes first).

        Raises UnknownLexiconError.
        """

    def data(self, path: str) -> Mapping[str, Any]:
        """The data of another YAML file under `rules/`, by its path ("forms/levels.yaml", "accounts/function.yaml")."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check.

    A parameter whose name is a word of Python ends in an underscore here and not in the rule file (`assert_`).

    `params` is a frozen dataclass whose fields are the parameters that a rule fills in: the field types (str, int, bool,
    Decimal, Literal[...], FieldName, UnitName, DimensionName, Pattern, Condition, tuple[X, ...], Mapping[str, X],
    X | None, a dataclass of these) and defaults are what the loader checks and the JSON Schema is made from; a field's
    `metadata["doc"]` is its documentation, `metadata["start"]` what a new rule begins with. `build` gets the filled-in
    parameters and makes the check.
    `message_fields` are the names that its hits fill in a message template, beside those of the scope.
    """

    name: str
    scopes: frozenset[str]
    params: type
    build: Callable[[Any, Resources], Check]
    message_fields: frozenset[str] = frozenset()


FieldName = NewType("FieldName", str)
"""A parameter of this type names a field of the rule's scope, in English or Chinese; the check gets the English name."""


UnitName = NewType("UnitName", str)
"""A parameter of this type names a unit of rules/language/units.yaml (人次, 元/月)."""

DimensionName = NewType("DimensionName", str)
"""A parameter of this type names a dimension of rules/language/units.yaml (persons, money/time)."""


class Pattern:
    """A regular expression that was checked when the rule was loaded: it takes no more than quadratic time.

    Texts are searched up to `LIMIT` characters. `str(pattern)` is the author's text.
    """

    LIMIT = 4000
    __slots__ = ("_compiled", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._compiled = re.compile(text)

    def __str__(self) -> str:
        return self._text

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text, 0, self.LIMIT)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text) if len(text) <= self.LIMIT else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text, 0, self.LIMIT)


class ParameterError(Exception):
    """Raised by `build` where a parameter has the right type but cannot work (an unknown lexicon, low above high).

    `parameter` is its name in the rule file; the loader reports the file, line and column.
    """

    def __init__(self, parameter: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = message
        self.hint = hint
