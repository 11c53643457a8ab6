"""Used by mkdocs.yml: what the pages of docs/ need to read well on the site."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(((?:\.\./)+)([^)\s]+)\)")
_ENGLISH_BELOW = re.compile(r"(?<=[。：])\n(?=[A-Z`*])")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """A link to another folder of the repository becomes plain text, for the site has no such page; English that stands
    below its Chinese gets a line of its own there as well."""
    depth = len(PurePosixPath(page.file.src_uri).parts)
    text = _LINK.sub(lambda match: match[1] if match[2].count("../") >= depth else match[0], markdown)
    return _ENGLISH_BELOW.sub("  \n", text)
