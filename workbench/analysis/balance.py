"""Whose words stand for the themes: how many of the chosen quotes each participant gives, and who is never quoted.

A reader of a paper who finds that five of nine quotes are one person's will ask; this asks before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workbench.analysis.quotes import speaking
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.model import Coding
from workbench.core.project import Project, counted

ALL = ""
FEWEST = 3  # quotes of a theme from which on one participant's share says something
RULE = (
    "Counted are the quotes chosen for the themes, each stretch of words once; one in which several participants are heard "
    "counts for each of them. A quote that stands in two themes counts once in the last column."
)
NONE_CHOSEN = "No quotes are chosen for the themes yet."


def balance(asked: Asked) -> Matrix:
    """How many chosen quotes each participant gives to each theme, and in all."""
    project = asked.project
    people = speaking(project)
    found: dict[tuple[str, str], dict[tuple[str, int, int], Coding]] = defaultdict(dict)
    for theme, coding, voices in _chosen(asked):
        for voice in voices:
            for column in (theme, ALL):
                found[voice, column].setdefault((coding.document, *coding.span), coding)
    columns = (*(Head(theme.id, theme.name) for theme in project.theme_order), Head(ALL, "All themes"))
    rows = tuple(Head(case.id, case.name) for case in people)
    ids = {row.id for row in rows}

    def behind(row: str, column: str) -> tuple[Coding, ...]:
        if row:
            return tuple(found.get((row, column), {}).values())
        together: dict[tuple[str, int, int], Coding] = {}
        for (_, theme), codings in found.items():
            if theme == column:
                together.update(codings)
        return tuple(together.values())

    values = {cell: len(codings) for cell, codings in found.items() if cell[0] in ids}
    return Matrix("Chosen quotes by participant", RULE, "Participant", rows, columns, values, behind, "balance")


def told(asked: Asked) -> tuple[str, ...]:
    """What should be looked at, a sentence each: who gives more than a third of the quotes, and who gives none."""
    project = asked.project
    chosen = list(_chosen(asked))
    if not chosen:
        return (NONE_CHOSEN,)
    names = {case.id: case.name for case in speaking(project)}
    sentences = [*_many(names, _stretches(chosen), "quotes of all themes")]
    for theme in project.theme_order:
        here = _stretches([found for found in chosen if found[0] == theme.id])
        sentences += _many(names, here, f"quotes of “{theme.name}”")
        if not here:
            sentences.append(f"“{theme.name}” has no chosen quotes.")
    heard = {voice for _, _, voices in chosen for voice in voices}
    silent = [name for case, name in names.items() if case not in heard]
    if silent:
        sentences.append(f"{listed(silent)} {'is' if len(silent) == 1 else 'are'} never quoted.")
    return tuple(sentences) or (_even(names, _stretches(chosen)),)


def _even(names: dict[str, str], quotes: Sequence[tuple[str, ...]]) -> str:
    """The sentence where nothing need be looked at; of few quotes or participants, shares say nothing."""
    if not names:
        return "Nobody who speaks in this study is known as a participant."
    if len(names) == 1:
        return "The only participant is quoted."
    every = f"all {len(names)} participants are quoted"
    if len(quotes) < FEWEST or len(names) < FEWEST:
        return f"{every.capitalize()}, but these are too few quotes or participants to compare shares."
    return f"No participant gives more than a third of the quotes, and {every}."


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: “P1, P2 and P3”."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def _many(names: dict[str, str], quotes: Sequence[tuple[str, ...]], what: str) -> Iterator[str]:
    """A sentence for each participant who gives more than a third of several quotes."""
    if len(quotes) < FEWEST or len(names) < FEWEST:
        return
    given = Counter(voice for voices in quotes for voice in voices)
    for voice, count in given.most_common():
        if count > 1 and 3 * count > len(quotes) and voice in names:
            yield f"{names[voice]} gives {count:,} of {len(quotes):,} {what}."


def _stretches(chosen: Iterable[tuple[str, Coding, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """The voices of each distinct stretch."""
    return list({(coding.document, *coding.span): voices for _, coding, voices in chosen}.values())


def _chosen(asked: Asked) -> Iterator[tuple[str, Coding, tuple[str, ...]]]:
    """The chosen quotes: theme (an id), coding, and who is heard in it, as the researcher orders them."""
    project, heard = asked.project, _heard(asked.project, asked)
    for theme in project.theme_order:
        for quote in theme.quotes:
            if (coding := project.codings_by_id.get(quote)) and (asked.among is None or quote in asked.among):
                yield theme.id, coding, heard[quote]


def _heard(project: Project, asked: Asked) -> dict[str, tuple[str, ...]]:
    wanted = {quote for theme in project.themes.values() for quote in theme.quotes}
    return {
        coding.id: heard.voices
        for document, codings in project.codings.items()
        for coding, heard in zip(codings, asked.heard.get(document, ()), strict=True)
        if coding.id in wanted
    }


def summary(asked: Asked) -> str:
    """How many quotes of how many participants are chosen, in a few words."""
    chosen = list(_chosen(asked))
    voices = {voice for _, _, several in chosen for voice in several}
    return f"{counted(len(_stretches(chosen)), 'quote')} of {counted(len(voices), 'participant')}"
