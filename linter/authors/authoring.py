"""The use cases behind `budgetlint rules` for those who write rules: test, lint, schema and new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from linter.authors.examples import examples_of, failure
from linter.authors.json_schema import SCHEMAS
from linter.authors.lint import lint_file, lint_pack, own_rules
from linter.authors.skeleton import skeleton
from linter.bilingual import Bilingual
from linter.errors import PackError, UserError
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.packs.load import load_pack
from linter.packs.loader import single_rule
from linter.packs.names import did_you_mean
from linter.packs.paths import is_rule_file
from linter.packs.plugins import use
from linter.packs.registry import find_kind, kind_names
from linter.packs.rules import CODE
from linter.packs.source import read_source
from linter.resources import rules_dir


def switch_on(plugins: Sequence[str]) -> None:
    """Switches plug-ins on, whose kinds rules may then use. Raises UserError."""
    use(plugins)


def tested(name: str, lang: str) -> tuple[str, int]:
    """Runs the examples of every rule of a pack, or of one rule file. Returns what to print, and the exit code: 1 if one
    failed."""
    say = Words(lang)
    paths = [single_rule(Path(name)).path] if is_rule_file(name) else [rule.path for rule in load_pack(name).rules]
    examples = [example for path in paths for example in examples_of(path)]
    failures = [wrong for example in examples if (wrong := failure(example)) is not None]
    lines = [*map(str, failures), say("tested", rules=len(paths), n=len(examples), failed=len(failures))]
    return "".join(f"{visible(line)}\n" for line in lines), 1 if failures else 0


def linted(name: str) -> str:
    """One line for a pack or a rule file that keeps the house rules. Raises PackError with every mistake of one that does
    not."""
    if is_rule_file(name):
        problems, count = lint_file(Path(name)), 1
    else:
        problems, count = lint_pack(name), len(own_rules(name))
    if problems:
        raise PackError(problems)
    return f"{Bilingual(f'{visible(name)}：{count} 条规则，没有错误', f'{count} rules, no mistakes')}\n"


def schema_text(what: str) -> str:
    """The JSON Schema of a rule file or a pack file."""
    return json.dumps(SCHEMAS[what](), ensure_ascii=False, indent=2) + "\n"


def new(code: str, kind_name: str, folder: str, lang: str) -> str:
    """Writes the skeleton of a rule file and says what comes next. Raises UserError; an existing file stays as it is."""
    if not CODE.fullmatch(code):
        raise UserError(
            Bilingual(f"“{code}”不是规则代码", "is no code"),
            Bilingual("两个以上大写字母加三位数字", "for example: VAL101"),
        )
    kind = find_kind(kind_name)
    if kind is None:
        hint = did_you_mean(kind_name, kind_names())
        raise UserError(Bilingual(f"没有“{kind_name}”这种检查", f"unknown kind “{kind_name}”"), hint)
    shipped = sorted((rules_dir() / "core").rglob("*.yaml"))
    taken = next((path for path in shipped if path.name.startswith(f"{code}-")), None)
    if taken is not None:
        raise UserError(
            Bilingual(f"代码 {code} 已用于 {taken.stem}", f"{code} is the code of {taken.stem}"),
            Bilingual("另选代码", "choose another"),
        )
    model = next((data for path in shipped if (data := read_source(path).data)["check"]["kind"] == kind.name), None)
    path = Path(folder) / f"{code}-{kind.name}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(code, kind, model))
    except FileExistsError:
        raise UserError(
            Bilingual.naming("文件已存在，没有改动", "the file exists and was left as it is", path)
        ) from None
    except OSError as error:
        raise UserError(Bilingual.naming("无法写入", f"cannot write {path}", error.strerror)) from None
    return f"{visible(str(path))}\n{Words(lang)('rule.next', path=visible(str(path)))}\n"
