"""Fills a kind's parameter dataclass from a rule file's plain data, checking every type; reports all that is wrong."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints

from linter.bilingual import NOTHING, Bilingual
from linter.packs import schema
from linter.packs.condition import BadConditionError, Condition, Trees, compile_condition
from linter.packs.kinds import DimensionName, FieldName, Pattern, UnitName
from linter.packs.names import did_you_mean

if TYPE_CHECKING:
    from linter.packs.source import Route


class Report(Protocol):
    """Reports one mistake at a node of the file, at its key, or at a character of its text."""

    def __call__(
        self,
        route: Route,
        message: Bilingual,
        hint: Bilingual = NOTHING,
        *,
        on_key: bool = False,
        offset: int | None = None,
    ) -> None: ...


class _WrongError(Exception):
    """Reported already."""


def parameter_names(params: type) -> dict[str, str]:
    """Parameter names as in a rule file -> names of the dataclass fields (`assert` -> `assert_`)."""
    return {each.name.rstrip("_"): each.name for each in fields(params)}


@cache
def parameter_types(params: type) -> dict[str, Any]:
    """The types of a parameter dataclass by field name."""
    return get_type_hints(params)


def fill(params: type, data: Mapping[str, Any], scope: str, route: Route, report: Report, trees: Trees | None) -> Any:
    """An instance of `params`, or None if something was reported. `route` is where `data` stands in the file."""
    filler = _Filler(scope, report, trees)
    try:
        return filler.dataclass(params, data, route)
    except _WrongError:
        return None


class _Filler:
    def __init__(self, scope: str, report: Report, trees: Trees | None) -> None:
        self._scope = scope
        self._report = report
        self._trees = trees

    def _wrong(self, route: Route, message: Bilingual, hint: Bilingual = NOTHING, **where: Any) -> _WrongError:
        self._report(route, message, hint, **where)
        return _WrongError()

    def dataclass(self, params: type, data: Any, route: Route) -> Any:
        if not isinstance(data, Mapping):
            raise self._wrong(route, Bilingual("应是一组字段", "fields are wanted here"))
        names, hints = parameter_names(params), parameter_types(params)
        values: dict[str, Any] = {}
        sound = True
        for key, value in data.items():
            if key not in names:
                self._report(
                    (*route, key),
                    Bilingual(f"没有“{key}”这个参数", f"unknown parameter “{key}”"),
                    did_you_mean(key, names),
                    on_key=True,
                )
                sound = False
                continue
            try:
                values[names[key]] = self.convert(hints[names[key]], value, (*route, key))
            except _WrongError:
                sound = False
        for each in fields(params):
            required = each.default is MISSING and each.default_factory is MISSING
            if required and each.name.rstrip("_") not in data:
                self._report(
                    route,
                    Bilingual(f"缺少参数“{each.name.rstrip('_')}”", f"missing parameter “{each.name.rstrip('_')}”"),
                )
                sound = False
        if not sound:
            raise _WrongError
        return params(**values)

    def convert(self, hint: Any, value: Any, route: Route) -> Any:
        origin = get_origin(hint)
        if hint is FieldName:
            return self._field(value, route)
        if hint is UnitName or hint is DimensionName:
            return self._measure(hint, value, route)
        if hint is Pattern or hint is re.Pattern or origin is re.Pattern:
            pattern = self._pattern(value, route)
            return pattern if hint is Pattern else re.compile(str(pattern))
        if hint is Condition:
            return self._condition(value, route)
        if hint is Decimal:
            return self._decimal(value, route)
        if origin is Literal:
            return self._literal(get_args(hint), value, route)
        if origin in (Union, types.UnionType):
            return self._optional(get_args(hint), value, route)
        if origin is tuple:
            return self._tuple(get_args(hint), value, route)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(get_args(hint)[1], value, route)
        if is_dataclass(hint) and isinstance(hint, type):
            return self.dataclass(hint, value, route)
        return self._simple(hint, value, route)

    def _simple(self, hint: Any, value: Any, route: Route) -> Any:
        names = {
            str: Bilingual("文字", "a text"),
            bool: Bilingual("true 或 false", "true or false"),
            int: Bilingual("整数", "a whole number"),
        }
        if hint not in names:
            raise TypeError(f"a parameter cannot be of type {hint!r}")
        if type(value) is not hint:
            quoted = hint is str and isinstance(value, (int, bool))
            wanted = Bilingual(f"此处应是{names[hint].zh}", f"{names[hint].en} is wanted here")
            raise self._wrong(route, wanted, Bilingual("加上引号", "put it in quotes") if quoted else NOTHING)
        return value

    def _decimal(self, value: Any, route: Route) -> Decimal:
        try:
            number = Decimal(value) if isinstance(value, str) or type(value) is int else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise self._wrong(route, Bilingual("此处应是数", "a number is wanted here"))
        return number

    def _literal(self, allowed: tuple[Any, ...], value: Any, route: Route) -> Any:
        if value not in allowed or type(value) not in {type(each) for each in allowed}:
            listed = "、".join(map(str, allowed))
            hint = did_you_mean(str(value), map(str, allowed))
            raise self._wrong(route, Bilingual.naming("此处只能是", "must be one of", listed), hint)
        return value

    def _optional(self, options: tuple[Any, ...], value: Any, route: Route) -> Any:
        if value is None and type(None) in options:
            return None
        return self.convert(next(each for each in options if each is not type(None)), value, route)

    def _tuple(self, arguments: tuple[Any, ...], value: Any, route: Route) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise self._wrong(
                route, Bilingual("此处应是列表", "a list is wanted here"), Bilingual("写成 [甲, 乙]", "write [a, b]")
            )
        items: list[Any] = []
        sound = True
        for index, each in enumerate(value):
            try:
                items.append(self.convert(arguments[0], each, (*route, index)))
            except _WrongError:
                sound = False
        if not sound:
            raise _WrongError
        return tuple(items)

    def _mapping(self, hint: Any, value: Any, route: Route) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise self._wrong(route, Bilingual("此处应是“名称: 值”", "names with values are wanted here"))
        return {key: self.convert(hint, each, (*route, key)) for key, each in value.items()}

    def _field(self, value: Any, route: Route) -> str:
        entity = schema.own_entity(self._scope)
        found = entity.find(value) if isinstance(value, str) else None
        if found is None:
            hint = did_you_mean(str(value), entity.names())
            raise self._wrong(
                route, Bilingual(f"{entity.zh}没有“{value}”这个字段", f"{entity.name} has no field “{value}”"), hint
            )
        return found.name

    def _measure(self, hint: Any, value: Any, route: Route) -> str:
        from linter.packs.names import dimension_fault, unit_fault

        text: str = self._simple(str, value, route)
        fault = unit_fault(text) if hint is UnitName else dimension_fault(text)
        if fault is not None:
            raise self._wrong(route, *fault)
        return text

    def _pattern(self, value: Any, route: Route) -> Pattern:
        if not isinstance(value, str):
            raise self._wrong(
                route,
                Bilingual("此处应是正则表达式", "a pattern is wanted here"),
                Bilingual("加上引号", "put it in quotes"),
            )
        from linter.packs.patterns import pattern_fault

        fault = pattern_fault(value)
        if fault is not None:
            raise self._wrong(route, fault.message, fault.hint, offset=fault.position)
        return Pattern(value)

    def _condition(self, value: Any, route: Route) -> Condition:
        if not isinstance(value, str):
            raise self._wrong(
                route,
                Bilingual("此处应是条件", "a condition is wanted here"),
                Bilingual("加上引号", "put it in quotes"),
            )
        try:
            return compile_condition(value, self._scope, self._trees)
        except BadConditionError as found:
            for error in found.errors:
                self._report(route, error.message, error.hint, offset=error.start)
            raise _WrongError from None
