"""What tables are made of, out of a study in bracket notation, and tables as plain rows."""

from dataclasses import replace

from workbench.analysis.hearing import Hearing
from workbench.analysis.tables.matrix import Asked


def asked(made, **options):
    """A study as tables ask it; options are `interviewers` and `among`."""
    turns = {document: text.turns for document, text in made.texts.items()}
    heard = Hearing(lambda wanted: {document: turns[document] for document in wanted}).of(made.project)
    return Asked(made.project, heard, lambda wanted: {d: made.texts[d] for d in wanted}, **options)


def standing(made, stands):
    """The study with these attributes of its codes, by their names."""
    codes = {code.id: code._replace(attributes=stands.get(code.name, ())) for code in made.project.codes.values()}
    return made._replace(project=replace(made.project, codes=codes))


def shown(matrix):
    """The values of a table, row by row under the row's name."""
    return {row.name: [matrix.value(row, column) for column in matrix.columns] for row in matrix.rows}


def words_behind(made, matrix, row, column):
    """The words of the codings behind a cell."""
    return [coding.span.of(made.texts[coding.document].text) for coding in matrix.behind(row, column)]
