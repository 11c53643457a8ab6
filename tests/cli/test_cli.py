"""The command line as a user meets it: exit codes, messages, files; with a small pack of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from invoking import runner

from linter.budget.model import Budget
from linter.cli import main
from linter.document import Document
from linter.outputs import FORMATS

RULE = """\
code: TXT901
slug: test-word
title: {zh: 测试用词, en: Test word}
severity: warning
confidence: high
status: stable
since: 0.1.0
scope: paragraph
check:
  kind: pattern
  field: text
  pattern: 大概
message: {zh: "“{match}”不确切。", en: "“{match}” is vague."}
why: {zh: 不能考核, en: cannot be measured}
fix: {zh: 写明数字, en: state a figure}
basis: [财预〔2015〕88号 中央部门预算绩效目标管理办法]
examples:
  bad: [{paragraph: 大概完成。}, {paragraph: 任务大概有三项。}]
  good: [{paragraph: 全部完成。}, {paragraph: 任务有三项。}]
"""
PACK = "name: mini\ntitle: {zh: 小规则包, en: Small pack}\nversion: 0.1.0\nrules: [TXT*.yaml]\n"
FOUND = "青石县水务局2026年单位预算\n\n今年大概完成河道清理三十六公里。\n"
CLEAN = "青石县水务局2026年单位预算\n\n2026年公务接待费预算36.00万元，与上年持平。\n"

Run = Callable[..., Result]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / ".pack"
    folder.mkdir()
    (folder / "TXT901-test-word.yaml").write_text(RULE, encoding="utf-8")
    path = folder / "mini.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


@pytest.fixture
def run(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))

    def invoke(*arguments: str, stdin: bytes | str | None = None, with_pack: bool = True) -> Result:
        extra = ["--pack", str(pack)] if with_pack and arguments[0] == "check" else []
        return runner().invoke(main, [*arguments, *extra], input=stdin)

    yield invoke


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def data_of(result: Result) -> Any:
    assert result.stdout, result.stderr
    return json.loads(result.stdout)


def test_findings_exit_1_and_are_shown_beside_their_row(run: Run) -> None:
    result = run("check", write("a.txt", FOUND))
    assert result.exit_code == 1
    assert "第3行" in result.stdout and "结论：不通过" in result.stdout
    lines = result.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "^" in line)
    assert lines[at] == " " * 12 + "^^^^" and lines[at - 1].endswith("今年大概完成河道清理三十六公里。")


def test_nothing_at_the_fail_level_exits_0(run: Run) -> None:
    write("a.txt", FOUND)
    assert run("check", write("b.txt", CLEAN)).exit_code == 0
    result = run("check", "a.txt", "--fail-level", "error")
    assert result.exit_code == 0 and "不通过" not in result.stdout
    assert run("check", "a.txt", "--severity", "TXT901=info").exit_code == 0
    assert run("check", "a.txt", "--severity", "TXT901=info", "--fail-level", "info").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--frmat", "json"],
        ["--format", "xml"],
        ["--severity", "TXT901"],
        ["--severity", "TXT901=grave"],
        ["--select", "NIX"],
        ["--ignore", "TXT999"],
        ["--pack", "no-such-pack"],
        ["-o", "report.xyz"],
        ["-o", "missing/report.html"],
        ["-o", "a.txt"],
        ["--year", "26"],
    ],
)
def test_wrong_usage_exits_2_and_says_how_to_go_on(run: Run, arguments: list[str]) -> None:
    write("a.txt", FOUND)
    result = run("check", "a.txt", *arguments, with_pack="--pack" not in arguments)
    assert result.exit_code == 2
    assert result.stdout == "" and "Traceback" not in result.stderr
    assert re.search("[一-鿿]", result.stderr)
    assert Path("a.txt").read_text(encoding="utf-8") == FOUND


def test_select_and_ignore_take_codes_and_groups(run: Run) -> None:
    write("a.txt", FOUND)
    assert data_of(run("check", "a.txt", "--format", "json", "--select", "TXT"))["summary"]["warning"] == 1
    assert data_of(run("check", "a.txt", "--format", "json", "--ignore", "txt901"))["findings"] == []


def test_every_mistake_of_a_pack_is_told_with_its_place(run: Run, pack: Path) -> None:
    rule = pack.parent / "TXT901-test-word.yaml"
    rule.write_text(RULE.replace("severity: warning", "severity: grave").replace("slug:", "slog:"), encoding="utf-8")
    result = run("check", write("a.txt", FOUND))
    assert result.exit_code == 2
    assert len(re.findall(r"TXT901-test-word\.yaml:\d+:\d+: ", result.stderr)) >= 2
    assert "Traceback" not in result.stderr


def test_nothing_to_check_exits_3(run: Run) -> None:
    Path("empty").mkdir()
    write("tools/a.py", b"import os")
    for argument in ("empty", "tools", "*.txt"):
        result = run("check", argument)
        assert result.exit_code == 3
        assert "没有可检查的文件" in result.stderr and argument in result.stderr
        assert "结论：通过" not in result.stdout


def test_an_empty_folder_beside_documents_is_told(run: Run) -> None:
    Path("empty").mkdir()
    result = run("check", "empty", write("a.txt", FOUND))
    assert result.exit_code == 1 and "没有可检查的文件" in result.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", b"\x00\x01\x02" * 100),
        ("zip.txt", b"PK\x03\x04" + bytes(100)),
        ("broken.txt", b"\xff" * 50),
        ("missing.txt", None),
    ],
)
def test_a_document_that_cannot_be_read_exits_4_and_the_others_are_checked(
    run: Run, name: str, content: bytes | None
) -> None:
    if content is not None:
        write(name, content)
    result = run("check", name, write("a.txt", FOUND), "--format", "json")
    assert result.exit_code == 4 and "Traceback" not in result.stderr
    data = data_of(result)
    assert [each["status"] for each in data["documents"]][1] == "checked"
    assert data["documents"][0]["status"] == "unreadable"
    assert [each["code"] for each in data["findings"]] == ["TXT901"]
    (gap,) = [each for each in data["coverage"]["unrecognised"] if each["location"]["path"] == name]
    assert gap["reason"]
    text = run("check", name)
    assert text.exit_code == 4 and "不能视为通过" in text.stdout and name in text.stdout


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(run: Run) -> None:
    Path(write("a.txt", FOUND)).chmod(0)
    assert run("check", "a.txt").exit_code == 4


def test_size_limit(run: Run) -> None:
    write("a.txt", FOUND)
    result = run("check", "a.txt", "--max-bytes", "10")
    assert result.exit_code == 4 and "--max-bytes" in result.stdout


def test_a_bug_in_a_recogniser_stops_only_its_document(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter import budget

    real = budget.understand

    def broken(document: Document, **wanted: Any) -> Budget:
        if document.path == "bad.txt":
            raise ZeroDivisionError("synthetic")
        return real(document, **wanted)

    monkeypatch.setattr(budget, "understand", broken)
    result = run("check", write("bad.txt", CLEAN), write("a.txt", FOUND))
    assert result.exit_code == 4
    assert "内部错误" in result.stdout and "TXT901" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert "Traceback" in run("check", "bad.txt", "--verbose").stderr


def test_a_rule_that_crashes_exits_4(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.checks.general import pattern

    def crash(*_: object) -> Any:
        raise ZeroDivisionError("synthetic")

    monkeypatch.setattr(pattern, "hit_on", crash)
    result = run("check", write("a.txt", FOUND))
    assert result.exit_code == 4
    assert "规则运行出错" in result.stdout and "结论：通过" not in result.stdout


def test_folders_are_walked_in_order_and_each_file_checked_once(run: Run) -> None:
    for name in ("docs/b.txt", "docs/a.md", "docs/sub/c.txt", "docs/.hidden/d.txt", "docs/.e.txt", "docs/picture.py"):
        write(name, FOUND)
    data = data_of(run("check", "docs", "docs/b.txt", "./docs/sub/../b.txt", "docs/*.txt", "--format", "json"))
    assert [each["path"] for each in data["documents"]] == ["docs/a.md", "docs/b.txt", "docs/sub/c.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("b.ofd", b"PK\x03\x04"),
        ("附件.zip", b"PK\x05\x06" + bytes(18)),
        ("附件.RAR", b"Rar!\x1a\x07\x00"),
        ("附件.7z", b"7z\xbc\xaf\x27\x1c"),
        ("正式文本.ceb", b"Founder CEB\0\1\2"),
        ("盖章页.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
        ("盖章页", b"\x89PNG\r\n\x1a\n" + bytes(8)),
        ("绩效.dat", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
        ("旧版.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>'),
    ],
)
def test_a_file_of_a_folder_in_an_unread_format_is_not_passed_over(run: Run, name: str, data: bytes) -> None:
    write("docs/a.txt", CLEAN)
    write(f"docs/{name}", data)
    result = run("check", "docs")
    assert result.exit_code == 4
    assert name in result.stdout and "未能检查" in result.stdout and "结论：未查全" in result.stdout


def test_files_of_a_repository_that_are_no_documents_are_not_told(run: Run) -> None:
    write("docs/a.txt", CLEAN)
    for name in (
        "LICENSE",
        "README.md",
        "Makefile",
        "run.sh",
        "hooks.yaml",
        ".DS_Store",
        ".gitignore",
        "~$a.docx",
    ):
        write(f"docs/{name}", FOUND)
    write("docs/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    write("docs/settings.xml", b'<?xml version="1.0"?><settings/>')
    write("docs/notes.unknown", "随手记")
    write("docs/.git/b.zip", b"PK\x05\x06" + bytes(18))
    data = data_of(run("check", "docs", "--format", "json"))
    assert [each["path"] for each in data["documents"]] == ["docs/a.txt"]


def test_standard_input(run: Run) -> None:
    result = run("check", "-", "--stdin-name", "预算.txt", "--format", "json", stdin=FOUND.encode())
    assert result.exit_code == 1
    assert data_of(result)["documents"][0]["path"] == "预算.txt"
    assert run("check", "-", stdin=b"").exit_code == 4


def test_several_outputs_by_suffix(run: Run) -> None:
    write("a.txt", FOUND)
    names = ["r.html", "r.json", "r.md", "r.csv", "报告.txt"]
    result = run("check", "a.txt", *(word for name in names for word in ("-o", name)))
    assert result.exit_code == 1
    assert "结论：不通过" in result.stdout and "^" not in result.stdout
    for name in names:
        assert "TXT901" in Path(name).read_text(encoding="utf-8")
    full = run("check", "a.txt", "-o", "r.html", "--format", "json")
    assert data_of(full)["summary"]["warning"] == 1


def test_report_bytes_are_the_same_when_the_time_is_pinned(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    write("a.txt", FOUND)
    run("check", "a.txt", "-o", "one.html")
    run("check", "a.txt", "-o", "two.html")
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()
    assert "2026-01-01 00:00:00 UTC" in Path("one.html").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    assert run("check", "a.txt").exit_code == 2


def test_quiet_statistics_verbose(run: Run) -> None:
    write("a.txt", FOUND)
    assert run("check", "a.txt", "--quiet").stdout.count("\n") == 1
    statistics = run("check", "a.txt", "--statistics").stdout
    assert "TXT901" in statistics and "^" not in statistics
    verbose = run("check", "a.txt", "--verbose").stdout
    assert "写明数字" in verbose and "88号" in verbose


def test_english(run: Run) -> None:
    result = run("check", write("a.txt", FOUND), "--lang", "en")
    assert "Verdict: Failed" in result.stdout and "“大概” is vague." in result.stdout


def test_no_colour_in_a_pipe(run: Run) -> None:
    assert "\x1b" not in run("check", write("a.txt", FOUND)).stdout


def test_year_can_be_set(run: Run) -> None:
    write("a.txt", FOUND)
    data = data_of(run("check", "a.txt", "--format", "json", "--year", "2031"))
    assert data["documents"][0]["fiscal_year"] == 2031


def test_extract_prints_the_contract(run: Run) -> None:
    result = run("extract", write("a.txt", CLEAN), "--format", "json")
    assert result.exit_code == 0
    data = data_of(result)
    assert data["schema_version"] == 1
    assert set(data["documents"][0]) == {
        "path", "unit", "fiscal_year", "kind", "projects", "unit_forms", "tables", "activities", "statements", "unrecognised",
    }  # fmt: skip
    broken = run("extract", "missing.txt")
    assert broken.exit_code == 4 and data_of(broken)["documents"][0]["unrecognised"][0]["why"]
    assert run("extract", "*.nothing").exit_code == 3


def test_value_prints_parse_problems_and_mend(run: Run) -> None:
    data = data_of(run("value", "≥90大于等于90%"))
    assert set(data) == {
        "text", "canonical", "kind", "comparator", "low", "high", "low_closed", "high_closed", "number", "unit", "dimension",
        "approximate", "values", "problems",
    }  # fmt: skip
    assert [(each["code"], each["suggestion"]) for each in data["problems"]] == [("VAL002", "≥90%")]
    words = run("value", "≥90大于等于90%", "--text").stdout
    assert "VAL002" in words and "≥90%" in words
    assert "[90, +∞)" in run("value", "≥90%", "--text").stdout


def test_rules_commands(run: Run, pack: Path) -> None:
    assert "TXT901" in run("rules", "list", "--pack", str(pack)).stdout
    assert data_of(run("rules", "list", "--pack", str(pack), "--format", "json"))[0]["code"] == "TXT901"
    shown = run("rules", "show", "txt901", "--pack", str(pack)).stdout
    assert "写明数字" in shown and "大概完成。" in shown
    unknown = run("rules", "show", "TXT902", "--pack", str(pack))
    assert unknown.exit_code == 2 and "TXT901" in unknown.stderr
    assert run("rules", "test", str(pack)).exit_code == 0
    assert run("rules", "lint", str(pack)).exit_code == 0


def test_a_failing_example_is_told(run: Run, pack: Path) -> None:
    rule = pack.parent / "TXT901-test-word.yaml"
    rule.write_text(RULE.replace("全部完成。", "大概全部完成。"), encoding="utf-8")
    result = run("rules", "test", str(pack))
    assert result.exit_code == 1 and "TXT901-good-1" in result.stdout


def command(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "linter", *arguments], cwd=cwd, capture_output=True, env={**os.environ, **environment}
    )


def test_chinese_comes_out_whatever_the_locale(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "预算.txt").write_text(FOUND, encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = command("check", ".", "--pack", str(pack), cwd=tmp_path, **ascii_only)
    assert done.returncode == 1
    assert "结论：不通过" in done.stdout.decode("utf-8")
    assert "用法" in command("check", "--nix", cwd=tmp_path, **ascii_only).stderr.decode("utf-8")


def test_version_imports_click_and_nothing_else(tmp_path: Path) -> None:
    script = (
        "import sys; before = set(sys.modules); sys.argv = ['budgetlint', '--version']\n"
        "from linter.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('linter')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path)
    version, others, own = done.stdout.splitlines()
    assert version.startswith("budgetlint ")
    assert set(others.split()) <= {"click", "linter", "colorama"}
    assert own.split() == ["linter", "linter.cli", "linter.cli.streams"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_that_a_file_can_have_can_be_printed(form: str, run: Run) -> None:
    write("a.txt", "青石县水务局2026年单位预算\n")
    assert run("check", "a.txt", "--format", form).exit_code != 2
    assert run("check", "a.txt", "-o", f"{form}:out").exit_code != 2


def test_the_list_of_formats_imports_no_format() -> None:
    script = (
        "import sys, linter.cli.checks\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('linter.outputs', 'linter.findings'))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["linter.outputs"]


def test_python_dash_m(tmp_path: Path) -> None:
    done = command("--version", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith(b"budgetlint ")


def test_a_personal_number_is_repeated_by_no_finding(run: Run) -> None:
    write("a.txt", "青石县水务局2026年单位预算\n\n监督电话（手机13900000000，欢迎来电。。\n")
    report = data_of(run("check", "a.txt", "--format", "json", with_pack=False))
    assert {"PUB001", "TXT006"} <= {each["code"] for each in report["findings"]}
    assert "13900000000" not in json.dumps(report)
