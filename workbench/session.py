"""The session: a study's store and its project now, and the only thing in the program that changes.

Every change goes through `do`: the disk accepts the step first, then the project moves on. A lock makes steps queue.
"""

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from workbench.analysis.hearing import Hearing
from workbench.analysis.search import Forms, Hit, Query, parse
from workbench.config import FOLDERS, Settings
from workbench.core.blind import Blindfold
from workbench.core.edits import keep_rules
from workbench.core.errors import Conflict, Missing, Refused
from workbench.core.history import Line, Trail, as_it_stood, taken_back, way_back
from workbench.core.model import Coder, Document, Transcript, Turns
from workbench.core.moments import date_words
from workbench.core.project import Project, tidied
from workbench.core.steps import Stamp, Step, joined, turned_back
from workbench.store.store import Store

FEW_IDS = 20
TRIES = 20  # to make a step while others make theirs


class Glance(NamedTuple):
    """The study as it stood after step `number`, made at `at` (ISO 8601, UTC)."""

    number: int
    at: str
    project: Project


class Session(AbstractContextManager["Session"]):
    """A study opened by one coder. `project` is the study as it stands; nothing else here is to be changed from outside."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.project = store.load()
        self._store = store
        self._lock = threading.RLock()
        self._trail: Trail | None = None
        self.glance: Glance | None = None
        self._blindfold: Blindfold | None = None
        self.hearing = Hearing(self.turns)
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

    def become(self, name: str) -> None:
        """Lets somebody else code from now on; undo then turns that coder's own steps."""
        with self._lock:
            name = tidied(name) or self.coder.name
            self.settings = self.settings._replace(coder=name, guessed=False)
            self.coder = self.project.coder_named(name) or Coder(_new_id(), name)
            self._trail = None

    def code_blind(self, blind: bool) -> None:
        """Hides what other coders did, or shows it again."""
        self.settings = self.settings._replace(blind=blind)

    @property
    def seen(self) -> Project:
        """The study as this coder is to see it: whole, or without what others did where the coder codes blind."""
        whole = self.glance.project if self.glance else self.project
        if not self.settings.blind:
            return whole
        worn = self._blindfold
        if worn is None or worn.coder != self.coder.id:
            worn = Blindfold.of(whole, self.coder.id)
        elif worn.whole is not whole:
            worn = worn.over(whole)
        self._blindfold = worn
        return worn.seen

    def stamp(self) -> Stamp:
        """This coder, now; Refused while the past is looked at, where nobody acts."""
        self._must_be_today()
        return Stamp(self.coder, _now(), _new_id)

    def do(self, step: Step, transcripts: Iterable[Transcript] = ()) -> Project:
        """Makes a step happen: on the disk, then here. Raises Conflict and changes nothing if it no longer fits."""
        with self._lock:
            self._must_be_today()
            texts = list(transcripts)
            self.catch_up()
            for _ in range(TRIES):
                try:
                    return self._do(step, texts)
                except Conflict:
                    if not self.catch_up():
                        raise  # else somebody was quicker; perhaps it still fits
            return self._do(step, texts)

    def _do(self, step: Step, transcripts: Sequence[Transcript]) -> Project:
        step = joined(step, self.project.coders.values())
        after = self.project.after(step, self.project.number + 1)
        keep_rules(after, step)
        number, written = self._store.commit(step, transcripts, behind=self.project.number)
        self.project = after if written is step else self.project.after(written, number)
        self._note(number, step)
        self._know_the_coder()
        return self.project

    def _know_the_coder(self) -> None:
        self.coder = self.project.coder_named(self.coder.name) or self.coder

    def undo(self) -> Step:
        """Takes this coder's last step back; gives it, or raises Refused if there is none, or if it can't be."""
        return self._turn(lambda trail: trail.to_undo, "There is nothing of yours to undo.")

    def redo(self) -> Step:
        """Does again what was undone last; gives the step, or raises Refused."""
        return self._turn(lambda trail: trail.to_redo, "There is nothing to do again.")

    def _turn(self, which: Callable[[Trail], int | None], otherwise: str) -> Step:
        with self._lock:
            self._must_be_today()
            self.catch_up()
            number = which(self._known_trail())
            if number is None:
                raise Refused(otherwise)
            step = turned_back(self._store.step(number), number, self.coder.name, _now())
            try:
                self.do(step)
            except Conflict as error:
                self._known_trail().pass_over(number)
                raise Refused(
                    f"“{step.label}” can't be taken back or done again: {error.message}",
                    "It is passed over; press again for the step before it.",
                ) from error
            return step

    def effects(self, step: Step, before: Project | None = None) -> tuple[str, ...]:
        """What a step does to the study, now or as it was `before`, in sentences that this coder may see."""
        from workbench.core.effects import effects

        return effects(before or self.project, step, self.coder.id if self.settings.blind else "")

    # -- the history ------------------------------------------------------------------------------------------------

    def reverse(self, number: int, *, others: bool = False) -> Step:
        """Takes back one step of the history, another coder's only if `others` is said; gives the step that did it.

        Refused if it was taken back already, or if later steps stand on it.
        """
        with self._lock:
            self._must_be_today()
            self.catch_up()
            step = self._store.step(number)
            if self.settings.blind and step.by != self.coder.name:
                raise Refused(f"Step {number} was made by another coder; while you code blind it stays hidden.")
            what = f"Step {number}, “{step.label}”,"
            if not others and step.by != self.coder.name:
                raise Refused(f"{what} was made by {step.by}.", "Say that you mean another coder's step.")
            if not self._known_trail().chains.stands(number):
                raise Refused(f"{what} is taken back already.")
            try:
                turned = taken_back(self.project, step, number, self.coder.name, _now())
                self.do(turned)
            except Conflict as error:
                raise Refused(f"{what} can't be taken back: {self._why_not(number, step, error)}") from error
            return turned

    def _why_not(self, number: int, step: Step, error: Conflict) -> str:
        """The later step that stands on a step, in a sentence; or what the conflict says."""
        ids = [record.id for before, after in step.changes if (record := after or before)][:FEW_IDS]
        stands = self._known_trail().chains.stands
        later = [found for found in self._store.mentioning(number, ids) if stands(found[0])]
        if not later:
            return str(error)
        last, label = later[-1]
        if self.settings.blind and self._store.step(last).by != self.coder.name:
            return "a step of another coder stands on it."
        return f"step {last}, “{label}”, stands on it. Take that back first."

    def way_back(self, number: int) -> tuple[int, ...]:
        """The steps that `back_to` would take back, the newest first."""
        lines = map(Line._make, self._store.history())
        return way_back(lines, number, self.coder.name)

    def back_to(self, number: int, goes_on: Callable[[int], bool] = lambda _: True) -> tuple[int, str]:
        """Takes back what this coder did after step `number`, the newest first; gives how many steps that were.

        It stops at the first that can't be taken back, and says why; the sentence is empty if all went well.
        `goes_on` is told how many were taken back so far, and stops it by saying False.
        """
        taken = 0
        for later in self.way_back(number):
            if not goes_on(taken):
                return taken, "You stopped it."
            try:
                self.reverse(later)
            except Refused as error:
                return taken, str(error)
            taken += 1
        return taken, ""

    def past(self, number: int) -> Project:
        """The study as it stood after step `number` of its history; after 0, before anything was done."""
        with self._lock:
            self.catch_up()
            if not 0 <= number <= self.project.number:
                raise Missing(f"The history has no step {number}.")
            return as_it_stood(self.project, number, self._store.changes_since(number))

    def look_back(self, number: int | None) -> None:
        """Shows the study as it stood after step `number`, and nothing can be changed; None is today again."""
        self.glance = None if number is None else self.glance_at(number)

    def glance_at(self, number: int) -> Glance:
        """The study as it stood after step `number`."""
        return Glance(number, self._made_at(number), self.past(number))

    def step(self, number: int) -> Step:
        """A step of the history with its changes."""
        return self._store.step(number)

    def codebook_file(self) -> tuple[Path, str] | None:
        """Path and text of the codebook file that the study was last in step with; None if there is none.

        One that came in with a step that is taken back by now doesn't count.
        """
        return next(((self.settings.folder / path, text) for _, _, path, text in self._codebook_files()), None)

    def codebook_texts(self) -> list[str]:
        """The texts of codebook files that the study was in step with, the newest first."""
        return [text for *_, text in self._codebook_files()]

    def own_codebook_files(self) -> list[Path]:
        """The files that are the study's own: written by it or within its folder, the newest first; then the oldest others."""
        kept = self._store.codebook_files()
        own = [path for _, came, path, _ in kept if not came or not Path(path).is_absolute()]
        return [self.settings.folder / path for path in dict.fromkeys((*own, *(path for *_, path, _ in kept[::-1])))]

    def _codebook_files(self) -> Iterator[tuple[int, bool, str, str]]:
        stands = self._known_trail().chains.stands
        return (found for found in self._store.codebook_files() if not found[1] or stands(found[0]))

    def keep_codebook_file(self, path: Path, text: str, *, came: bool = False, anew: bool = False) -> None:
        """Notes that the study is in step with a codebook file: it `came` in with the last step, or was written.

        `anew`: it brings nothing that the one before didn't, and counts as long as that one does.
        """
        last = next(self._codebook_files(), None) if anew else None
        step, came = last[:2] if last else (self.project.number, came)
        there, home = path.resolve(), self.settings.folder.resolve()
        inside = there.relative_to(home) if there.is_relative_to(home) else there
        self._store.keep_codebook_file(step, inside.as_posix(), text, came=came)

    def codebook_steps(self, *, undone: bool = False) -> list[tuple[int, Step]]:
        """The steps that changed the codebook and stand, with their numbers; those taken back too where `undone` is said."""
        with self._lock:
            self.catch_up()
            stands = self._known_trail().chains.stands
            return [found for found in self._store.codebook_steps() if undone or stands(found[0])]

    def number_at(self, at: str) -> int:
        """The number of the last step that was made at a moment (ISO 8601, UTC) or before it; 0 if there is none."""
        return self._store.number_at(at)

    def _made_at(self, number: int) -> str:
        return self._store.step(number).at if number else self.history_begins()

    def history_begins(self) -> str:
        """When the first step was made (ISO 8601, UTC); in a new study, now."""
        return self._store.step(1).at if self.project.number else _now()

    def _must_be_today(self) -> None:
        if self.glance:
            raise Refused(
                f"You are looking at the study as it was on {date_words(self.glance.at)}; nothing can be changed there.",
                "Go back to today with t in the history (F9).",
            )

    def catch_up(self) -> bool:
        """Takes in what others have done to this study since the last look; True if there was something."""
        with self._lock:
            if self._store.last_number() == self.project.number:
                return False
            for number, step in self._store.since(self.project.number):
                self.project = self.project.after(step, number)
                self._note(number, step)
            self._know_the_coder()
            return True

    def transcript(self, document: str) -> Transcript:
        """The text and turns of a document."""
        digest = self._document(document).digest
        return self._store.transcripts([digest])[digest]

    def transcripts(self, documents: Iterable[str]) -> Mapping[str, Transcript]:
        """The texts and turns of documents, by document."""
        wanted = {document: self._document(document).digest for document in documents}
        found = self._store.transcripts(wanted.values())
        return {document: found[digest] for document, digest in wanted.items()}

    def turns(self, documents: Iterable[str]) -> Mapping[str, Turns]:
        """The turns of documents, by document, without their texts."""
        wanted = {document: self._document(document).digest for document in documents}
        found = self._store.turns(wanted.values())
        return {document: found[digest] for document, digest in wanted.items()}

    def _document(self, document: str) -> Document:
        """The document as it is in the study that is looked at, which may be of an earlier day."""
        then = self.glance.project.documents.get(document) if self.glance else None
        return then or self.project.documents[document]

    def find(
        self, words: str | Query, mode: str = "plain", limit: int | None = 50, documents: Iterable[str] | None = None
    ) -> list[Hit]:
        """The first hits in the speech of these documents (ids), or of all, in the library's order."""
        return list(islice(self.finding(words, mode, documents), limit))

    def finding(self, words: str | Query, mode: str = "plain", documents: Iterable[str] | None = None) -> Iterator[Hit]:
        """The hits one by one, each document read when it is reached, for a worker that may be stopped between them."""
        query = parse(words, mode) if isinstance(words, str) else words
        chosen = None if documents is None else set(documents)
        among = [document for document in self.seen.library if chosen is None or document.id in chosen]
        return self._store.find(query, self._forms(query, among), among)

    def _forms(self, query: Query, among: Iterable[Document]) -> dict[str, Forms]:
        """The further forms of a query's words by the languages of documents."""
        digests: dict[str, list[str]] = {}
        for document in among:
            digests.setdefault(document.language, []).append(document.digest)
        if query.mode in {"plain", "exact"}:
            return {language: {} for language in digests}
        from workbench.assist.words import forms

        vocabulary = self._store.vocabulary(digest for those in digests.values() for digest in those)
        return {language: forms(query, vocabulary, language) for language in digests}

    def history(self, after: int = 0) -> list[Line]:
        """The history after step `after`, the oldest step first; who codes blind sees no steps of others."""
        lines = map(Line._make, self._store.history(after))
        return [line for line in lines if not self.settings.blind or line.by == self.coder.name]

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
                trail = Trail(self.coder.name)
                for number, by, reverses, reason in self._store.trail():
                    if number <= self.project.number:
                        trail.note(number, by, reverses, reason)
                self._trail = trail
            return self._trail

    def _note(self, number: int, step: Step) -> None:
        if self._trail is not None:
            self._trail.note(number, step.by, step.reverses, step.reason)


def _new_id() -> str:
    return uuid.uuid4().hex


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
