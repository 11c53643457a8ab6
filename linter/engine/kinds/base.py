"""Moved: import from linter.packs.kinds. This name is gone with the next release."""

import warnings

from linter.packs.kinds import (
    ACTIVITY,
    CORPUS,
    DOCUMENT,
    FORM,
    INDICATOR,
    PARAGRAPH,
    PROJECT,
    SCOPES,
    STATEMENT,
    TABLE,
    UNIT_FORM,
    DimensionName,
    FieldName,
    Kind,
    NoParameters,
    ParameterError,
    Pattern,
    Resources,
    UnitName,
    UnknownLexiconError,
)

warnings.warn("linter.engine.kinds.base is linter.packs.kinds now", DeprecationWarning, stacklevel=2)

__all__ = [
    "ACTIVITY",
    "CORPUS",
    "DOCUMENT",
    "FORM",
    "INDICATOR",
    "PARAGRAPH",
    "PROJECT",
    "SCOPES",
    "STATEMENT",
    "TABLE",
    "UNIT_FORM",
    "DimensionName",
    "FieldName",
    "Kind",
    "NoParameters",
    "ParameterError",
    "Pattern",
    "Resources",
    "UnitName",
    "UnknownLexiconError",
]
