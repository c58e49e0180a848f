"""The exports as a whole: making all files again that the manifest names, or saying which are out of date.

A file that somebody changed by hand, such as one with a co-author's comments, is never written over unasked.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from workbench.core.errors import Missing, Refused, WorkbenchError
from workbench.session import Session
from workbench.tasks import manifest
from workbench.tasks.making import KINDS, Maker, Options, whose
from workbench.tasks.manifest import Noted
from workbench.tasks.outgoing import codebook_bytes, codings_table, note_codebook_file, write_file
from workbench.tasks.themes import themes_list

FIRST = {"findings.docx": "findings", "findings.md": "findings", "findings.html": "findings", "tables.xlsx": "tables"}
"""What is made where nothing was made yet: names of files, and their kinds."""

SAME, CHANGED, MADE, EDITED, FAILED = "same", "changed", "made", "edited", "failed"


class Remade(NamedTuple):
    """What became of a file of the exports: one of the words above, and a sentence on it."""

    file: str
    state: str
    said: str

    @property
    def is_left(self) -> bool:
        """True if the file was to be made and was not."""
        return self.state in {EDITED, FAILED}


def export_all(
    session: Session, *, force: bool = False, write: bool = True, goes_on: Callable[[str], bool] = lambda _: True
) -> tuple[Remade, ...]:
    """Makes all files of the manifest again, or without one the first pack; `write` = False only says what would be.

    With `force`, files that were changed by hand are written over. `goes_on` is told each file before it is made, and
    stops the rest by saying False.
    """
    known = manifest.read(session)
    wanted = known or dict(_first(session))
    maker = Maker(session)
    done: list[Remade] = []
    fresh: dict[str, Noted] = {}
    try:
        for name, entry in sorted(wanted.items()):
            if not goes_on(name):
                break
            outcome, now = _again(maker, name, entry, force=force, write=write, is_known=name in known)
            done.append(outcome)
            if now:
                fresh[name] = now
    finally:
        if write:
            manifest.note(session, fresh)
    return tuple(done)


def _first(session: Session) -> Iterator[tuple[str, Noted]]:
    """The first pack, as far as its formats can be written."""
    from workbench.formats import register

    for name, kind in FIRST.items():
        if Path(name).suffix in register.report_suffixes():
            yield name, Noted(kind, whose(session, Options()), "", 0, 0, "", "")


def _again(
    maker: Maker, name: str, entry: Noted, *, force: bool, write: bool, is_known: bool
) -> tuple[Remade, Noted | None]:
    """A file once more, and what the manifest says of it from now on; None if that doesn't change."""
    session = maker.session
    path = manifest.folder_of(session) / name
    if manifest.name_in(session, path) != name:
        return Remade(name, FAILED, "It leads out of exports/."), None
    try:
        data = _bytes(maker, path, entry)
        there = manifest.digest_of(path)
        now = manifest.noted(session, entry.kind, entry.options, data)
        if there == now.sha256:
            return Remade(name, SAME, "unchanged"), now
        if there and there != entry.sha256 and not force:
            return Remade(name, EDITED, _edited(is_known, write)), None
        if write:
            write_file(path, data, force=True)
            if entry.kind == "codebook file":
                note_codebook_file(session, path, data)
    except WorkbenchError as error:
        return Remade(name, FAILED, str(error)), None
    except OSError as error:
        return Remade(name, FAILED, f"It can't be read: {error.strerror}."), None
    if not there:
        return Remade(name, MADE, "made" if write else "not there"), now
    return Remade(name, CHANGED, "made again, changed" if write else "out of date"), now


def _edited(is_known: bool, write: bool) -> str:
    what = "was changed since workbench wrote it" if is_known else "is there already, and workbench doesn’t know it"
    return f"{what}{'; left as it is' if write else ''}"


def _bytes(maker: Maker, path: Path, entry: Noted) -> bytes:
    """What the file would hold now. Refused if it is another coder's, or would lose what others did."""
    session, options = maker.session, entry.options
    if options.coder and options.coder != session.coder.name:
        raise Refused(f"It holds the work of {options.coder} alone, who must make it again.")
    if session.settings.blind and not options.coder and entry.kind != "codebook file":
        raise Refused("It holds the work of all coders, and you code blind.")
    match entry.kind:
        case "codings":
            return codings_table(session)[0]
        case "themes list":
            return themes_list(session)[0]
        case "codebook file":
            return codebook_bytes(session, path, ids=options.ids)
        case kind if kind in KINDS:
            return maker.file(kind, path.suffix, options)[0]
    raise Missing(f"This version of workbench can’t make “{entry.kind}”.")
