"""What is shown at the desk: which codes, whose codings, and how the interviewer's words are drawn."""

from dataclasses import replace

from workbench.core.memos import memos_about
from workbench.core.model import SEARCH, Coding, Document
from workbench.tui.desk.desk import Desk
from workbench.tui.desk.sight import Sight
from workbench.tui.widgets.cells import is_right_to_left
from workbench.tui.widgets.painter import Legend

SHORT = 3  # a rating longer than this is shown as its place on the scale
LEFTWARD = "Right-to-left script: letters stand in the order in which they are read, from left to right."


class Seeing(Desk):
    """The desk with a choice of what is shown."""

    sight = Sight()
    _looks = ""
    _told: frozenset[str] = frozenset()

    def legend(self) -> Legend:
        """One's own codings and those of others, named; the interviewer's words set back where that is wanted."""
        self._looks = self.session.coder.id
        plain = super().legend()
        return plain._replace(signs_of=self._signs_of, mine=self._is_mine, dimmed=self._is_dimmed)

    def _is_mine(self, coding: Coding) -> bool:
        return coding.coder == self.session.coder.id

    def _signs_of(self, coding: Coding) -> str:
        """Behind a code's name: its rating, whether it has a memo or a search made it, who coded if it was another."""
        scale = self.project.codes[coding.code].scale if coding.rating else ()
        place = scale.index(coding.rating) + 1 if coding.rating in scale else coding.rating
        signs = f"·{coding.rating if len(coding.rating) <= SHORT else place}" if coding.rating else ""
        if memos_about(self.project, self.session.coder.id, "coding", coding.id):
            signs += " *"
        if coding.origin == SEARCH:
            signs += " ~"
        if not self._is_mine(coding) and coding.coder in self.project.coders:
            signs += f" ({initials(self.project.coders[coding.coder].name)})"
        return signs

    def _is_dimmed(self, label: str) -> bool:
        if not self.sight.focus or self.document is None:
            return False
        case = self.project.cases_of.get((self.document.id, label))
        return case is not None and case.interviewer

    def codings_of(self, document: str) -> tuple[Coding, ...]:
        """The codings of a document (an id) that are shown."""
        return self.sight.of(super().codings_of(document))

    def show(self) -> None:
        """Redraws what differs; somebody else sees other codings as their own."""
        coder = self.session.coder.id
        if coder != self._looks:
            self.sight = replace(self.sight, only=coder if self.sight.only else "")
            self._looks = coder
            self.view.restyle()
        super().show()

    def open(self, document: Document, caret: int = 0) -> None:
        """Shows a document; says once how a script is drawn that is written from right to left."""
        super().open(document, caret)
        if document.id not in self._told and is_right_to_left(self.view.transcript.text):
            self._told |= {document.id}
            self.call_after_refresh(self.tell, LEFTWARD)

    def where(self) -> str:
        """Where in the text one is, and what is hidden."""
        return self._with_hidden(super().where())

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """A sentence in the status line; what is hidden is said always."""
        super().tell(self._with_hidden(sentence), warning=warning)

    def _with_hidden(self, sentence: str) -> str:
        hidden = self.sight.said(self.project)
        return f"{hidden} · {sentence}" if hidden else sentence

    def look(self, sight: Sight, sentence: str) -> None:
        """Shows what there is to see so from now on."""
        restyled = sight.focus != self.sight.focus
        self.sight = sight
        self.show()
        if restyled:
            self.view.restyle()
        self.tell(sentence)

    # -- choosing ---------------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Asks which codes and coders are to be shown."""
        from workbench.tui.desk.filtering import Filter

        def chosen(sight: Sight | None) -> None:
            if sight:
                self.look(sight, "Shown as you chose." if sight.said(self.project) else "All codes are shown.")

        coded = {coding.coder for coding in self.project.all_codings()} | {self.session.coder.id}
        coders = tuple(coder for coder in self.project.coders.values() if coder.id in coded)
        self.app.push_screen(Filter(self.project, coders, self.sight, self.session.coder.id), chosen)

    def action_focus_mode(self) -> None:
        """Sets the interviewer's words back, or shows them as all others."""
        document = self.document.id if self.document else ""
        asks = (case.interviewer for (place, _), case in self.project.cases_of.items() if place == document)
        if not self.sight.focus and not any(asks):
            self.tell("No speaker of this interview is known as the interviewer; F5 says who is who.", warning=True)
            return
        on = not self.sight.focus
        self.look(self.sight.focused(), "Focus: the interviewer is set back (F ends)." if on else "All speakers alike.")

    def action_others(self) -> None:
        """Hides what other coders coded, or shows it."""
        if self.session.settings.blind:
            self.tell("You code blind: what others coded is hidden everywhere.")
            return
        sight = self.sight.alone(self.session.coder.id)
        self.look(sight, "Your codings alone are shown." if sight.only else "The codings of all coders are shown.")


def initials(name: str) -> str:
    """The first letters of somebody's names, or the first two of one."""
    names = name.split()
    return "".join(part[0] for part in names[:3]).upper() if len(names) > 1 else name[:2]
