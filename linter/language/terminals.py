"""What patterns and grammars are made of: alternations of words, and terminals that come from the tables of the language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from linter.resources import grammar


def either(words: Iterable[str]) -> str:
    """The regular expression of any of the words, the longest first; "" for none. It has no groups."""
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, found))})" if found else ""


def assembled(name: str, made: Mapping[str, str], priorities: Mapping[str, int]) -> str:
    """The Lark grammar of that file with the terminals `made` (name: regular expression), each with its priority."""
    lines = [f"{each}.{priorities[each]}: /{regex.replace('/', chr(92) + '/')}/" for each, regex in made.items()]
    return "\n".join([grammar(name), *lines]) + "\n"
