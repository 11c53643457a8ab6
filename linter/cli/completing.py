"""Completion in a shell: the scripts, and the words that click cannot know of itself."""

from __future__ import annotations

from click import Command
from click.shell_completion import CompletionItem, get_completion_class

from linter.resources import rules_dir

PROGRAM = "budgetlint"
_VARIABLE = "_BUDGETLINT_COMPLETE"


def script(command: Command, shell: str) -> str:
    """The script that a shell reads at its start (bash, zsh, fish); it asks the program for completions when they are wanted."""
    found = get_completion_class(shell)
    if found is None:
        raise ValueError(shell)
    return found(command, {}, PROGRAM, _VARIABLE).source()


def codes(incomplete: str) -> list[CompletionItem]:
    """The codes of the shipped rules that begin so, each with its slug."""
    named = sorted(path.stem.partition("-")[::2] for path in (rules_dir() / "core").rglob("*.yaml"))
    return [CompletionItem(code, help=slug) for code, slug in named if code.startswith(incomplete.upper())]
