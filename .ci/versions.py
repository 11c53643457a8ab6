"""Prints the versions of Python and of what the package and its extras need, as this environment has them."""

from __future__ import annotations

import platform
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
found = [f"Python {platform.python_version()}"]
for wanted in (*project["dependencies"], *extras["xls"], *extras["audit"], *extras["test"]):
    name = re.split(r"[^\w.-]", wanted, maxsplit=1)[0]
    try:
        found.append(f"{name} {version(name)}")
    except PackageNotFoundError:
        found.append(f"{name} missing")
print(", ".join(found))
