"""Finding codes by letters, and sentences: hints for the faces from the libraries behind `assist`."""

from collections.abc import Sequence

from workbench.core.model import Transcript
from workbench.core.project import Project
from workbench.core.spans import Span


def rank_codes(project: Project, query: str, recent: Sequence[str]) -> list[str]:
    """The ids of the codes whose names fit the letters, the best first; without letters recent ones first."""
    from workbench.assist.lexical import rank_codes as rank

    codes = [code for code, _ in project.code_tree if code.applies]
    places = {code.id: place for place, code in enumerate(codes)}
    order = rank(query, [code.name for code in codes], [places[code] for code in recent if code in places])
    return [codes[place].id for place in order]


def sentences(transcript: Transcript, language: str) -> tuple[Span, ...]:
    """The sentences of a transcript, turn by turn; the first call for a language takes a second or so."""
    from workbench.assist.linguistic import sentences as find

    spans = [turn.span for turn in transcript.turns] or [Span(0, len(transcript.text))]
    return find(transcript.text, spans, language)
