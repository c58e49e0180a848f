"""The codings of a document that count in a table, and the sentences that rules of counting share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import itemgetter, not_

from workbench.analysis.hearing import Heard
from workbench.analysis.tables.matrix import Asked
from workbench.core.model import Coding, Document
from workbench.core.project import natural

_asks = itemgetter(1)
QUERY = "Only the codings that the query found are counted."


def counting(asked: Asked) -> Iterator[tuple[Document, Sequence[Coding], Sequence[Heard]]]:
    """Each document of the library with the codings that count in it, and what is heard in them, side by side."""
    for document in asked.project.library:
        codings, heard = asked.project.codings.get(document.id, ()), asked.heard.get(document.id, ())
        wanted = chosen(asked, codings, heard)
        if wanted is None or all(wanted):
            yield document, codings, heard
        else:
            yield document, tuple(compress(codings, wanted)), tuple(compress(heard, wanted))


def chosen(asked: Asked, codings: Sequence[Coding], heard: Sequence[Heard]) -> Sequence[bool] | None:
    """For each coding, whether it counts; None where all do."""
    among = asked.among
    if among is None:
        return None if asked.interviewers else list(map(not_, map(_asks, heard)))
    if asked.interviewers:
        return [coding.id in among for coding in codings]
    return [not hears[1] and coding.id in among for coding, hears in zip(codings, heard, strict=True)]


def rule_of(asked: Asked, *sentences: str) -> str:
    """A rule of these sentences, and of what holds in every table: whose speech, and which codings."""
    return " ".join(filter(None, (*sentences, asked.who, QUERY if asked.among is not None else "")))


def titles(asked: Asked) -> dict[str, str]:
    """How the documents are called in tables, by id: by their titles, and by their names where two have the same title."""
    seen = Counter(document.title for document in asked.project.library)
    return {d.id: d.title if seen[d.title] == 1 else d.name for d in asked.project.library}


def in_order(names: dict[str, str]) -> list[tuple[str, str]]:
    """Ids with their names, by name, numbers in names in their numerical order."""
    return sorted(names.items(), key=lambda item: natural(item[1]))
