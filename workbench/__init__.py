"""The map of the house.

There are records (frozen). A project is all records at one moment (frozen). A step is a labelled tuple of (before,
after) pairs, and is the only way anything changes. A session holds the store and the current project, and is the only
thing that changes. Two faces, terminal and command line, turn keys and words into steps, and projects into pictures
and files.

    core/       what there is, and what may change: pure, standard library alone
    analysis/   what can be asked: pure functions from a project to an answer, a table or a report; query/ is the
                language of questions, tables/ are counts with the quotes behind each cell
    store/      the disk: tables, migrations, history, full text; the only place with SQL
    formats/    files in and out; N reports and M formats meet in the report's blocks
    assist/     hints: finding by a few letters, lemmas, misheard words, sentences by spaCy
    config      where a study lies, and who codes
    session     the one mutable thing: do, undo, redo, catch up
    tasks       what both faces ask that touches files: import, export, the demo
    tui/        the terminal program: a package for each room, the widgets, one table of commands
    cli/        the command line

A newcomer reads core/model.py, core/steps.py, core/edits/codings.py (two verbs), session.py, tui/desk/applying.py and
tests/core/test_edits.py, in this order.
"""

__version__ = "0.1.0"
