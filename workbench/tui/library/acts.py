"""What is done to documents and cases in the library: questions become steps."""

from collections.abc import Callable
from pathlib import Path

from rich.text import Text

from workbench.core import edits
from workbench.core.model import Attributes, Case, Document
from workbench.core.project import counted
from workbench.core.steps import Step
from workbench.tui.dialogs import Ask, Choice, Confirm, Pick
from workbench.tui.library.dialogs import FindCase, Known, labels_told
from workbench.tui.paths import PathLine
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut

OTHER, ROLE, NAME, KNOWN = "other", "role", "name", "known"
SHOWN = 12


class LibraryActs(Room):
    """The library with acts; which documents are meant is said by the room itself."""

    busy = False

    @property
    def chosen(self) -> Document | None:
        """The document under the cursor."""
        raise NotImplementedError

    @property
    def meant(self) -> list[Document]:
        """The documents that an act is for."""
        raise NotImplementedError

    def folder(self) -> Path:
        """Where one looks for transcripts first."""
        raise NotImplementedError

    def voices(self, document: Document) -> list[tuple[str, Case | None]]:
        """The labels of a document with their cases, those who ask last; one empty label where it has none."""
        here = [speaker for speaker in self.project.speakers.values() if speaker.document == document.id]
        found = [(speaker.label, self.project.cases[speaker.case]) for speaker in here]
        return [*sorted(found, key=lambda voice: voice[1].interviewer)] or [("", None)]

    def look_again(self) -> None:
        """Takes in what others have done, unless the study is being written to."""
        if not self.busy:
            super().look_again()

    # -- documents --------------------------------------------------------------------------------------------------

    def action_import_files(self) -> None:
        """Asks for files or a folder, shows how they would be read, and brings them in."""
        line = PathLine("Import transcripts from a file or folder", self.folder(), "all transcripts of this folder")
        self.app.push_screen(line, self._import)

    def _import(self, path: Path | None) -> None:
        if path is None:
            return
        from workbench.tui.library.importing import Importing

        self.busy = True
        self.app.push_screen(Importing(self.session, [path]), self._imported)

    def _imported(self, said: str | None) -> None:
        self.busy = False
        self.show()
        self.tell(said or "Nothing was imported.")

    def action_rename_document(self) -> None:
        """Asks for another title."""
        if document := self.chosen:
            self._ask(
                Ask(f"Another title for {document.title}", document.title),
                lambda title: edits.rename_document(self.session.project, document, title, self.session.stamp()),
            )

    def action_name_language(self) -> None:
        """Asks for the language of the marked documents."""
        if documents := self.meant:
            what = documents[0].title if len(documents) == 1 else counted(len(documents), "document")
            self._ask(
                Ask(f"The language of {what}", documents[0].language, "By two letters, such as en, de or pl."),
                lambda letters: edits.set_language(self.session.project, documents, letters, self.session.stamp()),
            )

    def action_remove_documents(self) -> None:
        """Shows what would go, and asks."""
        documents = self.meant
        if not documents:
            return
        step = self.attempt(lambda: edits.remove_documents(self.session.project, documents, self.session.stamp()))
        if step is None:
            return
        lines = [cut(document.title, 56) for document in documents[:SHOWN]]
        if len(documents) > SHOWN:
            lines.append(f"… and {len(documents) - SHOWN} more")
        question = Confirm(
            f"Remove {counted(len(documents), 'document')}?", [*lines, "", *self._effects(step)], "Remove"
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.do(lambda: edits.remove_documents(self.session.project, documents, self.session.stamp()))

        self.app.push_screen(question, answered)

    def _effects(self, step: Step) -> list[str]:
        return list(self.session.effects(step))

    # -- people -----------------------------------------------------------------------------------------------------

    def action_name_speakers(self) -> None:
        """Asks which speaker is meant, and what of them is to be said."""
        if document := self.chosen:
            self._choose_voice(document, "Who is meant?", lambda label, case: self._about(document, label, case))

    def action_attributes(self) -> None:
        """Asks what is known of a case of this document."""
        self._choose_case(self._write_down)

    def action_rename_case(self) -> None:
        """Asks for another name of a case of this document."""
        self._choose_case(self._rename)

    def action_new_case(self) -> None:
        """Asks for the name of a case that isn't heard yet."""
        self._ask(
            Ask("The name of a new case"), lambda name: edits.add_case(self.session.project, name, self.session.stamp())
        )

    def _choose_case(self, then: Callable[[Case], None]) -> None:
        document = self.chosen
        if document is None:
            return

        def chosen(label: str, case: Case | None) -> None:
            if case:
                then(case)
            else:
                self._about(document, label, None)

        self._choose_voice(document, "Which case?", chosen)

    def _choose_voice(self, document: Document, question: str, then: Callable[[str, Case | None], None]) -> None:
        voices = dict(self.voices(document))
        if len(voices) == 1:
            then(*next(iter(voices.items())))
            return
        lines = [Choice(f"={label}", text) for label, text in labels_told(list(voices.items()))]

        def picked(chosen: str | None) -> None:
            if chosen is not None:
                then(chosen[1:], voices[chosen[1:]])

        self.app.push_screen(Pick(question, lines), picked)

    def _about(self, document: Document, label: str, case: Case | None) -> None:
        """What can be said of a speaker: who it is, whether they ask, what is known."""
        if case is None:
            self._name_voice(document, label)
            return
        role = "a participant" if case.interviewer else "an interviewer"
        name = cut(case.name, 30)
        lines = [
            Choice(OTHER, Text(f"{label or document.title} is somebody else …")),
            Choice(ROLE, Text(f"{name} is {role}")),
            Choice(NAME, Text(f"Give {name} another name …")),
            Choice(KNOWN, Text(f"What is known of {name} …")),
        ]
        acts: dict[str, Callable[[], object]] = {
            OTHER: lambda: self._name_voice(document, label),
            ROLE: lambda: self.do(
                lambda: edits.mark_case(self.session.project, case, not case.interviewer, self.session.stamp())
            ),
            NAME: lambda: self._rename(case),
            KNOWN: lambda: self._write_down(case),
        }
        title = label if label == case.name else f"{label or document.title}: {case.name}"

        def picked(chosen: str | None) -> None:
            if chosen:
                acts[chosen]()

        self.app.push_screen(Pick(title, lines), picked)

    def _name_voice(self, document: Document, label: str) -> None:
        self._ask(
            FindCase(f"Who is {label or 'speaking'} in {document.title}?", self.project.cases.values()),
            lambda name: edits.set_speaker(self.session.project, document, label, name, self.session.stamp()),
        )

    def _rename(self, case: Case) -> None:
        self._ask(
            Ask(f"Another name for {case.name}", case.name),
            lambda name: edits.rename_case(self.session.project, case, name, self.session.stamp()),
        )

    def _write_down(self, case: Case) -> None:
        names = dict.fromkeys(name for other in self.project.participants for name, _ in other.attributes)

        def told(attributes: Attributes | None) -> None:
            if attributes:
                self.do(lambda: edits.set_attributes(self.session.project, [case], attributes, self.session.stamp()))

        self.app.push_screen(Known(case, () if case.interviewer else names), told)

    def _ask(self, question: Ask | FindCase, make: Callable[[str], Step]) -> None:
        """Asks, and makes a step of the answer."""

        def answered(words: str | None) -> None:
            if words:
                self.do(lambda: make(words))

        self.app.push_screen(question, answered)
