"""Taking out from the desk: what to write, to which file, and everything again; the work itself goes on in a worker."""

from pathlib import Path

from rich.text import Text
from textual.worker import get_current_worker

from workbench import tasks
from workbench.tui.dialogs import Choice, Confirm, Pick
from workbench.tui.paths import PathLine
from workbench.tui.room import Room
from workbench.tui.widgets.cells import drawn

NOT_THEN = "You are looking at the past; files are written of today. Go back to it with t in the history (F9)."
AGAIN, CODED, AS_SAID = "again", "coded", "as-said"
WHAT = {
    "findings": ("Findings", "methods, themes, tables, codebook"),
    "themes": ("Themes", "with all their quotes"),
    "codes": ("Codes", "with all their quotes"),
    "codebook": ("Codebook", "with counts"),
    "memos": ("Memos", "without private ones"),
    CODED: ("This transcript", "with its codes"),
    "tables": ("Tables", "all of them"),
    AS_SAID: ("Findings as said", "for the team alone: with the words that print hides"),
    AGAIN: ("Everything again", "all files in exports/ that were made here"),
}
WIDTH = 18


def ask_export(room: Room, document: str = "") -> None:
    """Asks what to write and where, and writes it; `document` is the id of the transcript that is open, if one is."""
    if room.session.glance:
        room.tell(NOT_THEN, warning=True)
        return
    offered = [
        Choice(kind, Text.assemble((f"{name:<{WIDTH}}", "bold"), (about, "dim")))
        for kind, (name, about) in WHAT.items()
        if kind != CODED or document
    ]

    def picked(kind: str | None) -> None:
        if kind == AGAIN:
            _all_again(room)
        elif kind:
            _ask_file(room, kind, document if kind == CODED else "")

    room.app.push_screen(Pick("Write to a file", offered), picked)


def _ask_file(room: Room, kind: str, document: str) -> None:
    """Asks for the file's name, with one that is free proposed."""
    named = room.project.documents[document].name if document else ""
    suffix = ".xlsx" if kind == "tables" else ".docx"
    stem = Path(named).stem if named else "findings-as-said" if kind == AS_SAID else kind
    free = tasks.fresh(room.session, f"{stem.replace('/', '-') or kind}{suffix}")
    line = PathLine(
        f"{WHAT[kind][0]}: write to a file",
        free.parent,
        "write to this file",
        endings=tasks.report_endings(),
        name=free.name,
    )

    def chosen(path: Path | None) -> None:
        if path and path.exists():
            question = Confirm(f"{path.name} is there already. Write over it?", (), "Write over it")
            room.app.push_screen(question, lambda sure: _write(room, kind, path, named, over=True) if sure else None)
        elif path:
            _write(room, kind, path, named)

    free.parent.mkdir(exist_ok=True)
    room.app.push_screen(line, chosen)


def _write(room: Room, kind: str, path: Path, document: str, *, over: bool = False) -> None:
    def work() -> None:
        wanted = "findings" if kind == AS_SAID else kind
        written = tasks.export(room.session, wanted, path, force=over, document=document, as_said=kind == AS_SAID)
        room.app.call_from_thread(room.tell, f"{_short(room, written.path)}: {written.said}")

    room.tell("Writing …")
    room.run_worker(work, description="export", thread=True, exclusive=True, group="export", exit_on_error=False)


def _short(room: Room, path: Path) -> str:
    """A path as the study sees it, if it is within."""
    home = room.session.settings.folder
    return drawn(f"{path.relative_to(home) if path.is_relative_to(home) else path}")


def _all_again(room: Room, *, force: bool = False) -> None:
    """Makes all files of the manifest again; asks before those are written over that somebody changed by hand."""

    def work() -> None:
        worker = get_current_worker()

        def goes_on(name: str) -> bool:
            room.app.call_from_thread(room.tell, f"Writing exports/{drawn(name)} …")
            return not worker.is_cancelled

        done = tasks.export_all(room.session, force=force, goes_on=goes_on)
        room.app.call_from_thread(_told, room, done)

    room.tell("Writing …")
    room.run_worker(work, description="export", thread=True, exclusive=True, group="export", exit_on_error=False)


def _told(room: Room, done: tuple[tasks.Remade, ...]) -> None:
    """What became of the files: how many are the same, changed and new, and what stood in the way."""
    counts = {"unchanged": "same", "changed": "changed", "new": "made", "failed": "failed"}
    numbers = {said: sum(one.state == state for one in done) for said, state in counts.items()}
    edited = [one.file for one in done if one.state == tasks.EDITED]
    parts = [f"{number} {said}" for said, number in numbers.items() if number]
    if edited:
        parts.append(f"{len(edited)} left as somebody changed them")
    failed = next((f" {drawn(one.file)}: {one.said}" for one in done if one.state == "failed"), "")
    room.tell(f"exports/: {', '.join(parts) or 'nothing to write'}.{failed}", warning=bool(edited or failed))
    if edited:
        question = Confirm("These files were changed by hand. Write over them?", edited, "Write over them")
        room.app.push_screen(question, lambda sure: _all_again(room, force=True) if sure else None)
