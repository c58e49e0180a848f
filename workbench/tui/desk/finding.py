"""Searching at the desk: in this document and in all of them, and coding what was found."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from workbench.core import edits
from workbench.core.model import Document, Transcript
from workbench.core.project import counted
from workbench.core.spans import Span
from workbench.core.steps import Step
from workbench.tui.desk.desk import Desk

if TYPE_CHECKING:
    from workbench.tasks.finding import Found
    from workbench.tui.desk.hits import Asked, Choice, Chosen

NO_SEARCH = "Nothing was looked for yet. Type / and the words, or ctrl+f for all documents."
SHORT = 40


class Finding(Desk):
    """The desk with searching."""

    _asked: "Asked | None" = None
    _found: Sequence[Span] = ()
    _searched: Transcript | None = None

    # -- looking ----------------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Asks for words, and shows where they stand while they are typed."""
        from workbench.tui.desk.hits import SearchLine

        if self.document is None or self.view.page is None:
            self.tell("There is no transcript to search.", warning=True)
            return
        cursor, before, hits = self.view.cursor, self._asked, self._found
        fixed, caret, start = cursor.fixed, cursor.caret, cursor.here.start

        def seek(asked: "Asked", then: Callable[[int, int], None]) -> None:
            self._look(asked, lambda: then(len(self._found), self._show_hit_from(start)))

        def done(asked: "Asked | None") -> None:
            if asked is None or not asked.query.phrases:
                self._asked, self._found = before, hits
                self.view.show_hits(hits)
                self.view.move(lambda page: cursor.place(page, fixed, caret))
            elif asked.act:
                self.find_everywhere(asked)
            else:
                self._kept(asked, start)

        self.app.push_screen(SearchLine(self._likely(), seek, self._go), done)

    def _likely(self) -> "Asked":
        """What is most likely looked for: a few words that are selected, else what was looked for last."""
        from workbench.tui.desk.hits import Asked

        chosen = self.view.cursor.selection
        words = chosen.of(self.view.transcript.text) if chosen and chosen not in self._found else ""
        last = self._asked or Asked("", "plain")
        return Asked(words, "plain") if 0 < len(words) <= SHORT and "\n" not in words else last._replace(act="")

    def _kept(self, asked: "Asked", start: int) -> None:
        """The line is closed; its hits stay, and are found now if the line was quicker than the search."""
        self._look(asked, lambda: self._say_hit(self._show_hit_from(start)))

    def _look(self, asked: "Asked", then: Callable[[], None] = lambda: None) -> None:
        """Finds the words in this document, in the background; `then` is called when the hits are shown."""
        from workbench import tasks

        document, transcript, query = self.document, self.view.transcript, asked.query
        self._asked = asked
        if document is None:
            return

        def work() -> None:
            spans = tasks.find_here(transcript, document.language, query) if query.phrases else []
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._look_done, asked, transcript, spans, then)

        self.run_worker(work, thread=True, exclusive=True, group="find", exit_on_error=False)

    def _look_done(self, asked: "Asked", searched: Transcript, spans: Sequence[Span], then: Callable[[], None]) -> None:
        if asked == self._asked and searched is self.view.transcript:
            self._found, self._searched = spans, searched
            self.view.show_hits(spans)
            then()

    def open(self, document: Document, caret: int = 0) -> None:
        """Shows a document, and in it what was looked for last, unless its marks were cleared."""
        cleared = bool(self._found) and not self.view.hits.spans
        super().open(document, caret)
        self._found, self._searched = (), None
        if self._asked and not cleared:
            self._look(self._asked)

    # -- going ------------------------------------------------------------------------------------------------------

    def _show_hit_from(self, start: int) -> int:
        """Selects the first hit from an offset on, or the first of all; gives its place."""
        if not self._found:
            return 0
        place = bisect_left(self._found, start, key=_start) % len(self._found)
        self.view.choose(self._found[place])
        return place

    def _go(self, by: int) -> int:
        """Selects the next or previous hit, round the end of the text; gives its place."""
        here, chosen = self.view.cursor.here.start, self.view.cursor.selection
        if by > 0:
            place = bisect_right(self._found, here if chosen else here - 1, key=_start)
        else:
            place = bisect_left(self._found, here, key=_start) - 1
        self._wrapped = not 0 <= place < len(self._found)
        place %= len(self._found)
        self.view.choose(self._found[place])
        return place

    def _say_hit(self, place: int) -> None:
        if self._found:
            self.tell(
                f"Hit {place + 1:,} of {len(self._found):,} · n next · N previous · a code them all · Esc Esc clears"
            )
        else:
            self.tell("These words don't stand in this document; ctrl+f looks in all.", warning=True)

    def action_hit(self, by: int) -> None:
        """The next or previous hit."""
        if self._asked is None:
            self.tell(NO_SEARCH)
        elif self._searched is not self.view.transcript:
            start = self.view.cursor.here.start
            self._look(self._asked, lambda: self._say_hit(self._show_hit_from(start)))
        elif not self._found:
            self._say_hit(0)
        else:
            place = self._go(by)
            if self._wrapped:
                end = "the start" if by > 0 else "the end"
                self.tell(f"Hit {place + 1:,} of {len(self._found):,}, from {end} again.")
            else:
                self._say_hit(place)
        if self._found and not self.view.hits.spans:
            self.view.show_hits(self._found)

    # -- all documents ----------------------------------------------------------------------------------------------

    def action_find_everywhere(self) -> None:
        """Asks for words, and lists where they stand in all documents."""
        self.find_everywhere(self._likely())

    def find_everywhere(self, asked: "Asked") -> None:
        """Lists where words stand in all documents."""
        from workbench import tasks
        from workbench.tui.desk.hits import HitList

        session, documents = self.session, list(self.project.documents)
        listed = HitList(
            asked._replace(act=""),
            lambda query, show: tasks.find_everywhere(session, query, show),
            lambda query: tasks.caution(session, query, documents),
            self._title_of,
        )
        self.app.push_screen(listed, lambda choice: self._listed(choice) if choice else None)

    def _title_of(self, document: str) -> str:
        known = self.project.documents.get(document)
        return known.title if known else "a document that is gone"

    def _listed(self, choice: "Choice") -> None:
        from workbench import tasks

        self._asked = choice.asked
        if choice.act == "go":
            (hit,) = choice.hits
            if self.document and hit.document == self.document.id:
                self._look(choice.asked)
            self.desktop.jump(hit.document, hit.span)
        else:
            self._ask_code(lambda: tasks.Found(choice.hits, more=len(choice.hits) >= tasks.MOST_HITS))

    # -- coding -----------------------------------------------------------------------------------------------------

    def action_code_hits(self) -> None:
        """Puts a code on what was found in this document, after a look at each hit."""
        from workbench import tasks

        document, transcript, asked = self.document, self.view.transcript, self._asked
        if asked is None or document is None:
            self.tell(NO_SEARCH)
        elif self._searched is not transcript:
            self._look(asked, self.action_code_hits)
        elif not self._found:
            self._say_hit(0)
        else:
            self._ask_code(lambda: tasks.hits_here(transcript, document.id, document.language, asked.query))

    def _ask_code(self, hits: "Callable[[], Found]") -> None:
        from workbench import tasks
        from workbench.tui.dialogs import Finder

        project = self.project
        finder = Finder(
            project,
            self.recent.codes,
            lambda query: tasks.rank_codes(project, query, self.recent.order),
            "Code what was found with",
        )
        self.app.push_screen(finder, lambda code: self._preview(hits, code) if code else None)

    def _preview(self, hits: "Callable[[], Found]", code: str) -> None:
        def work() -> None:
            found = hits()
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(show, found)

        def show(found: "Found") -> None:
            from workbench.tui.desk.hits import CodeHits

            known = self.project.codes.get(code)
            preview = CodeHits(found, self.name_of(code), self._title_of, whole=known is not None and known.whole)
            self.app.push_screen(preview, lambda chosen: self._code(chosen, code) if chosen else None)

        self.run_worker(work, thread=True, exclusive=True, group="hits", exit_on_error=False)

    def _code(self, chosen: "Chosen", code: str) -> None:
        """Codes the hits in the background: there may be thousands."""
        from workbench import tasks

        def work() -> None:
            places = tasks.places(self.session, chosen.hits, chosen.unit)
            step = edits.code_hits(self.session.project, places, code, self.session.stamp())
            self.session.do(step)
            self.app.call_from_thread(self._coded, step, code)

        self.tell(f"Coding {counted(len(chosen.hits), 'hit')} …")
        self.run_worker(work, thread=True, group="code hits", exit_on_error=False)

    def _coded(self, step: Step, code: str) -> None:
        self.show()
        self.use([code])
        self.tell(f"{step.label} · u takes it back")


def _start(span: Span) -> int:
    return span.start
