"""Used by mkdocs.yml: a link from docs/ to another folder of the repository is plain text on the site, which has no such page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(((?:\.\./)+)([^)\s]+)\)")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    depth = len(PurePosixPath(page.file.src_uri).parts)
    return _LINK.sub(lambda match: match[1] if match[2].count("../") >= depth else match[0], markdown)
