"""Finding codes by letters, definitions that say the same, and sentences: hints from the libraries behind `assist`."""

from collections.abc import Sequence

from workbench.core.hotkeys import code_of_hotkey
from workbench.core.model import Transcript
from workbench.core.project import Project
from workbench.core.spans import Span


def rank_codes(project: Project, query: str, recent: Sequence[str]) -> list[str]:
    """The ids of the codes whose names fit the letters, the best first; without letters recent ones first.

    The code whose hotkey was typed comes before all others; names that a code has beside its own count for less.
    """
    from workbench.assist.lexical import rank_codes as rank

    codes = [code for code, _ in project.code_tree if code.applies]
    places = {code.id: place for place, code in enumerate(codes)}
    others = [(*filter(None, [code.handle]), *code.aliases) for code in codes]
    order = rank(query, [code.name for code in codes], [places[code] for code in recent if code in places], others)
    found = [codes[place].id for place in order]
    keyed = code_of_hotkey(project, query.strip())
    return [keyed, *(code for code in found if code != keyed)] if keyed else found


def same_in_words(project: Project, code: str, definition: str) -> str:
    """The id of another code whose definition is this one or nearly so; nothing if there is none."""
    from workbench.assist.lexical import likest

    others = [known for known in project.codes.values() if known.id != code and known.definition.strip()]
    place = likest(definition, [known.definition for known in others])
    return "" if place is None else others[place].id


def sentences(transcript: Transcript, language: str) -> tuple[Span, ...]:
    """The sentences of a transcript, turn by turn; the first call for a language takes a second or so."""
    from workbench.assist.linguistic import sentences as find

    spans = [turn.span for turn in transcript.turns] or [Span(0, len(transcript.text))]
    return find(transcript.text, spans, language)
