"""The baseline of a check: which file it is, and what it holds back."""

from __future__ import annotations

from pathlib import Path

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import baseline
from linter.usecases.options import RunOptions


def baseline_file(path: str | None, wanted: RunOptions) -> Path | None:
    """The file of the baseline that was named, else the configuration's; None where there is none."""
    configured = wanted.config.settings.baseline
    return Path(path) if path else wanted.config.folder / configured if configured else None


def read_baseline(path: str | None, wanted: RunOptions) -> dict[str, baseline.Entry] | None:
    """The baseline that was named, else the configuration's; None where there is none. Raises UserError."""
    file = baseline_file(path, wanted)
    if file is None:
        return None
    try:
        return baseline.parse(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        raise UserError(
            Bilingual(f"找不到或不能读取基线文件：{file}", "the baseline file cannot be read"),
            Bilingual(f"请先运行 budgetlint baseline create -o {file} 文件…", "Make it first."),
        ) from None
