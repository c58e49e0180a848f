"""Tables as files: charts drawn of them, and the tables themselves in every format that reports have."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import __version__
from workbench.analysis.tables.matrix import Asked, Matrix, as_table
from workbench.core.errors import Refused
from workbench.core.project import counted
from workbench.session import Session
from workbench.tasks.outgoing import Written, may_write, write_file
from workbench.tasks.tables import asked

if TYPE_CHECKING:
    from workbench.analysis.report import Table
SEVERAL_MEASURES = ("frequencies", "speech", "ledger")  # tables whose columns count different things


def is_chart(path: Path) -> bool:
    """True if a file with this name is drawn, not written."""
    from workbench.formats.chart import SUFFIXES

    return path.suffix.lower() in SUFFIXES


def write_chart(
    session: Session,
    kind: str,
    path: Path,
    *,
    interviewers: bool = False,
    among: Collection[str] | None = None,
    force: bool = False,
    **chosen: Any,
) -> Written:
    """Draws a table (a name of `tables.kinds`) to an .svg or .png; `chosen` is what its maker takes."""
    may_write(path, force)
    data = chart(asked(session, interviewers=interviewers, among=among), kind, path.suffix, **chosen)
    write_file(path, data, force)
    return Written(path, "Drawn: new codes per interview" if kind == "saturation" else f"Drawn: {kind}")


def chart(of: Asked, kind: str, suffix: str, **chosen: Any) -> bytes:
    """A table as the bytes of an .svg or .png: saturation as a curve, every other one as a heat map."""
    from workbench.analysis.tables.kinds import table_named
    from workbench.analysis.tables.saturation import RULE, measured, title
    from workbench.formats.chart import draw_saturation

    if kind == "saturation":
        by = chosen.pop("by", "")
        wish = chosen.pop("wish", RULE)
        found = measured(of, wish._replace(by=by or wish.by))
        return draw_saturation(found, title(found), suffix)
    return _heat(table_named(of.project, kind).make(of, **chosen), suffix)


def _heat(matrix: Matrix, suffix: str) -> bytes:
    """A table as a heat map; refused for one that counts different things in its columns, or holds words."""
    from workbench.formats.chart import draw_heat

    if matrix.name == "saturation":
        raise Refused("The curve of new codes is drawn by another command.", "Say: workbench saturation --to FILE.svg")
    words = any(isinstance(value, str) and value for value in matrix.values.values())
    if words or matrix.name in SEVERAL_MEASURES:
        raise Refused("This table can’t be drawn, since its columns don’t count the same.", "Choose .csv or .docx.")
    return draw_heat(matrix, suffix)


def write_table(
    session: Session, matrix: Matrix, path: Path, *, force: bool = False, table: "Table | None" = None
) -> Written:
    """Writes a table, its rule below it, in the format of the path's ending, or draws it; `table` is how it is printed."""
    from workbench.analysis.report import Facts, Report, Table
    from workbench.formats import register
    from workbench.formats.chart import SUFFIXES

    if not is_chart(path) and path.suffix.lower() not in register.report_suffixes():
        known = ", ".join((*register.report_suffixes(), *SUFFIXES))
        raise Refused(f"A table can’t be written as “{path.suffix or path.name}”.", f"These can: {known}.")
    may_write(path, force)
    if is_chart(path):
        write_file(path, _heat(matrix, path.suffix), force)
        return Written(path, f"Drawn: {matrix.title}")
    printed = table or as_table(matrix)
    flat = Table("", (), ()) if path.suffix.lower() == ".xlsx" else printed
    facts = Facts(register.spelled(session.name), session.last_changed()[:10], __version__)
    report = Report(matrix.title, (printed,), facts, flat)
    write_file(path, register.write_report(report, path.suffix), force)
    return Written(path, counted(len(printed.rows), "row"))
