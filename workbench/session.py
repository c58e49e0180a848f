"""The session: a study's store and its project now, and the only thing in the program that changes.

Every change goes through `do`: the disk accepts the step first, then the project moves on. A lock makes steps queue.
"""

import threading
import uuid
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime

from workbench.config import FOLDERS, Settings
from workbench.core.blind import Blindfold
from workbench.core.edits import keep_chosen_quotes
from workbench.core.errors import Conflict, Refused, Unreadable
from workbench.core.model import Coder, Transcript
from workbench.core.project import Project
from workbench.core.steps import Stamp, Step, turned_back
from workbench.store.search import Hit
from workbench.store.store import Store


class Session(AbstractContextManager["Session"]):
    """A study opened by one coder. `project` is the study as it stands; nothing else here is to be changed from outside."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.project = store.load()
        self._store = store
        self._lock = threading.RLock()
        self._trail: Trail | None = None
        self._blindfold: Blindfold | None = None
        self.coder = self.project.coder_named(settings.coder) or Coder(_new_id(), settings.coder)

    @classmethod
    def open(cls, settings: Settings) -> "Session":
        """Opens the study; raises Missing, or Unreadable with the reason."""
        return cls(settings, Store.open(settings.database))

    @classmethod
    def create(cls, settings: Settings) -> "Session":
        """Makes a new study: the database and its three folders."""
        for name in FOLDERS:
            (settings.folder / name).mkdir(parents=True, exist_ok=True)
        return cls(settings, Store.create(settings.database))

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the study; all that was done is on the disk already."""
        with self._lock:
            self._store.close()

    @property
    def name(self) -> str:
        """The study's name: that of its folder."""
        return self.settings.folder.name

    @property
    def seen(self) -> Project:
        """The study as this coder is to see it: whole, or without what others did where the coder codes blind."""
        if not self.settings.blind:
            return self.project
        worn = self._blindfold
        if worn is None or worn.coder != self.coder.id:
            worn = Blindfold.of(self.project, self.coder.id)
        elif worn.whole is not self.project:
            worn = worn.over(self.project)
        self._blindfold = worn
        return worn.seen

    def stamp(self) -> Stamp:
        """This coder, now."""
        return Stamp(self.coder, _now(), _new_id)

    def do(self, step: Step, transcripts: Iterable[Transcript] = ()) -> Project:
        """Makes a step happen: on the disk, then here. Raises Conflict and changes nothing if it no longer fits."""
        with self._lock:
            expected = self.project.number + 1
            after = self.project.after(step, expected)
            keep_chosen_quotes(after, step)
            number, written = self._store.commit(step, transcripts)
            if number == expected:
                self.project = after if written is step else self.project.after(written, number)
                self._note(number, step.by, step.reverses)
            else:
                with suppress(Unreadable):  # the step is on the disk; the next look sees it
                    self.catch_up()
            return self.project

    def undo(self) -> Step:
        """Takes this coder's last step back; gives it, or raises Refused if there is none, or if it can't be."""
        return self._reverse(self._known_trail().done, "There is nothing of yours to undo.")

    def redo(self) -> Step:
        """Does again what was undone last; gives the step, or raises Refused."""
        return self._reverse(self._known_trail().undone, "There is nothing to do again.")

    def _reverse(self, stack: list[int], otherwise: str) -> Step:
        with self._lock:
            self.catch_up()
            if not stack:
                raise Refused(otherwise)
            step = turned_back(self._store.step(stack[-1]), stack[-1], self.coder.name, _now())
            try:
                self.do(step)
            except Conflict as error:
                stack.pop()
                raise Refused(
                    f"“{step.label}” can't be taken back or done again: {error.message}",
                    "It is passed over; press again for the step before it.",
                ) from error
            return step

    def catch_up(self) -> bool:
        """Takes in what others have done to this study since the last look; True if there was something."""
        with self._lock:
            if self._store.last_number() == self.project.number:
                return False
            for number, step in self._store.since(self.project.number):
                self.project = self.project.after(step, number)
                self._note(number, step.by, step.reverses)
            known = self.project.coder_named(self.coder.name)
            self.coder = known or self.coder
            return True

    def transcript(self, document: str) -> Transcript:
        """The text and turns of a document."""
        digest = self.project.documents[document].digest
        return self._store.transcripts([digest])[digest]

    def transcripts(self, documents: Iterable[str]) -> Mapping[str, Transcript]:
        """The texts and turns of documents, by document."""
        wanted = {document: self.project.documents[document].digest for document in documents}
        found = self._store.transcripts(wanted.values())
        return {document: found[digest] for document, digest in wanted.items()}

    def find(self, words: str, limit: int = 50) -> list[Hit]:
        """The first turns in which all the words stand."""
        return self._store.find(words, limit)

    def history(self) -> list[tuple[int, str, str, str, int | None]]:
        """The history: number, what was done, by whom, when, and the number of the step it takes back, if any."""
        return self._store.history()

    def last_changed(self) -> str:
        """When the newest step happened (ISO 8601, UTC); in a new study, now."""
        newest = self._store.history(self.project.number - 1)
        return newest[0][3] if newest else _now()

    def warm(self) -> None:
        """Prepares the first step and the first undo; called from a worker once the first screen stands."""
        self._store.warm()
        self._known_trail()

    def _known_trail(self) -> "Trail":
        with self._lock:
            if self._trail is None:
                trail = Trail()
                for number, _, by, _, reverses in self._store.history():
                    if by == self.coder.name and number <= self.project.number:
                        trail.note(number, reverses)
                self._trail = trail
            return self._trail

    def _note(self, number: int, by: str, reverses: int | None) -> None:
        if self._trail is not None and by == self.coder.name:
            self._trail.note(number, reverses)


class Trail:
    """One coder's steps that stand and those taken back, as numbers, the newest last: what undo and redo would turn."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.undone: list[int] = []

    def note(self, number: int, reverses: int | None) -> None:
        """Takes in a step of the history: a new one, an undo of one in `done`, or a redo of one in `undone`."""
        if reverses in self.done:
            self.done.remove(reverses)
            self.undone.append(number)
        elif reverses in self.undone:
            self.undone.remove(reverses)
            self.done.append(number)
        else:
            self.done.append(number)
            self.undone.clear()


def _new_id() -> str:
    return uuid.uuid4().hex


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
