"""Target values: text -> Value, through grammar/value.lark.

Spans are places in the text that was parsed; where `parse` joined a comparator and a unit column to it, in `Value.text`.
"""

from linter.values.asjson import as_json
from linter.values.lone_units import dimension_of, is_unit, standard_unit
from linter.values.messages import message_of
from linter.values.model import PartialDate, Problem, Value
from linter.values.parsing import parse

__all__ = [
    "PartialDate",
    "Problem",
    "Value",
    "as_json",
    "dimension_of",
    "is_unit",
    "message_of",
    "parse",
    "standard_unit",
]
