"""Completion in bash, zsh and fish: the scripts load there, and commands, options, files and codes are completed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from invoking import runner

from linter.cli import main

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, first on the path, in which the command `budgetlint` lies."""
    command = tmp_path / "bin" / "budgetlint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m linter "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return command.parent


def script(shell: str) -> str:
    result = runner().invoke(main, ["completion", shell])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def offered(words: str, program: Path) -> list[str]:
    """What the program offers for the last of the words, as bash asks for it."""
    listed = words.split(" ")
    environment = {
        **os.environ,
        "_BUDGETLINT_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(listed) - 1),
    }
    done = subprocess.run(
        [str(program / "budgetlint")], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_of_its_shell(shell: str) -> None:
    text = script(shell)
    assert f"{shell}_complete" in text and "_BUDGETLINT_COMPLETE" in text


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_takes_the_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(script(shell), encoding="utf-8")
    check = (
        [shell, "--no-execute", str(tmp_path / "script")]
        if shell == "fish"
        else [shell, "-n", str(tmp_path / "script")]
    )
    done = subprocess.run(check, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes(program: Path, tmp_path: Path) -> None:
    asked = (
        'eval "$(budgetlint completion bash)"\n'
        'COMP_WORDS=(budgetlint che) COMP_CWORD=1; _budgetlint_completion budgetlint che budgetlint; echo "${COMPREPLY[@]}"\n'
        "complete -p budgetlint\n"
    )
    done = subprocess.run(["bash", "--norc", "-c", asked], capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.stdout.splitlines()[0] == "check" and "_budgetlint_completion" in done.stdout.splitlines()[1], (
        done.stderr
    )


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes(program: Path, tmp_path: Path) -> None:
    asked = 'budgetlint completion fish | source; complete --do-complete "budgetlint rules sho"'
    done = subprocess.run(["fish", "--no-config", "-c", asked], capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.stdout.split()[:1] == ["show"], done.stderr


def test_commands_options_files_and_codes_are_offered(program: Path) -> None:
    assert "plain,baseline" in offered("budgetlint b", program)
    assert "plain,--diff-base" in offered("budgetlint check --diff", program)
    assert offered("budgetlint check doc", program) == ["file,doc"]
    assert offered("budgetlint check --select val00", program)[:2] == ["plain,VAL001", "plain,VAL002"]
    assert offered("budgetlint rules show TXT001", program) == ["plain,TXT001"]
    assert offered("budgetlint completion z", program) == ["plain,zsh"]
    assert "plain,html" in offered("budgetlint check --format h", program)


def test_another_shell_is_refused() -> None:
    result = runner().invoke(main, ["completion", "tcsh"])
    assert result.exit_code == 2 and "bash" in result.stderr
