"""Takes the pictures of docs/images/: reports over examples/, drawn by a Chromium of this machine without a window.

    python docs/make_screenshots.py

Needs Chromium or Chrome, and a font with Chinese characters; says what is missing and then leaves the pictures as they are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LARGEST = 200_000
WIDTH = 1100


def made(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Writes the reports; yields the name of each picture, its page and how high it is."""
    for lang in ("zh", "en"):
        report, site = folder / f"report.{lang}.html", folder / f"site.{lang}"
        _budgetlint("check", "examples/library.md", "--select", "VAL002,VAL008", "--lang", lang, "-o", str(report))
        yield f"report.{lang}.png", report, 1440
        _budgetlint("audit", "examples", "--lang", lang, "-o", str(site), "--data", "none", "-q")
        yield f"audit.{lang}.png", site / "index.html", 1000


def _budgetlint(*arguments: str) -> None:
    """Exit code 1 says that there are findings, as there are meant to be."""
    command = [sys.executable, "-m", "linter", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 1:
        sys.exit(f"budgetlint {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def take(browser: str, page: Path, height: int, picture: Path) -> None:
    options = ["--headless", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{height}"]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        options.append("--no-sandbox")
    command = [browser, *options, f"--user-data-dir={picture.parent / 'profile'}", f"--screenshot={picture}"]
    subprocess.run([*command, page.as_uri()], capture_output=True, timeout=120, check=True)


def main() -> int:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print(f"no pictures: none of {', '.join(BROWSERS)} is installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = []
        for file, page, height in made(folder):
            take(browser, page, height, folder / file)
            if (folder / file).stat().st_size > LARGEST:
                sys.exit(f"{file} is larger than {LARGEST} bytes")
            pictures.append(folder / file)
        IMAGES.mkdir(exist_ok=True)
        for picture in pictures:
            shutil.copyfile(picture, IMAGES / picture.name)
            print(IMAGES / picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
