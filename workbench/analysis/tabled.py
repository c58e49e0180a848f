"""The tables of the package `tables` as reports print them: those of the findings, and all that a study has.

A table that a study has nothing for is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.analysis.balance import balance, told
from workbench.analysis.quotes import speaking
from workbench.analysis.report import Block, Bullets, Cell, Facts, Heading, Prose, Report, Table
from workbench.analysis.tables.kinds import tables_of
from workbench.analysis.tables.matrix import Asked, Head, Matrix, as_table
from workbench.analysis.view import Part, listed
from workbench.core.errors import Refused
from workbench.core.project import counted

FREE = "crosstab"  # any two dimensions: a question, not a table
MOST_DOCUMENTS = 24  # columns that a page holds
MOST_PAIRS = 30
MOST_PEOPLE = 14
PAGE = 110  # letters of a table's columns that an upright page holds
LETTERS, MOST_LETTERS, GAP = 4, 34, 3  # of a column: the fewest that it is made for, the most, and what parts it
BOLD = 1  # letter that a word of a header needs more, since it is bold
MOST_NAMES = 12
UNUSED = "Codes that are not applied are left out."
NO_TABLES = "This study has no tables yet: nothing is coded."


def tables(asked: Asked, study: Facts) -> Report:
    """All tables of a study, one after another; for machines, what tables there are."""
    found = list(every_table(asked))
    blocks: list[Block] = []
    for title, table in found:
        blocks += [Heading(title.replace("_", " ")), table]
    rows = tuple((table.name, title, len(table.rows)) for title, table in found)
    return Report(
        "Tables", tuple(blocks or [Prose(NO_TABLES)]), study, Table("", ("table", "title", "rows"), rows, name="tables")
    )


def every_table(asked: Asked) -> Iterator[tuple[str, Table]]:
    """The tables of a study that hold something, each with its title."""
    if not asked.project.codings:
        return
    for name, kind in tables_of(asked.project).items():
        matrix = _made(asked, name) if name != FREE else None
        if matrix and matrix.rows:
            yield kind.title, fitted(as_table(matrix))._replace(name=name)
    if any(theme.quotes for theme in asked.project.themes.values()):
        matrix = balance(asked)
        yield "Whom the quotes come from", fitted(as_table(matrix))


def findings_tables(asked: Asked, parts: Sequence[Part]) -> tuple[Table, ...]:
    """The tables of the findings, wide ones last, so that the others share pages."""
    if not asked.project.codings:
        return ()
    found = [_frequencies(asked), _ledger(asked), _overlaps(asked, parts), _by_document(asked), _grid(asked)]
    return tuple(sorted(filter(None, found), key=lambda table: table.wide))


def balanced(asked: Asked) -> Iterator[Block]:
    """What should be looked at in the choice of quotes, and how many each participant gives."""
    yield Bullets(told(asked))
    yield _balance(asked)


def _balance(asked: Asked) -> Table:
    """Themes by participants, whose short names make good columns; where they are many, participants by themes."""
    matrix = balance(asked)
    if len(matrix.rows) > MOST_PEOPLE:
        return fitted(as_table(matrix))
    turned = {(theme, case): count for (case, theme), count in matrix.values.items()}
    return fitted(as_table(matrix._replace(rows=matrix.columns, columns=matrix.rows, corner="Theme", values=turned)))


def fitted(table: Table, most: int = MOST_LETTERS) -> Table:
    """The table with columns as wide as what stands in them asks for, on its side only where it needs that."""
    if not table.rows:
        return table
    columns = zip(table.header, *table.rows, strict=True)
    widths = tuple(
        GAP
        + max(
            *(BOLD + len(word) for word in header.split() or [""]),
            *(min(len(f"{cell}"), most) for cell in cells),
            LETTERS,
        )
        for header, *cells in columns
    )
    return table._replace(widths=widths, wide=sum(widths) > PAGE)


def negative_cases(asked: Asked) -> Mapping[str, str]:
    """For each theme (an id) a sentence on the participants who lack it or speak against it."""
    matrix = _made(asked, "negative") if asked.project.themes and asked.project.codings else None
    return {} if matrix is None else {row.id: _against(asked, matrix, row) for row in matrix.rows if not row.depth}


def _against(asked: Asked, matrix: Matrix, theme: Head) -> str:
    cases = [row for row in matrix.rows if row.id.startswith(f"{theme.id}/")]
    everybody = counted(len(speaking(asked.project)), "participant")
    without = [row.name for row in cases if not matrix.values.get((row.id, "with"))]
    away = [row.name for row in cases if matrix.values.get((row.id, "against"))]
    has_opposite = matrix.values.get((theme.id, "against"), "") != ""
    told_of = []
    if without:
        told_of.append(f"Nothing that {_some(without)} say{'s' * (len(without) == 1)} is coded with it")
    if away:
        have = "has" if len(away) == 1 else "have"
        who = "All" if len(away) == len(speaking(asked.project)) else f"{len(away)} of"
        names = f" ({_some(away)})" if who != "All" else ""
        told_of.append(f"{who} {everybody} {have} codes that pull the other way{names}")
    if not told_of:
        told_of.append(f"None among {everybody}{', and no code that pulls the other way' if has_opposite else ''}")
    return f"{'; '.join(told_of)}."


def _some(names: Sequence[str]) -> str:
    more = [f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    return listed([*names[:MOST_NAMES], *more])


def _frequencies(asked: Asked) -> Table | None:
    return _by_code(asked, "frequencies")


def _by_document(asked: Asked) -> Table | None:
    """Code by document, unless the documents are more than a page holds."""
    return _by_code(asked, "code-by-document") if len(asked.project.documents) <= MOST_DOCUMENTS else None


def _by_code(asked: Asked, name: str) -> Table | None:
    """A table of the codes that are applied; the headings over them have no numbers."""
    matrix = _made(asked, name)
    if matrix is None:
        return None
    used, codes = _used(matrix), asked.project.codes
    table = as_table(used)
    rows = (
        row if head.id not in codes or codes[head.id].applies else (row[0], *("" for _ in row[1:]))
        for head, row in zip(used.rows, table.rows, strict=True)
    )
    return fitted(table._replace(rows=tuple(rows)))


def _ledger(asked: Asked) -> Table | None:
    matrix = _made(asked, "ledger")
    return fitted(as_table(matrix, empty_rows=False)) if matrix else None


def _grid(asked: Asked) -> Table | None:
    matrix = _made(asked, "framework") if asked.project.cells else None
    return fitted(as_table(matrix))._replace(wide=True) if matrix else None


def _overlaps(asked: Asked, parts: Sequence[Part]) -> Table | None:
    """The pairs of the themes' codes that overlap most often, which reads better than a table of all with all."""
    members = {code for part in parts for code in part.members}
    matrix = _made(asked, "cooccurrence") if members else None
    if matrix is None:
        return None
    heads = [row for row in matrix.rows if row.id in members]
    pairs = [
        (one.name, other.name, value)
        for place, one in enumerate(heads)
        for other in heads[place + 1 :]
        if isinstance(value := matrix.values.get((one.id, other.id), 0), int) and value
    ]
    pairs.sort(key=lambda pair: -pair[2])
    if not pairs:
        return None
    more = (
        f" {len(pairs) - MOST_PAIRS:,} pairs that overlap less often are left out." if len(pairs) > MOST_PAIRS else ""
    )
    note = f"{matrix.rule} Only codes of the themes are shown.{more}"
    rows: tuple[tuple[Cell, ...], ...] = tuple(pairs[:MOST_PAIRS])
    return Table(
        "Codes of the themes that overlap most",
        ("Code", "Code", "Times"),
        rows,
        (43, 43, 14),
        note=note,
        name="overlaps",
    )


def _used(matrix: Matrix) -> Matrix:
    """The matrix without rows in which nothing stands, but with the headings over those in which something does."""
    kept: list[Head] = []
    for row in reversed(matrix.rows):
        filled = any(matrix.values.get((row.id, column.id)) for column in matrix.columns)
        if filled or (kept and kept[-1].depth > row.depth):
            kept.append(row)
    rows = tuple(reversed(kept))
    left_out = f"{matrix.rule} {UNUSED}" if len(rows) < len(matrix.rows) else matrix.rule
    return matrix._replace(rows=rows, rule=left_out)


def _made(asked: Asked, name: str, **chosen: Any) -> Matrix | None:
    """The table of a name; None if this study has nothing for it."""
    kind = tables_of(asked.project).get(name)
    try:
        return kind.make(asked, **chosen) if kind else None
    except Refused:
        return None
