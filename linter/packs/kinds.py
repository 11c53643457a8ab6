"""What a kind of check is: a name, the scopes it can run on, typed parameters, and the function that looks at an item.

One module a kind, named like it (kind `sum-equals`: module `sum_equals`), with a function declared by `check`. It is
imported when a rule of that kind is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NewType, Protocol, TypeVar, overload

from linter.bilingual import NOTHING, Bilingual
from linter.packs.hits import Check, Outcome, Subject

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

    def __init__(self, name: str, message: Bilingual, hint: Bilingual) -> None:
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
    `message_fields` are the names that its hits fill in a message template, beside those of the scope. `module` is where
    it is documented.
    """

    name: str
    scopes: frozenset[str]
    params: type
    build: Callable[[Any, Resources], Check]
    message_fields: frozenset[str] = frozenset()
    module: str = ""


@dataclass(frozen=True, slots=True)
class NoParameters:
    """For kinds with nothing to fill in."""


P = TypeVar("P")
R = TypeVar("R")
Item = Any
Found = Iterator[Outcome]


@overload
def check(
    name: str, *, on: str | tuple[str, ...], says: Iterable[str] = ()
) -> Callable[[Callable[[Item, Subject], Found]], Kind]: ...
@overload
def check(
    name: str, *, on: str | tuple[str, ...], says: Iterable[str] = (), prepare: Callable[[Resources], R]
) -> Callable[[Callable[[Item, R, Subject], Found]], Kind]: ...
@overload
def check(
    name: str, *, on: str | tuple[str, ...], says: Iterable[str] = (), params: type[P]
) -> Callable[[Callable[[Item, P, Subject], Found]], Kind]: ...
@overload
def check(
    name: str,
    *,
    on: str | tuple[str, ...],
    says: Iterable[str] = (),
    params: type[P],
    prepare: Callable[[P, Resources], R],
) -> Callable[[Callable[[Item, R, Subject], Found]], Kind]: ...
def check(
    name: str,
    *,
    on: str | tuple[str, ...],
    says: Iterable[str] = (),
    params: type | None = None,
    prepare: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., Found]], Kind]:
    """Declares a function as the kind of check `name`.

    `on` is the scope, or the scopes, that it runs on, `says` the names that its hits fill in messages. The function gets an item
    of the scope and the Subject that it belongs to. Between the two it gets, where there is any, what a rule fills in (`params`,
    a dataclass) or what `prepare` makes once for a rule: of the parameters, if there are any, and the lexicons.
    `prepare` may raise ParameterError.
    """
    scopes = frozenset((on,) if isinstance(on, str) else on)

    def declared(function: Callable[..., Found]) -> Kind:
        def build(filled: Any, resources: Resources) -> Check:
            if params is None and prepare is None:
                return lambda subject: function(subject.item, subject)
            ready = filled
            if prepare is not None:
                ready = prepare(resources) if params is None else prepare(filled, resources)
            return lambda subject: function(subject.item, ready, subject)

        return Kind(name, scopes, params or NoParameters, build, frozenset(says), function.__module__)

    return declared


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

    def __init__(self, parameter: str, message: Bilingual | str, hint: Bilingual | str = NOTHING) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = Bilingual.of(message)
        self.hint = Bilingual.of(hint)
