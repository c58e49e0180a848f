"""Studies of a synthetic corpus (docs/*.txt, codings.jsonl, codebook.json, manifest.json) for the benchmarks."""

import json
import uuid

from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.codebook import Codebook, Entry, adopt
from workbench.core.spans import Span
from workbench.session import Session

COUNTRIES = ("Ireland", "Ghana", "Chile", "Japan", "Norway")


def fresh(folder, corpus):
    """A study with the corpus's codebook."""
    session = Session.create(Settings(folder / uuid.uuid4().hex, "Ada"))
    listed = json.loads((corpus / "codebook.json").read_text(encoding="utf-8"))
    names = [code["name"] for code in listed]
    entries = tuple(
        Entry("", code["name"], names.index(code["parent"]) if code["parent"] else None, code["description"])
        for code in listed
    )
    session.do(adopt(session.project, Codebook("bench", "", entries), session.stamp()))
    return session


def placed_codings(session, corpus):
    """The corpus's codings in those of its documents that the study has."""
    documents = {document.title: document.id for document in session.project.library}
    codes = {code.name: code.id for code in session.project.codes.values()}
    with (corpus / "codings.jsonl").open(encoding="utf-8") as lines:
        return [
            edits.Placed(documents[c["doc"]], Span(c["start"], c["end"]), codes[c["code"]], c["coder"], "2026-01-01")
            for c in map(json.loads, lines)
            if c["doc"] in documents
        ]


def study(corpus, folder):
    """The whole corpus as a study in a folder, with a country for each participant; made once, then opened again."""
    settings = Settings(folder, "Ada")
    if settings.database.exists():
        return Session.open(settings)
    session = fresh(folder.parent, corpus)
    session.close()
    session.settings.folder.rename(folder)
    session = Session.open(settings)
    tasks.import_transcripts(session, [corpus / "docs"])
    people = session.project.participants
    rows = [(case.name, (("country", COUNTRIES[number % 5]),)) for number, case in enumerate(people)]
    session.do(edits.set_cases(session.project, rows, session.stamp(), "corpus"))
    placed = placed_codings(session, corpus)
    session.do(edits.add_codings(session.project, placed, session.stamp(), "corpus"))
    return session
