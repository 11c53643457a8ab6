"""JSON Schemas of rule files and pack files, for editors (draft-07, which the YAML language servers read).

Made from what the loader checks: the head fields, and the parameter dataclass of every kind.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any, Literal, Union, get_args, get_origin

from linter.authors.example_document import INDICATOR_KEYS, PROJECT_KEYS
from linter.authors.examples import KEYS
from linter.findings.model import SEVERITIES
from linter.packs import schema
from linter.packs.condition import Condition
from linter.packs.head import CONFIDENCES, DOCUMENT_KINDS, HEAD, SLUG, STATUSES, VERSION
from linter.packs.kinds import SCOPES, DimensionName, FieldName, Kind, Pattern, UnitName
from linter.packs.params import parameter_types
from linter.packs.registry import find_kind, kind_names
from linter.packs.rules import CODE

Json = dict[str, Any]
_DRAFT = "http://json-schema.org/draft-07/schema#"
_TEXT: Json = {"type": "string", "minLength": 1}
_BILINGUAL: Json = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {"zh": _TEXT, "en": _TEXT},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
_SCALAR: Json = {"type": ["string", "number", "boolean", "null"]}
_CODE: Json = {"type": "string", "pattern": f"^{CODE.pattern}$"}


_CODES = re.compile(r"^[A-Z]{3}\d{3}(?:, [A-Z]{3}\d{3})*\. ")


def rule_schema() -> Json:
    """The schema of a rule file: its head, and for each kind the scopes and parameters that it takes."""
    kinds = [_kind(name) for name in kind_names()]
    head = {name: {"description": _ABOUT[name], **each} for name, each in _head([kind.name for kind in kinds]).items()}
    return {
        "$schema": _DRAFT,
        "title": "budgetlint 规则文件 / rule file",
        "type": "object",
        "required": [name for name, (required, _) in HEAD.items() if required],
        "properties": {name: head[name] for name in HEAD},
        "additionalProperties": False,
        "allOf": [
            {
                "if": {
                    "properties": {"check": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]}},
                    "required": ["check"],
                },
                "then": {
                    "properties": {
                        "scope": {"enum": [scope for scope in SCOPES if scope in kind.scopes]},
                        "check": {"$ref": f"#/definitions/{kind.name}"},
                    },
                    **_field_names(kind),
                },
            }
            for kind in kinds
        ],
        "definitions": {kind.name: _parameters(kind) for kind in kinds} | {"example": _example()},
    }


def pack_schema() -> Json:
    """The schema of a pack file."""
    listed = {"type": "array", "items": _TEXT, "minItems": 1}
    only = {"severities": SEVERITIES, "confidences": CONFIDENCES, "statuses": STATUSES}
    adjustment = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            "severity": {"enum": list(SEVERITIES)},
            "message": _BILINGUAL,
            "parameters": {"type": "object", "not": {"required": ["kind"]}},
            "off": {"description": "停用的理由 / why it is switched off", **_TEXT},
        },
    }
    return {
        "$schema": _DRAFT,
        "title": "budgetlint 规则包 / rule pack",
        "type": "object",
        "required": ["name", "title", "version"],
        "anyOf": [{"required": ["rules"]}, {"required": ["extends"]}],
        "additionalProperties": False,
        "properties": {
            "name": _TEXT,
            "title": _BILINGUAL,
            "version": _TEXT,
            "extends": {
                "description": "在这些规则包之上修改 / the packs that this one changes",
                "anyOf": [_TEXT, listed],
            },
            "rules": {
                "description": "规则文件的路径，可用通配符 / paths of rule files, with * and **",
                "type": "array",
                "items": _TEXT,
            },
            "only": {
                "description": "只保留这些规则 / only such rules",
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {"type": "array", "items": {"enum": list(values)}, "minItems": 1}
                    for name, values in only.items()
                },
            },
            "adjust": {
                "description": "按规则代码修改 / changes by code",
                "type": "object",
                "propertyNames": {"pattern": f"^{CODE.pattern}$"},
                "additionalProperties": adjustment,
            },
        },
    }


SCHEMAS = {"rule": rule_schema, "pack": pack_schema}
"""What has a schema, and the function that makes it."""

_ABOUT: Mapping[str, str] = {
    "code": "规则代码，发布后不再改动或另用 / the code, never reused",
    "slug": "英文短名，文件名为“代码-短名.yaml” / the file is called CODE-slug.yaml",
    "title": "标题 / title",
    "severity": "级别 / severity",
    "confidence": "把握程度 / how sure a finding is",
    "status": "preview 试行，stable 正式，deprecated 停用 / on trial, in force, given up",
    "since": "从哪个版本开始 / the first version that has it",
    "scope": "检查的对象 / what the rule looks at, one by one",
    "activities": "也检查活动表（优良中差）的各行 / also looks at the rows of activity tables (优良中差)",
    "where": "适用条件；不成立时规则不适用 / a condition: where it is false the rule does not apply",
    "check": "检查：kind 和它的参数 / the check: its kind and that kind's parameters",
    "message": "消息，可用 {字段} / the message, with {fields}",
    "why": "为什么是问题 / why it matters",
    "fix": "怎样修改 / how to mend it",
    "basis": "依据 / what the rule rests on",
    "examples": "反例和正例，也是规则的测试 / wrong and right examples, which are the rule's tests",
    "yields_to": "同一处已有这些规则的结果时不再报出 / silent where one of these has found something on the same item",
    "years": "适用的预算年度 / the fiscal years that it is for",
    "documents": "适用的文件类别 / the kinds of document that it is for",
}


def settings_schema(settings: type, title: str) -> Json:
    """The schema of a settings file whose fields are those of a dataclass, as `params.fill` takes them."""
    return {"$schema": _DRAFT, "title": title, **_object(settings)}


def _head(kinds: list[str]) -> Mapping[str, Json]:
    year = {"type": "integer", "minimum": 1990, "maximum": 2100}
    examples = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/example"}}
    return {
        "code": _CODE,
        "slug": {"type": "string", "pattern": f"^{SLUG.pattern}$"},
        "title": _BILINGUAL,
        "severity": {"enum": list(SEVERITIES)},
        "confidence": {"enum": list(CONFIDENCES)},
        "status": {"enum": list(STATUSES)},
        "since": {"type": "string", "pattern": f"^{VERSION.pattern}$"},
        "scope": {"enum": list(SCOPES)},
        "activities": {"type": "boolean"},
        "where": {"type": "string"},
        "check": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": kinds}}},
        "message": _BILINGUAL,
        "why": _BILINGUAL,
        "fix": _BILINGUAL,
        "basis": {"type": "array", "minItems": 1, "items": _TEXT},
        "examples": {
            "type": "object",
            "required": ["bad", "good"],
            "additionalProperties": False,
            "properties": {"bad": examples, "good": examples},
        },
        "yields_to": {"type": "array", "minItems": 1, "items": _CODE},
        "years": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {"from": year, "to": year},
        },
        "documents": {"type": "array", "minItems": 1, "items": {"enum": list(DOCUMENT_KINDS)}},
    }


def _example() -> Json:
    """An example: the fields of a form, or texts. Scalars are printed as they stand."""
    indicator = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(INDICATOR_KEYS, _SCALAR),
    }
    listed = {"type": "array", "items": _SCALAR}
    special = {"sources": {"type": "object"}, "plan": listed, "goals": listed}
    project = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "array", "items": indicator} if name == "indicators" else special.get(name, _SCALAR)
            for name in PROJECT_KEYS
        },
    }
    shapes: Mapping[str, Json] = {
        "indicator": indicator,
        "project": project,
        "projects": {"type": "array", "items": project},
        "unit_form": {"type": "boolean"},
        "paragraph": _SCALAR,
        "paragraphs": listed,
        "text": {"type": "string"},
        "year": {"type": "integer"},
        "note": {"type": "string"},
    }
    return {"type": "object", "additionalProperties": False, "properties": {name: shapes[name] for name in KEYS}}


def _kind(name: str) -> Kind:
    kind = find_kind(name)
    assert kind is not None, name
    return kind


def _parameters(kind: Kind) -> Json:
    made = _object(kind.params)
    made["properties"] = {"kind": {"const": kind.name}, **made["properties"]}
    made["required"] = ["kind", *made["required"]]
    return {"description": kind_summary(kind), **made}


def kind_summary(kind: Kind) -> str:
    """What a kind checks, in one sentence: the first paragraph of its module's docstring, without the codes before it."""
    about = import_module(kind.module or kind.build.__module__).__doc__ or ""
    return _CODES.sub("", " ".join(about.strip().split("\n\n")[0].split()))


def _object(params: type) -> Json:
    hints = parameter_types(params)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name.rstrip("_") for each in fields(params) if _needed(each)],
        "properties": {each.name.rstrip("_"): _property(each, hints[each.name]) for each in fields(params)},
    }


def _needed(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _property(each: Field[Any], hint: Any) -> Json:
    made = dict(_type(hint))
    if doc := each.metadata.get("doc"):
        made["description"] = doc
    if each.default is not MISSING and each.default is not None:
        made["default"] = _plain(each.default)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


_SIMPLE: Mapping[Any, Json] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": ["number", "string"]},
    **{key: {"type": "string", "format": "regex"} for key in (Pattern, re.Pattern)},
    **{key: {"type": "string"} for key in (str, FieldName, UnitName, Condition)},
}


def _type(hint: Any) -> Json:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _SIMPLE or origin in _SIMPLE:
        return dict(_SIMPLE[hint if hint in _SIMPLE else origin])
    if hint is DimensionName:
        from linter.language.units import table

        return {"type": "string", "examples": list(table().dimension_names)}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        made = dict(_type(next(each for each in arguments if each is not type(None))))
        return {"anyOf": [made, {"type": "null"}]} if type(None) in arguments else made
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(arguments[1])}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint)
    raise TypeError(f"a parameter cannot be of type {hint!r}")


def _field_names(kind: Kind) -> Json:
    """The names that a parameter of type FieldName may have depend on the scope."""
    hints = parameter_types(kind.params)
    named = [name.rstrip("_") for name, hint in hints.items() if FieldName in (hint, *get_args(hint))]
    if not named:
        return {}
    each_scope = [
        {
            "if": {"properties": {"scope": {"const": scope}}, "required": ["scope"]},
            "then": {
                "properties": {
                    "check": {"properties": {name: {"enum": [*schema.own_entity(scope).names()]} for name in named}}
                }
            },
        }
        for scope in SCOPES
        if scope in kind.scopes
    ]
    return {"allOf": each_scope}
