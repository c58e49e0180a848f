"""Making what is taken out of a study: the bytes of each kind of file, from the same study always the same.

Transcripts are read once, and each report is made once, however many files of it are written.
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from workbench import __version__
from workbench.core.errors import Missing, Refused
from workbench.core.model import Coding, Transcript
from workbench.core.project import counted
from workbench.session import Session
from workbench.tasks.queries import ask

if TYPE_CHECKING:
    from workbench.analysis.methods import Known
    from workbench.analysis.report import Facts, Report
    from workbench.analysis.tables.matrix import Asked

KINDS: Mapping[str, str] = {
    "findings": "the findings: methods, sample, themes with their quotes, tables, codebook",
    "themes": "the themes with their quotes",
    "codes": "the codes with their quotes",
    "codebook": "the codebook with its counts",
    "memos": "the memos",
    "coded": "a transcript with its codes",
    "tables": "all tables",
}
"""What can be written as a report, and what it is."""

ROWS_ALONE = {("findings", ".csv"), ("themes", ".csv"), ("codes", ".csv")}  # whose blocks needn't be made
WHERE = ("findings", "codes", "tables")


class Options(NamedTuple):
    """What was said of a file beside its kind.

    `document` and `by` (a coder) are names; `where` is a query; `table` is one of the tables. `coder` is whose work alone
    it holds, or whose private memos, and empty where all who see the whole study make the same file. `as_said` adds what
    print hides of quotes.
    """

    document: str = ""
    by: str = ""
    where: str = ""
    table: str = ""
    interviewers: bool = False
    private: bool = False
    ids: bool = False
    as_said: bool = False
    coder: str = ""


PLAIN = Options()


class Maker:
    """Makes the reports of a study as it is seen now."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.project = session.seen
        self._reports: dict[tuple[str, Options], Report] = {}
        self._answers: dict[str, tuple[Coding, ...]] = {}

    def file(self, kind: str, suffix: str, options: Options = PLAIN) -> tuple[bytes, str]:
        """The bytes of a file with this ending, and what is in it, in words."""
        from workbench.formats import register

        if suffix.lower() not in register.report_suffixes():
            known = ", ".join(register.report_suffixes())
            raise Refused(f"This can't be written as “{suffix}”.", f"These can: {known}.")
        report = self.table(options) if options.table else self.report(kind, options)
        told = (
            counted(len(report.rows.rows), "coding")
            if (kind, suffix.lower()) in ROWS_ALONE
            else self.said(kind, report)
        )
        return register.write_report(report, suffix), told

    def report(self, kind: str, options: Options = PLAIN) -> "Report":
        """The report of a kind."""
        _sensible(kind, options)
        wanted = kind, options._replace(table="")
        if wanted not in self._reports:
            self._reports[wanted] = _only(self._made(kind, options), options)
        return self._reports[wanted]

    def table(self, options: Options) -> "Report":
        """One of the tables as a report of its own."""
        from workbench.analysis.report import Report, Table

        report = self.report("tables", options)
        table = next(
            (block for block in report.blocks if isinstance(block, Table) and block.name == options.table), None
        )
        if table is None:
            raise Missing(f"The study has no table “{options.table}” now.")
        return Report(table.caption, (table,), report.facts, table)

    def table_names(self, options: Options) -> tuple[str, ...]:
        """The names of the tables that the study has something for."""
        from workbench.analysis.report import Table

        return tuple(block.name for block in self.report("tables", options).blocks if isinstance(block, Table))

    def _made(self, kind: str, options: Options) -> "Report":
        from workbench.analysis.summaries import KINDS as SUMMARIES
        from workbench.analysis.summaries import codes, themes

        project, texts, study = self.project, self.texts, self.facts
        if kind == "findings":
            from workbench.analysis.findings import findings

            return findings(self._asked(options), study, self._known, as_said=options.as_said)
        if kind == "tables":
            from workbench.analysis.tabled import tables

            return tables(self._asked(options), study)
        if kind == "coded":
            return self._coded(options)
        if kind == "memos" and options.private:
            from workbench.analysis.memos import memos

            return memos(project, texts, study, private_of=self.session.coder.id)
        if kind == "themes":
            return themes(project, texts, study, self._known.codebook)
        if kind == "codes":
            return codes(project, texts, study, lambda: self._known.codebook, self._among(options))
        return SUMMARIES[kind](project, texts, study)

    def _coded(self, options: Options) -> "Report":
        from workbench.analysis.coded import coded

        project = self.project
        document = project.document_named(options.document)
        coder = project.coder_named(options.by) if options.by else None
        if options.by and coder is None:
            raise Missing(f"There is no coder “{options.by}” in this study.")
        return coded(project, document, self.texts[document.id], self.facts, coder.id if coder else "")

    def _asked(self, options: Options) -> "Asked":
        from workbench.analysis.hearing import Hearing
        from workbench.analysis.tables.matrix import Asked

        texts = self.texts
        hearing = Hearing(lambda ids: {one: texts[one].turns for one in ids})
        among = self._among(options)
        only = None if among is None else frozenset(coding.id for coding in among)
        return Asked(self.project, hearing.of(self.project), lambda _: texts, options.interviewers, only)

    def _among(self, options: Options) -> Collection[Coding] | None:
        """The codings that a query finds; None without one."""
        if not options.where:
            return None
        if options.where not in self._answers:
            self._answers[options.where] = ask(self.session, options.where, interviewers=True).codings
        return self._answers[options.where]

    @cached_property
    def texts(self) -> Mapping[str, Transcript]:
        """All transcripts, by document."""
        return self.session.transcripts(self.project.documents)

    @cached_property
    def facts(self) -> "Facts":
        """The study's name, the day of its last change, and the version of the program: no clock is asked."""
        from workbench.analysis.report import Facts
        from workbench.formats import register

        return Facts(register.spelled(self.session.name), self.session.last_changed()[:10], __version__)

    @cached_property
    def _known(self) -> "Known":
        from workbench.analysis.methods import Known

        session = self.session
        steps = session.codebook_steps()
        number, changed = (steps[-1][0], steps[-1][1].at) if steps else (0, "")
        blind = session.coder.name if session.settings.blind else ""
        return Known(self.facts.name, __version__, number, changed, blind)

    def said(self, kind: str, report: "Report") -> str:
        """What is in a report, in words."""
        from workbench.analysis.report import Coded, Quote, Table

        if kind == "codebook":
            return counted(len(self.project.codes), "code")
        if kind == "memos":
            return counted(len(report.rows.rows), "memo")
        if kind == "tables":
            return counted(sum(isinstance(block, Table) for block in report.blocks), "table")
        if kind == "coded":
            marks = sum(len(block.marks) for block in report.blocks if isinstance(block, Coded))
            return f"{report.title}, {counted(marks, 'coding')}"
        quotes = counted(sum(isinstance(block, Quote) for block in report.blocks), "quote")
        return quotes if kind == "codes" else f"{counted(len(self.project.themes), 'theme')}, {quotes}"


def _only(report: "Report", options: Options) -> "Report":
    """The report, which says first if it holds only what a query finds."""
    from workbench.analysis.report import Later, Prose, plain

    if not options.where:
        return report
    first = Prose(f"**Only codings that this query finds are counted and quoted:** {plain(options.where)}")
    return report._replace(blocks=Later(lambda: (first, *report.blocks)))


def _sensible(kind: str, options: Options) -> None:
    """Refuses what can't be said of a kind."""
    if kind not in KINDS:
        raise Refused(f"There is nothing called “{kind}” to write.", f"There are: {', '.join(KINDS)}.")
    if options.private and kind != "memos":
        raise Refused("Only memos can be private.", "Leave out --private.")
    if kind == "coded" and not options.document:
        raise Refused("Say which transcript.", "For example: workbench export coded P01 --to exports/P01.docx")
    if kind != "coded" and (options.document or options.by):
        raise Refused("Only a coded transcript is one document's, or one coder's.", "For example: export coded P01")
    if options.where and kind not in WHERE:
        raise Refused("A query can be said for findings, codes and tables only.", "Leave out --where.")
    if options.as_said and kind != "findings":
        raise Refused("Only findings can hold quotes as said beside them as printed.", "Leave out --as-said.")
    if options.interviewers and kind != "tables":
        raise Refused("Only tables can count interviewers’ speech.", "Leave out --interviewers.")


def whose(session: Session, options: Options) -> Options:
    """The options with the coder whose file it is, where somebody else would make another one."""
    own = session.settings.blind or options.private
    return options._replace(coder=session.coder.name if own else "")
