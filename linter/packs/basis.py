"""What a rule may cite: the sources of rules/basis.yaml, and articles only of those that were read article by article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from linter.bilingual import NOTHING, Bilingual
from linter.language.folding import fold
from linter.language.numbers import chinese
from linter.language.pieces import compiled
from linter.packs.names import did_you_mean
from linter.resources import data

_ARTICLE = re.compile(r"第([0-9]+|[一二三四五六七八九十百]+)条")
_PART = re.compile(r"第?[（(]?[一二三四五六七八九十0-9]+[）)]?[款项目]?")
_CLAUSE = re.compile(r"第[0-9一二三四五六七八九十百]+[条款项章节]")
_BETWEEN = re.compile(r"[、，,和及\s]*")
_YEAR = "[（(]?{any_year}[）)]?"


@dataclass(frozen=True, slots=True)
class Citable:
    """A source: its titles, and the articles that may be cited (None: the document as a whole only)."""

    titles: tuple[str, ...]
    articles: frozenset[int] | None
    by_year: bool


@cache
def sources() -> tuple[Citable, ...]:
    return tuple(
        Citable(
            (each["title"], *each.get("aliases", ())),
            frozenset(each["articles"]) if each["level"] == "article" else None,
            bool(each.get("by_year")),
        )
        for each in data("basis.yaml")["sources"]
    )


def citation_fault(citation: str) -> tuple[Bilingual, Bilingual] | None:
    """(what is wrong, hint) with a rule's `basis` entry, or None if it may be cited so."""
    text = fold(citation).strip("《》")
    found: tuple[Citable, str] | None = None
    for source in sources():
        for title in source.titles:
            named = compiled(_YEAR).sub("", text, count=1) if source.by_year else text
            if named.startswith(fold(title)) and (found is None or len(fold(title)) > len(found[1])):
                found = source, fold(title)
    if found is None:
        plain = _CLAUSE.split(citation)[0].strip()
        known = [title for source in sources() for title in source.titles]
        message = Bilingual.naming("依据不在可引用之列", "not a source that a rule may cite", citation)
        return message, did_you_mean(plain, known)
    source, title = found
    named = compiled(_YEAR).sub("", text, count=1) if source.by_year else text
    rest = named[len(title) :].strip("》,，")
    if source.articles is None:
        if not rest:
            return None
        return Bilingual.naming("只能引用整个文件，不能引用条款", "cite the document as a whole", rest), NOTHING
    if not rest:
        hint = Bilingual.naming("可引用", "citable", _listed(source.articles))
        return Bilingual("请写明条文", "name the article"), hint
    return _articles_fault(rest, source.articles)


def _articles_fault(rest: str, citable: frozenset[int]) -> tuple[Bilingual, Bilingual] | None:
    position = 0
    while position < len(rest):
        match = _ARTICLE.match(rest, position)
        if match is None:
            message = Bilingual.naming("条文写法不对", "the article is malformed", rest)
            return message, Bilingual.naming("例如", "for example", "第十四条")
        number = int(match[1]) if match[1].isdigit() else int(chinese(match[1]) or 0)
        if number not in citable:
            return (
                Bilingual(f"第{match[1]}条未经核对，不能引用", f"article {number} may not be cited"),
                Bilingual.naming("可引用", "citable", _listed(citable)),
            )
        position = match.end()
        while position < len(rest) and (part := _PART.match(rest, position)) and not _ARTICLE.match(rest, position):
            position = part.end()
        between = _BETWEEN.match(rest, position)
        position = between.end() if between else position
    return None


def _listed(articles: frozenset[int]) -> str:
    return "、".join(f"第{number}条" for number in sorted(articles))
