"""Questions that a codebook leaves open: how they are answered, all for one side or one after the other, before anything is done."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from workbench.core.codebook import Merged, Plan, Question
from workbench.core.errors import Refused

Answers = Mapping[str, str]
Choose = Callable[[Question], str]
ROUNDS = 20
T = TypeVar("T", Plan, Merged)


class Open(Refused):
    """Questions that have to be answered before anything is changed."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        listed = "\n".join(map(in_full, questions))
        count = "there is one question" if len(questions) == 1 else f"there are {len(questions)} questions"
        super().__init__(f"Nothing was changed; {count} to settle first:\n{listed}")
        self.questions = questions


def in_full(question: Question) -> str:
    """A question with what either side says, on one line."""
    return f"{question.text} ({question.sides})" if question.sides else question.text


def settled(
    ask: Callable[[Answers], T], choose: Choose | None, known: Answers | None = None, *, singly: bool = False
) -> T:
    """What comes out once `choose` has answered all questions, those too that come up on the way; without it, raises Open.

    `known` are answers given before. `singly`, one is asked at a time: an answer may settle others, and one that comes to nothing is asked again.
    """
    answers = dict(known or {})
    rounds = 0
    while (found := ask(answers)).questions:
        rounds += 1
        if choose is None or (rounds > ROUNDS and not singly):
            raise Open(found.questions)
        answers |= {question.id: choose(question) for question in found.questions[: 1 if singly else None]}
    return found


def for_side(side: str) -> Choose:
    """Answers each question for one side, where it can be; else as it stands until it is answered."""

    def choose(question: Question) -> str:
        choices = [choice for choice, _ in question.choices]
        return side if side in choices else choices[0]

    return choose
