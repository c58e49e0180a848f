"""Words that belong together: those of one lemma, by simplemma, and those that were perhaps meant, by rapidfuzz."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import pairwise

from workbench.analysis.search import Query, fold

ALIKE = ((4, 1), (8, 2), (13, 3))
"""From so many letters on, so many slips (a letter missing, added, wrong, or two swapped) still make the same word."""


def forms(query: Query, vocabulary: Collection[str], language: str) -> Mapping[str, tuple[str, ...]]:
    """The further forms, among the words of a vocabulary, into which a query's mode expands its words.

    By lemma only where simplemma knows the language (an ISO 639-1 code); `knows_lemmas` tells.
    """
    if query.mode == "lemma" and knows_lemmas(language):
        return {word: _of_one_lemma(word, vocabulary, language) for word in query.words}
    if query.mode == "fuzzy":
        folded = {fold(word) for word in vocabulary}
        return {word: _alike(fold(word), folded) for word in query.words}
    return {}


def knows_lemmas(language: str) -> bool:
    """True if the lemmas of a language are known."""
    from simplemma import lemmatize

    try:
        lemmatize("a", language)
    except ValueError:
        return False
    return True


def _of_one_lemma(word: str, vocabulary: Collection[str], language: str) -> tuple[str, ...]:
    wanted = _lemmas(word, language)
    return tuple(known for known in vocabulary if not wanted.isdisjoint(_lemmas(known, language)))


@lru_cache(maxsize=1 << 17)
def _lemmas(word: str, language: str) -> frozenset[str]:
    """The lemma of a word as a name and as any other word, in small letters; the vocabulary has lost which it was."""
    from simplemma import lemmatize

    return frozenset(lemmatize(way, language).lower() for way in {word.lower(), word.lower().capitalize()})


def _alike(word: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = slips_in(len(word))
    if not slips:
        return ()
    found = process.extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return tuple(known for known, _, _ in found)


def slips_in(letters: int) -> int:
    """How many slips a word of so many letters may have."""
    steps = ((0, 0), *ALIKE, (1 << 30, 0))
    return next(slips for (first, slips), (beyond, _) in pairwise(steps) if first <= letters < beyond)
