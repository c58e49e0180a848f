"""Codebook files in the codebook's room: one is brought in, written, or compared with."""

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench import tasks
from workbench.core.errors import WorkbenchError
from workbench.core.steps import Step
from workbench.tui.dialogs import Confirm
from workbench.tui.paths import PathLine
from workbench.tui.room import Room

NOT_THEN = "You are looking at the past; files go with the study of today. Go back to it with t in the history (F9)."


class FileActs(Room):
    """A room that brings codebook files in, writes and compares them."""

    _file: Path | None = None

    def action_bring_in(self) -> None:
        """Asks for a file, shows what it would change, and brings it in."""
        if self._is_past():
            return
        self._ask_file("Bring in a codebook file", self._bring)

    def action_compare(self) -> None:
        """Asks for a file, and shows how it and the study stand."""
        if self._is_past():
            return
        self._ask_file("Compare the codebook with a file", self._compare)

    def _is_past(self) -> bool:
        """True, and a sentence, while the study is looked at as it was: files have to do with today's."""
        if self.session.glance:
            self.tell(NOT_THEN, warning=True)
        return self.session.glance is not None

    def _ask_file(self, question: str, then: Callable[[Path], None]) -> None:
        endings = tasks.codebook_endings()
        line = PathLine(question, self._folder(), endings=endings)
        self.app.push_screen(line, lambda path: then(path) if path else None)

    def _folder(self) -> Path:
        """Where a codebook file was last, or where those of the study are."""
        study = self.session.settings.folder
        places = [self._file.parent] if self._file else []
        return next((place for place in (*places, study / "codebooks") if place.is_dir()), study)

    # -- bringing in --------------------------------------------------------------------------------------------------

    def _bring(self, path: Path) -> None:
        from workbench.tui.codebook.arriving import Arriving

        self.app.push_screen(Arriving(self.session, path), lambda came: self._came(path, came))

    def _came(self, path: Path, came: Step | WorkbenchError | None) -> None:
        if isinstance(came, Step):
            self._file = path
            self.show()
            self.tell(f"{came.label}.")
        elif came is None:
            self.tell("Nothing was brought in.")
        else:
            self._cant(path, came)

    def _cant(self, path: Path, error: WorkbenchError) -> None:
        from workbench.tui.codebook.arriving import CantBeRead

        self.app.push_screen(CantBeRead(path, error))

    # -- comparing ----------------------------------------------------------------------------------------------------

    def _compare(self, path: Path) -> None:
        from workbench.tui.codebook.comparing import IN, Comparing

        def compared(found: str | WorkbenchError | None) -> None:
            if found == IN:
                self._bring(path)
            elif isinstance(found, WorkbenchError):
                self._cant(path, found)

        self.app.push_screen(Comparing(self.session, path), compared)

    # -- writing ------------------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Asks for a file, shows what it would change in one that is there, and writes the codebook to it."""
        if self._is_past():
            return
        if not self.session.project.codes:
            self.tell("There are no codes yet that could be written.", warning=True)
            return
        path = tasks.codebook_file(self.session)
        endings = tasks.codebook_endings(written=True)
        line = PathLine(
            "Write the codebook to a file", path.parent, "write to this file", endings=endings, name=path.name
        )
        self.app.push_screen(line, lambda chosen: self._write(chosen) if chosen else None)

    def _write(self, path: Path) -> None:
        if path.suffix.lower() in tasks.codebook_endings(written=True) and path.exists():
            self._ask_over(path)
        else:
            self._write_to(path)

    def _ask_over(self, path: Path) -> None:
        """Asks before a file is written over; where it can be read as a codebook, after a look."""
        from workbench.tui.codebook.comparing import IN, OVER, SAME, Overwriting

        def answered(found: str | WorkbenchError | None) -> None:
            if found == OVER:
                self._write_to(path, over=True)
            elif found == IN:
                self._bring(path)
            elif found == SAME:
                self.tell(f"{path.name} says all of it already; nothing was written.")
            elif isinstance(found, WorkbenchError):
                self._ask_over_unread(path, str(found).splitlines())

        if path.suffix.lower() in tasks.codebook_endings():
            self.app.push_screen(Overwriting(self.session, path), answered)
        else:
            self._ask_over_unread(path, ())

    def _ask_over_unread(self, path: Path, lines: Sequence[str]) -> None:
        question = Confirm(f"{path.name} is there already. Write over it?", lines, "Write over it")
        self.app.push_screen(question, lambda sure: self._write_to(path, over=True) if sure else None)

    def _write_to(self, path: Path, *, over: bool = False) -> None:
        written = self.attempt(lambda: tasks.export_codebook(self.session, path, force=over))
        if written:
            self._file = path
            self.tell(f"Wrote {written.said} to {written.path}.")
