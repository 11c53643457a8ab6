"""Grammars whose terminals come from the tables of the language."""

from __future__ import annotations

from collections.abc import Mapping

from linter.resources import grammar


def assembled(name: str, made: Mapping[str, str], priorities: Mapping[str, int]) -> str:
    """The Lark grammar of that file with the terminals `made` (name: regular expression), each with its priority."""
    lines = [f"{each}.{priorities[each]}: /{regex.replace('/', chr(92) + '/')}/" for each, regex in made.items()]
    return "\n".join([grammar(name), *lines]) + "\n"
