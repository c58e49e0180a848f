"""spaCy, imported when first asked: where sentences begin and end.

A trained model of the text's language is used where one is installed, else spaCy's blank pipeline of that language with
its sentencizer. Nothing is ever downloaded.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.core.spans import Span, trimmed

if TYPE_CHECKING:
    from spacy.language import Language


def sentences(text: str, passages: Iterable[Span], language: str) -> tuple[Span, ...]:
    """The sentences of the passages, in order, without the blanks around them; none reaches over a line feed."""
    pipeline = _pipeline(language)
    pieces = [piece for passage in passages for piece in _lines(text, passage)]
    found = []
    for piece, read in zip(pieces, pipeline.pipe(piece.of(text) for piece in pieces), strict=True):
        for sentence in read.sents:
            span = trimmed(text, Span(piece.start + sentence.start_char, piece.start + sentence.end_char))
            if span.length:
                found.append(span)
    return tuple(found)


def _lines(text: str, passage: Span) -> Iterable[Span]:
    at = passage.start
    while at < passage.end:
        feed = text.find("\n", at, passage.end)
        end = passage.end if feed < 0 else feed
        if text[at:end].strip():
            yield Span(at, end)
        at = end + 1


@lru_cache(maxsize=4)
def _pipeline(language: str) -> "Language":
    import spacy

    for name in sorted(spacy.util.get_installed_models()):
        if language and name.startswith(f"{language}_"):
            model = spacy.load(name, disable=["ner", "lemmatizer", "attribute_ruler", "tagger"])
            if model.has_pipe("parser") or model.has_pipe("senter"):
                return model
    try:
        blank = spacy.blank(language or "xx")
    except ImportError:
        blank = spacy.blank("xx")
    blank.add_pipe("sentencizer")
    blank.max_length = 10_000_000
    return blank
