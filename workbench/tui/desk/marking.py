"""What is done to codings that stand: moving their edges, changing, splitting, joining, rating and removing them."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual import on

from workbench.core import edits
from workbench.core.model import Coding
from workbench.core.project import in_order
from workbench.core.spans import Span, trimmed
from workbench.tui.desk.desk import Desk
from workbench.tui.dialogs import Choice, Confirm, Finder, Pick
from workbench.tui.widgets.transcript import TranscriptView

UNRATED = "unrated"


class Marking(Desk):
    """The desk with acts on codings."""

    edging: Coding | None = None

    def with_coding(self, question: str, does: Callable[[Coding], None], among: Sequence[Coding] | None = None) -> None:
        """Does something with the coding here; asks which where several stand, and whether where it is another's."""

        def act(coding: Coding) -> None:
            if coding.coder == self.session.coder.id:
                does(coding)
                return
            coder = self.project.coders.get(coding.coder)
            whose = coder.name if coder else "somebody else"
            asked = Confirm(
                "This coding is another's", [f"“{self.name_of(coding.code)}” was put here by {whose}."], "Change it"
            )
            self.app.push_screen(asked, lambda yes: does(coding) if yes else None)

        here = list(self.codings_here() if among is None else among)
        if not here:
            self.tell("No code stands here.", warning=True)
        elif len(here) == 1:
            act(here[0])
        else:
            by_id = {coding.id: coding for coding in here}
            choices = [Choice(coding.id, self._line_of(coding)) for coding in reversed(here)]
            self.app.push_screen(Pick(question, choices), lambda chosen: act(by_id[chosen]) if chosen else None)

    def _line_of(self, coding: Coding) -> Text:
        return Text.assemble(
            ("■ ", self.colour_of(coding.code)),
            self.name_of(coding.code),
            (f"  {self.project.coders[coding.coder].name}", "dim"),
        )

    def action_remove_code(self) -> None:
        """Removes the coding here, or asks which of several."""
        self.with_coding("Remove which code?", self._remove)

    def _remove(self, coding: Coding) -> None:
        self.do(lambda: edits.remove_codings(self.session.project, [coding], self.session.stamp()))

    # -- edges ------------------------------------------------------------------------------------------------------

    def action_edges(self) -> None:
        """Takes an edge of the coding here; pressed again, the other one."""
        if self.edging:
            cursor = self.view.cursor
            self.view.move(lambda page: cursor.place(page, cursor.caret, cursor.fixed))
            self._say_edge()
        else:
            self.with_coding("Move an edge of which code?", self._take_edge)

    def _take_edge(self, coding: Coding) -> None:
        self.view.choose(coding.span)
        self.edging = coding
        self.view.cursor.extending = True
        self._say_edge()

    def _say_edge(self) -> None:
        cursor = self.view.cursor
        which = "end" if cursor.caret > cursor.fixed else "start"
        self.tell(f"Moving the {which} of “{self.name_of(self.edging.code) if self.edging else ''}”: "
                  "h l w b ) ( · e other edge · Enter keep · Esc leave")  # fmt: skip

    def moved(self) -> None:
        """Moves with an edge taken stretch the coding; letting go of the selection leaves it as it was."""
        super().moved()
        coding = self.edging
        if coding is None:
            return
        if self.view.cursor.extending:
            self._say_edge()
        else:
            self.edging = None
            self.view.choose(coding.span)
            self.tell("The coding stays as it was.")

    def action_keep(self) -> None:
        """Keeps the moved edge."""
        coding, chosen = self.edging, self.view.cursor.selection
        if coding is None:
            self.tell("Enter keeps an edge that was moved with e. Apply a code with c.")
            return
        self.edging = None
        span = trimmed(self.view.transcript.text, chosen) if chosen else Span(0, 0)
        self.view.choose(span if span.length else coding.span)
        turns = self.turns_in(span)
        kept = self.do(lambda: edits.resize(self.session.project, coding, span, self.session.stamp()))
        if kept and turns > 1:
            self.tell(f"Saved; “{self.name_of(coding.code)}” now goes over {turns} turns.")

    # -- changing ---------------------------------------------------------------------------------------------------

    def action_recode(self) -> None:
        """Gives the coding here another code."""
        self.with_coding("Give another code to which?", self._ask_other)

    def _ask_other(self, coding: Coding) -> None:
        from workbench import tasks

        project = self.project
        finder = Finder(
            project,
            self.recent.codes,
            lambda query: [c for c in tasks.rank_codes(project, query, self.recent.order) if c != coding.code],
            f"Instead of “{self.name_of(coding.code)}”",
        )
        self.app.push_screen(finder, lambda code: self._recode(coding, code) if code else None)

    def _recode(self, coding: Coding, code: str) -> None:
        if self.do(lambda: edits.recode(self.session.project, [coding], code, self.session.stamp())):
            self.use([code])

    def action_split(self) -> None:
        """Makes two codings of one, before the word at the caret or the selection."""
        cursor = self.view.cursor
        at = cursor.selection.start if cursor.selection else cursor.caret
        inside = [coding for coding in self.codings_here() if coding.start < at < coding.end]
        if not inside:
            self.tell("Put the caret inside a coding, on the word with which the second part begins.", warning=True)
            return
        self.with_coding("Split which code?", lambda coding: self._split(coding, at), inside)

    def _split(self, coding: Coding, at: int) -> None:
        text = self.view.transcript.text
        if not self.view.cursor.exact:
            while at > coding.start and text[at - 1].isalnum() and text[at].isalnum():
                at -= 1
        left, right = trimmed(text, Span(coding.start, at)), trimmed(text, Span(at, coding.end))
        if right.length:
            self.view.choose(right)
        self.do(lambda: edits.split_coding(self.session.project, coding, left, right, self.session.stamp()))

    def action_join(self) -> None:
        """Joins the codings of one code that the selection touches, or the one here with the nearest of its code."""
        here = self.codings_here()
        by_code: dict[tuple[str, str], list[Coding]] = {}
        for coding in here:
            by_code.setdefault((coding.code, coding.coder), []).append(coding)
        first = {id_: in_order(some) for id_, some in by_code.items()}
        self.with_coding("Join the codings of which code?", self._join, [some[0] for some in first.values()])

    def _join(self, first: Coding) -> None:
        same = [c for c in self.codings if (c.code, c.coder, c.round) == (first.code, first.coder, first.round)]
        here = [coding for coding in self.codings_here() if coding in same]
        if len(here) < 2:
            others = [coding for coding in same if coding.id != first.id]
            here = [first, *sorted(others, key=lambda c: max(c.start - first.end, first.start - c.end))[:1]]
        self.view.choose(Span(min(c.start for c in here), max(c.end for c in here)))
        self.do(lambda: edits.join_codings(self.session.project, here, self.session.stamp()))

    def action_word_quote(self) -> None:
        """Words the quote here for print."""
        spans = {coding.span: coding for coding in self.codings_here()}
        self.with_coding("Word which quote for print?", self._word, list(spans.values()))

    def _word(self, coding: Coding) -> None:
        from workbench.tui.wording import QuoteEditor

        self.app.push_screen(QuoteEditor(self.session, coding.document, coding.span))

    def action_rate(self) -> None:
        """Rates the coding here on its code's scale."""
        here = self.codings_here()
        rated = [coding for coding in here if self.project.codes[coding.code].scale]
        if here and not rated:
            self.tell("None of the codes here has a scale to rate on; give it one in the codebook (F6).", warning=True)
            return
        self.with_coding("Rate which coding?", self._ask_rating, rated)

    def _ask_rating(self, coding: Coding) -> None:
        scale = self.project.codes[coding.code].scale
        choices = [
            *(Choice(f"={point}", Text(point + ("  (now)" if point == coding.rating else ""))) for point in scale),
            Choice(UNRATED, Text("no rating", "dim")),
        ]
        self.app.push_screen(
            Pick(f"Rate “{self.name_of(coding.code)}”", choices),
            lambda chosen: self._rate(coding, "" if chosen == UNRATED else chosen[1:]) if chosen else None,
        )

    def _rate(self, coding: Coding, rating: str) -> None:
        self.do(lambda: edits.rate(self.session.project, [coding], rating, self.session.stamp()))

    # -- going from coding to coding --------------------------------------------------------------------------------

    @on(TranscriptView.NoFurtherCoding)
    def _no_further(self, event: TranscriptView.NoFurtherCoding) -> None:
        self.tell("No further coding in this document." if event.by > 0 else "No coding before this one.")

    def action_same_code(self, by: int) -> None:
        """Goes to the next or previous coding of the code here, in the next or previous document too."""
        here = self.codings_here()
        chosen = next((c for c in here if c.span == self.view.cursor.selection), here[-1] if here else None)
        code = chosen.code if chosen else self.recent.last
        if code not in self.project.codes or self.document is None:
            self.tell("Go to a coding first, with ].", warning=True)
            return
        at = chosen.start if chosen else self.view.cursor.caret
        order = {document.id: place for place, document in enumerate(self.project.library)}
        now = (order[self.document.id], at, -chosen.end if chosen else 0)
        found = sorted(
            (place, c.start, -c.end, document)
            for document, place in order.items()
            for c in self.codings_of(document)
            if c.code == code
        )
        ahead = [c for c in found if c[:3] > now] if by > 0 else [c for c in reversed(found) if c[:3] < now]
        if not ahead:
            self.tell(f"No {'further' if by > 0 else 'earlier'} coding with “{self.name_of(code)}”.")
            return
        _, start, end, document = ahead[0]
        self.jump(document, Span(start, -end))

    def action_uncoded(self, by: int) -> None:
        """Goes to the next or previous turn of a participant that has no coding."""
        page, document = self.view.page, self.document
        if page is None or document is None:
            return
        at = self.view.cursor.here.start
        asks = {
            label for (where, label), case in self.project.cases_of.items() if where == document.id and case.interviewer
        }
        turns = [
            p
            for p in page.passages
            if p.turn and p.speaker not in asks and not self.view.lanes.over(Span(p.start, p.end))
        ]
        ahead = [p for p in turns if p.start > at] if by > 0 else [p for p in reversed(turns) if p.end <= at]
        if not ahead:
            self.tell(f"No {'further' if by > 0 else 'earlier'} turn without a code.")
            return
        self.view.move(lambda page: self.view.cursor.place(page, ahead[0].start, ahead[0].start))
