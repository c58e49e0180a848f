"""What a table is asked of: the study as its coder may see it, and the codings that a query found."""

from collections.abc import Collection

from workbench.analysis.tables.matrix import Asked
from workbench.session import Session


def asked(session: Session, *, interviewers: bool = False, among: Collection[str] | None = None) -> Asked:
    """What tables of this study are made of; `among` are the ids of the codings to be counted, None for all."""
    project = session.seen
    only = None if among is None else frozenset(among)
    return Asked(project, session.hearing.of(project), session.transcripts, interviewers, only)
