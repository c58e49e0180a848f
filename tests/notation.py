"""A transcript with its codes in brackets, to a project and its texts, and back.

`P1: [trust: I knew her] from [family > aunts, trust @Ben: church].` has three codings: the codes stand before the
colon, `>` leads down the code tree, `@Ben` says who coded (else Ana). Brackets nest, and may hold a label; one without
a colon and a blank, such as [laughs], is text. `back` writes codings that nest; it can't write those that cross.
"""

import re
from itertools import count
from typing import NamedTuple

from workbench.core import edits
from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.model import Coder, Coding, Transcript, Turn, transcript
from workbench.core.project import SEPARATOR, Project
from workbench.core.spans import Span
from workbench.core.steps import Stamp

AT = "2026-11-21T09:30:00Z"
LABEL = re.compile(r"^([A-Z][\w .]{0,20}): ", re.MULTILINE)
OPENING = re.compile(r"\[([^\[\]:\n]+): ")


class Study(NamedTuple):
    """A project, its texts by document id, and a stamp for further steps."""

    project: Project
    texts: dict[str, Transcript]
    stamp: Stamp

    def after(self, step):
        return self._replace(project=self.project.after(step))

    def codings(self, code):
        """The codings with a code, in the order of the library."""
        wanted = self.project.code_named(code).id
        return [coding for coding in self.project.all_codings() if coding.code == wanted]


def study(*documents: str, language: str = "en", interviewers: frozenset[str] = frozenset({"INT"})) -> Study:
    """The study of these documents, named D1.txt, D2.txt ..., with the codes that stand in them."""
    numbers = count(1)
    stamp = Stamp(Coder("0" * 32, "Ana"), AT, lambda: f"{next(numbers):032x}")
    parsed = [parse(document) for document in documents]
    project = Project()
    paths = list(dict.fromkeys(path for _, found in parsed for _, path, _ in found))
    if paths:
        project = project.after(adopt(project, _codebook(paths), stamp))
    arrivals = [
        edits.Arrival(f"D{number}.txt", f"D{number}", language, text, interviewers)
        for number, (text, _) in enumerate(parsed, 1)
    ]
    if not arrivals:
        return Study(project, {}, stamp)
    project = project.after(edits.add_documents(project, arrivals, stamp))
    placed = [
        edits.Placed(document.id, span, project.code_named(path).id, coder)
        for document, (_, found) in zip(project.library, parsed, strict=True)
        for span, path, coder in found
    ]
    if placed:
        project = project.after(edits.add_codings(project, placed, stamp, "notation"))
    texts = {document.id: text for document, (text, _) in zip(project.library, parsed, strict=True)}
    return Study(project, texts, stamp)


def parse(notated: str) -> tuple[Transcript, list[tuple[Span, str, str]]]:
    """The transcript, and a span, a code's path and a coder's name for each coding, as their brackets open."""
    pieces: list[str] = []
    found: list[tuple[int, int, str]] = []
    open_: list[tuple[int, str]] = []
    length = place = 0
    while place < len(notated):
        opening = OPENING.match(notated, place)
        if opening:
            open_.append((length, opening[1]))
            place = opening.end()
            continue
        sign = notated[place]
        place += 1
        if sign == "[":
            open_.append((length, ""))
        elif sign == "]" and open_:
            start, codes = open_.pop()
            if codes:
                found.append((start, length, codes))
                continue
        pieces.append(sign)
        length += 1
    text = "".join(pieces)
    codings = [
        (Span(start, end), *_code_and_coder(code))
        for start, end, codes in sorted(found, key=lambda stretch: (stretch[0], -stretch[1]))
        for code in codes.split(",")
    ]
    return transcript(text, _turns(text)), codings


def back(project: Project, texts: dict[str, Transcript], document: str) -> str:
    """A document of a project in this notation."""
    text = texts[document].text
    pieces = [*text, ""]
    by_span: dict[Span, list[Coding]] = {}
    for coding in project.codings.get(document, ()):
        by_span.setdefault(coding.span, []).append(coding)
    for outer in by_span:
        for inner in by_span:
            assert not outer.start < inner.start < outer.end < inner.end, "codings that cross can't be written"
    opens = sorted(by_span, key=lambda span: (span.start, -span.end))
    for span in reversed(opens):
        pieces[span.start] = f"[{', '.join(_named(project, c) for c in by_span[span])}: {pieces[span.start]}"
        pieces[span.end - 1] += "]"
    return "".join(pieces)


def _turns(text: str) -> tuple[Turn, ...]:
    labels = list(LABEL.finditer(text))
    ends = [*(label.start() for label in labels), len(text)][1:]
    return tuple(
        Turn(label.start(), label.end(), label.end() + len(text[label.end() : end].rstrip()), label[1])
        for label, end in zip(labels, ends, strict=True)
    )


def _code_and_coder(written: str) -> tuple[str, str]:
    path, _, coder = written.partition("@")
    return SEPARATOR.join(name.strip() for name in path.split(">")), coder.strip()


def _named(project: Project, coding: Coding) -> str:
    coder = project.coders[coding.coder].name
    path = project.code_paths[coding.code]
    return path if coder == "Ana" else f"{path} @{coder}"


def _codebook(paths: list[str]) -> Codebook:
    entries: list[Entry] = []
    places: dict[str, int] = {}
    for path in paths:
        parent = None
        names = path.split(SEPARATOR)
        for depth, name in enumerate(names, 1):
            so_far = SEPARATOR.join(names[:depth])
            if so_far not in places:
                places[so_far] = len(entries)
                entries.append(Entry("", name, parent))
            parent = places[so_far]
    return Codebook("", "", tuple(entries))
