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
WIDTH, HEIGHT = 1200, 760


def made(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Writes the reports; yields the name of each picture, its page and the place in it."""
    for lang in ("zh", "en"):
        report, site = folder / f"report.{lang}.html", folder / f"site.{lang}"
        _budgetlint("check", "examples", "--lang", lang, "-o", str(report))
        yield f"report.{lang}.png", report, "d4"
        _budgetlint("audit", "examples", "--lang", lang, "-o", str(site), "--data", "none", "-q")
        yield f"audit.{lang}.png", site / "index.html", ""


def _budgetlint(*arguments: str) -> None:
    """Exit code 1 says that there are findings, as there are meant to be."""
    command = [sys.executable, "-m", "linter", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 1:
        sys.exit(f"budgetlint {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def take(browser: str, page: Path, place: str, picture: Path) -> None:
    options = ["--headless", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        options.append("--no-sandbox")
    address = page.as_uri() + (f"#{place}" if place else "")
    command = [browser, *options, f"--user-data-dir={picture.parent / 'profile'}", f"--screenshot={picture}", address]
    subprocess.run(command, capture_output=True, timeout=120, check=True)


def main() -> int:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print(f"no pictures: none of {', '.join(BROWSERS)} is installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = []
        for file, page, place in made(folder):
            take(browser, page, place, folder / file)
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
