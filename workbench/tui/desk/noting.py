"""Memos at the desk: on the words, on a coding, on a code, on the document."""

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual import on
from textual.widgets import Static, Tree

from workbench.core.memos import memos_about
from workbench.core.model import Memo
from workbench.core.project import counted
from workbench.core.spans import Span, snapped, unit_at
from workbench.tui.describe import memos_standing
from workbench.tui.desk.desk import Desk
from workbench.tui.memos.writing import STUDY, MemoWriting, Subject


class Noting(MemoWriting, Desk):
    """The desk with memos."""

    _memos_shown: object = None

    def action_memo(self) -> None:
        """Writes a memo; asks first what it is about, the likeliest on top."""
        self.after_drafts(self._ask_subject)

    def _ask_subject(self) -> None:
        from workbench.tui.dialogs import Choice, Pick

        listed = self._listed_subject()
        if listed:
            self.write_about(listed)
            return
        subjects = list(self._subjects())
        choices = [Choice(str(place), self._line(found)) for place, found in enumerate(subjects)]
        self.app.push_screen(
            Pick("A memo on what?", choices), lambda chosen: self.write_about(subjects[int(chosen)]) if chosen else None
        )

    def _listed_subject(self) -> Subject | None:
        """The code or the document under the cursor of a list that has the focus."""
        if self.codebook.has_focus and self.codebook.cursor_node and self.codebook.cursor_node.data:
            return Subject("code", self.codebook.cursor_node.data)
        return None

    def _subjects(self) -> Iterator[Subject]:
        """What a memo could be about here, the likeliest first: a coding that is selected, else the words, and so on."""
        if self.document is not None and self.view.page is not None:
            here, words = list(reversed(self.codings_here())), self._words_for_memo()
            exact = [coding for coding in here if coding.span == self.view.cursor.selection]
            inside = [] if self.view.cursor.selection else here
            first = exact or inside
            yield from (Subject("coding", coding.id) for coding in first)
            if words.length:
                yield Subject("passage", self.document.id, words)
            yield from (Subject("coding", coding.id) for coding in here if coding not in first)
            yield from (Subject("code", code) for code in dict.fromkeys(coding.code for coding in here))
            yield Subject("document", self.document.id)
            case = self._case_speaking()
            if case:
                yield Subject("case", case)
        yield STUDY

    def _words_for_memo(self) -> Span:
        """The selection without cutting a word; with a caret alone, the sentence that it stands in."""
        page, cursor = self.view.page, self.view.cursor
        if page is None:
            return Span(0, 0)
        chosen = cursor.selection or unit_at(cursor.known_sentences(page), cursor.caret)
        return snapped(page.text, chosen) if chosen else Span(0, 0)

    def _case_speaking(self) -> str:
        at = self.view.cursor.here.start
        turn = next((turn for turn in self.view.transcript.turns if turn.opens <= at < turn.end), None)
        case = self.project.cases_of.get((self.document.id, turn.speaker)) if turn and self.document else None
        return case.id if case else ""

    def _line(self, found: Subject) -> Text:
        """How something that a memo can be about reads in the list; with the number of memos that stand there."""
        project = self.project
        if found.about == "passage":
            words = counted(len(found.span.of(self.view.transcript.text).split()), "word")
            line = Text(f"the {words} {'selected' if self.view.cursor.selection else 'of this sentence'}")
        elif found.about == "coding":
            coding = project.codings_by_id[found.target]
            line = Text.assemble("the coding ", ("■ ", self.colour_of(coding.code)), self.name_of(coding.code))
            line.append(f"  {project.coders[coding.coder].name}", "dim")
        elif found.about == "code":
            line = Text.assemble("the code ", ("■ ", self.colour_of(found.target)), self.name_of(found.target))
        elif found.about == "document":
            line = Text(f"the document {project.documents[found.target].title}")
        elif found.about == "case":
            line = Text(f"the case {project.cases[found.target].name}")
        else:
            line = Text("the study")
        there = memos_about(project, self.session.coder.id, found.about, found.target, found.span)
        return line.append(f"  {counted(len(there), 'memo')}" if there else "", "dim")

    # -- the inspector ----------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Redraws what differs."""
        super().show()
        if self.project.memos is not self._memos_shown:
            self.view.restyle()
            self._inspect_soon()

    def _inspect(self) -> None:
        super()._inspect()
        self._memos_shown = self.project.memos
        self._tell_memos(self._memos_here())

    def _memos_here(self) -> list[Memo]:
        """The memos on the words here, on their codings and on the codes of these."""
        if self.document is None or self.view.page is None or not self.project.memos:
            return []
        here, caret = self.codings_here(), self.view.cursor.here
        touched = Span(caret.start, max(caret.end, caret.start + 1))
        places = [
            ("passage", self.document.id, touched),
            *(("coding", coding.id, None) for coding in here),
            *(("code", code, None) for code in dict.fromkeys(coding.code for coding in here)),
        ]
        return [memo for place in places for memo in memos_about(self.project, self.session.coder.id, *place)]

    def _tell_memos(self, memos: Sequence[Memo]) -> None:
        here = self.query_one("#here", Static)
        if memos and isinstance(here.content, Text):
            here.update(Text.assemble(here.content, "\n", memos_standing(self.project, memos)))

    @on(Tree.NodeHighlighted)
    def _code_looked_at(self, event: Tree.NodeHighlighted[str]) -> None:
        """Below what a code means: the memos on it."""
        if self.codebook.has_focus and event.node.data in self.project.codes:
            self.call_later(
                self._tell_memos, memos_about(self.project, self.session.coder.id, "code", str(event.node.data))
            )
