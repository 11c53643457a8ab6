"""The users' family of errors: what is wrong, where, and the way out. Everything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linter.bilingual import NOTHING, Bilingual


class UserError(Exception):
    """A file, a rule or a setting is wrong. `message` says what and where, `hint` the way out.

    A plain text, as other people's code may give, stands for both languages.
    """

    def __init__(self, message: Bilingual | str, hint: Bilingual | str = NOTHING) -> None:
        super().__init__(message)
        self.message = Bilingual.of(message)
        self.hint = Bilingual.of(hint)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a pack: its file, 1-based line and column, what is wrong, and what to do."""

    path: str
    line: int
    column: int
    message: Bilingual
    hint: Bilingual = NOTHING


_IN_A_PACK = Bilingual("规则包有 {n} 处错误", "{n} problem(s) in the rule pack")


class PackError(UserError):
    """A rule pack or a configuration has mistakes; `problems` lists them all, in order of file and line."""

    def __init__(self, problems: Sequence[Problem], said: Bilingual = _IN_A_PACK) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(said.format(n=len(self.problems)))
