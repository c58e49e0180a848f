"""Questions that a comparison can't answer by itself: plain words, what either side says, and what may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

MINE, THEIRS, BOTH, SAME, GIVE = "mine", "theirs", "both", "same", "give:"


class Question(NamedTuple):
    """One question: `id` is the same each time it is asked, `choices` are (answer, words), the first holds until then.

    `kind` says what it is about; `code` is the code's name. `base`, `mine` and `theirs` are what either side says, as
    people read it; `names` is what the two sides are called. With `gives`, an answer may also be GIVE and the key,
    name or path of the code that takes the codings over.
    """

    id: str
    kind: str
    code: str
    text: str
    base: str
    mine: str
    theirs: str
    choices: tuple[tuple[str, str], ...]
    gives: bool = False
    names: tuple[str, str] = ("your file", "their file")

    @property
    def sides(self) -> str:
        """What either side says, on one line."""
        past = (("until now", self.base),) if self.kind == "same" else ()
        told = (*past, *zip(self.names, (self.mine, self.theirs), strict=True))
        return "; ".join(f"{name}: {' '.join(text.split())}" for name, text in told if text)


class Asking:
    """Collects the questions that have no answer yet, and gives the answers, or what holds until then.

    `names` are what the two sides are called: ("your file", "their file"), or ("the study", "the file").
    """

    def __init__(self, answers: Mapping[str, str], names: tuple[str, str]) -> None:
        self.answers = answers
        self.names = names
        self.open: dict[str, Question] = {}

    def ask(self, question: Question) -> str:
        """The answer."""
        answer = self.answers.get(question.id, "")
        known = [choice for choice, _ in question.choices]
        if answer in known or (question.gives and answer.startswith(GIVE)):
            return answer
        self.open[question.id] = question._replace(names=self.names)
        return known[0]

    def again(self, question: Question) -> None:
        """Opens a question anew whose answer comes to nothing."""
        self.open[question.id] = question._replace(names=self.names)

    def which(self, what: str, code: str, ident: str, base: str, mine: str, theirs: str) -> str:
        """MINE or THEIRS, for a field that both sides changed."""
        one, other = self.names
        return self.ask(
            Question(
                f"{what} of {ident}", "field", code, f"Which {what} of “{code}” holds?", base, mine, theirs,
                ((MINE, f"that of {one}"), (THEIRS, f"that of {other}")),
            )
        )  # fmt: skip
