"""Which quotes somebody wants to see: by code or theme, document, coder, who speaks, words, rating and origin.

What the records alone can tell is asked first (`chosen`); what needs the transcripts is asked of the rest (`fits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.analysis.quotes import Extract
from workbench.core.model import Case, Coding, attribute
from workbench.core.project import Project, folded, with_those_below


class Wanted(NamedTuple):
    """What quotes are wanted; an empty tuple or word asks for nothing, None for any rating or origin.

    Codes, themes, documents and coders are ids. A theme wants the quotes of its codes and its chosen ones, or with
    `chosen_only` these alone. All of the `attributes` must be those of one participant who is heard.
    """

    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    below: bool = True
    chosen_only: bool = False
    documents: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    participants_only: bool = False
    words: str = ""
    rating: str | None = None
    origin: str | None = None

    @property
    def needs_texts(self) -> bool:
        """True if the transcripts must be read to know which quotes fit."""
        return bool(self.words or self.participants_only or self.attributes)


def chosen(project: Project, wanted: Wanted) -> tuple[Coding, ...]:
    """The codings that fit as far as records tell, document by document in the library's order."""
    codes, quotes = _codes_and_quotes(project, wanted)
    documents = set(wanted.documents)
    documents = (documents or set(project.documents)) & _documents_of(project, wanted.attributes)
    coders = set(wanted.coders)
    return tuple(
        coding
        for document in project.library
        if document.id in documents
        for coding in project.codings.get(document.id, ())
        if (codes is None or coding.code in codes or coding.id in quotes)
        and (not coders or coding.coder in coders)
        and (wanted.rating is None or coding.rating == wanted.rating)
        and (wanted.origin is None or coding.origin == wanted.origin)
    )


def _codes_and_quotes(project: Project, wanted: Wanted) -> tuple[set[str] | None, set[str]]:
    """The codes whose quotes are wanted, None for all of them; and the quotes (codings) that are wanted besides."""
    if not wanted.codes and not wanted.themes:
        return None, set()
    codes = set(wanted.codes)
    quotes: set[str] = set()
    for identity in wanted.themes:
        if theme := project.themes.get(identity):
            quotes.update(theme.quotes)
            codes.update(() if wanted.chosen_only else theme.codes)
    return (with_those_below(project, codes) if wanted.below else codes), quotes


def _documents_of(project: Project, attributes: Sequence[tuple[str, str]]) -> set[str]:
    """The documents in which a participant with these attributes may be heard."""
    if not attributes:
        return set(project.documents)
    return {document for (document, _), case in project.cases_of.items() if _has(case, attributes)}


def _has(case: Case, attributes: Iterable[tuple[str, str]]) -> bool:
    return all(folded(attribute(case, name)) == folded(value) for name, value in attributes)


def fits(extract: Extract, wanted: Wanted) -> bool:
    """True if a quote fits by its words and by who says them."""
    if wanted.participants_only and extract.interviewer:
        return False
    if wanted.attributes and not any(_has(case, wanted.attributes) for case in extract.voices):
        return False
    return not wanted.words or folded(wanted.words) in folded(extract.words)


def by_code(project: Project, codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings code by code as the codebook orders them; those of a code stay in their order."""
    places = {code.id: place for place, (code, _) in enumerate(project.code_tree)}
    return tuple(sorted(codings, key=lambda coding: places[coding.code]))


def attribute_values(project: Project) -> tuple[tuple[str, str], ...]:
    """The attributes of participants with their values, as (“country”, “Ireland”), each once."""
    return tuple(sorted(set(_attribute_values(project))))


def _attribute_values(project: Project) -> Iterator[tuple[str, str]]:
    for case in project.participants:
        yield from (pair for pair in case.attributes if pair[1])
