"""Questions that a merge leaves open: answered for one side by an option, or one after the other at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.output import say

if TYPE_CHECKING:
    from workbench.core.codebook import Question

Ours = Annotated[bool, typer.Option("--ours", help="Answer all questions for the first side: the study, or MINE.")]
Theirs = Annotated[bool, typer.Option("--theirs", help="Answer all questions for the other side: the file, or THEIRS.")]
Ask = Annotated[bool, typer.Option("--ask", help="Ask each question here.")]


def chooser(*, ours: bool, theirs: bool, ask: bool) -> Callable[[Question], str] | None:
    """How questions are answered, as the options say; None: not at all."""
    from workbench import tasks

    if ours + theirs + ask > 1:
        raise typer.BadParameter("Choose one of --ours, --theirs and --ask")
    if ask:
        return _asked
    if not ours and not theirs:
        return None
    side = tasks.for_side("mine" if ours else "theirs")

    def told(question: Question) -> str:
        """The side's answer, said."""
        answer = side(question)
        say(f"{question.text} {dict(question.choices)[answer].capitalize()}.")
        return answer

    return told


def _asked(question: Question) -> str:
    """The answer that somebody types: the number of a choice, or the code that takes codings over."""
    say("")
    say(question.text)
    for name, text in zip(question.names, (question.mine, question.theirs), strict=True):
        if text:
            say(f"    {name}: {' '.join(text.split())}")
    for number, (_, words) in enumerate(question.choices, 1):
        say(f"  {number}  {words}")
    if question.gives:
        say("  or the name, path or id of the code that takes its codings over")
    known = {str(number): choice for number, (choice, _) in enumerate(question.choices, 1)}
    while True:
        try:
            typed = str(typer.prompt("Answer", default="1", err=True)).strip()
        except typer.Abort:
            raise KeyboardInterrupt from None
        if typed in known:
            return known[typed]
        if question.gives and typed:
            return f"give:{typed}"
        say(f"Type a number from 1 to {len(known)}.")
