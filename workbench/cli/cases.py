"""Cases: the participants and interviewers, and what is known of them."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Csv, Json, Source, example, group
from workbench.cli.output import Row, report, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from workbench.core.model import Case
    from workbench.core.project import Project

app = group("cases", "The participants and interviewers, with their attributes.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The case.")]


@app.command("import", **example("cases import transcripts/participants.csv"))
def import_(ctx: typer.Context, file: Source) -> None:
    """Gives participants their attributes from a table.

    The table is CSV, with a column `case` and a column for each attribute.
    """
    from workbench import tasks

    with opened(ctx) as session:
        found = tasks.import_cases(session, file)
    report(found)
    if found.step:
        say(f"{found.step.label}.")


@app.command("list", **example("cases list --json"))
def list_(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists the cases with their role, documents and attributes."""
    with opened(ctx) as session:
        project = session.project
    asking = [case for case in project.cases.values() if case.interviewer]
    cases = [*project.participants, *asking]
    attributes = list(dict.fromkeys(name for case in cases for name, _ in case.attributes))
    rows = [_row(project, case, attributes) for case in cases]
    empty = "There are no cases yet; they come in with the transcripts: workbench import PATH"
    show(("case", "role", "documents", *attributes), rows, as_json=as_json, as_csv=as_csv, empty=empty)


def _row(project: "Project", case: "Case", attributes: list[str]) -> Row:
    heard = {document for (document, _), spoken in project.cases_of.items() if spoken.id == case.id}
    documents = tuple(document.name for document in project.library if document.id in heard)
    known = dict(case.attributes)
    role = "interviewer" if case.interviewer else "participant"
    return case.name, role, documents, *(known.get(name, "") for name in attributes)


@app.command(**example("cases mark P09 --interviewer"))
def mark(
    ctx: typer.Context,
    name: Name,
    interviewer: Annotated[
        bool,
        typer.Option("--interviewer/--participant", help="Who asks the questions, and who doesn't."),
    ],
) -> None:
    """Says who is an interviewer and who a participant.

    Interviewers and their speech are left out of all counts.
    """
    from workbench.core.edits import mark_case

    with opened(ctx) as session:
        step = mark_case(session.project, session.project.case_named(name), interviewer, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command("set", **example('cases set P02 country=Chile "stance=at ease"'))
def set_(
    ctx: typer.Context,
    name: Name,
    attributes: Annotated[
        list[str], typer.Argument(metavar="ATTRIBUTE=VALUE", help="What is known; an empty value takes it out.")
    ],
) -> None:
    """Writes down what is known of a case."""
    from workbench.core.edits import set_attributes

    pairs = []
    for word in attributes:
        attribute, sign, value = word.partition("=")
        if not sign:
            raise typer.BadParameter(f"“{word}” should look like country=Chile", param_hint="ATTRIBUTE=VALUE")
        pairs.append((attribute, value))
    with opened(ctx) as session:
        case = session.project.case_named(name)
        step = set_attributes(session.project, [case], tuple(pairs), session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example('cases rename Interviewer "Dr. Hale"'))
def rename(
    ctx: typer.Context, name: Name, new_name: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")]
) -> None:
    """Gives a case another name; the labels in the transcripts stay."""
    from workbench.core.edits import rename_case

    with opened(ctx) as session:
        step = rename_case(session.project, session.project.case_named(name), new_name, session.stamp())
        session.do(step)
    say(f"{step.label}.")


@app.command(**example("cases add Observer --interviewer"))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")],
    interviewer: Annotated[bool, typer.Option("--interviewer", help="It asks the questions.")] = False,
) -> None:
    """Adds a case that isn't heard yet."""
    from workbench.core.edits import add_case

    with opened(ctx) as session:
        step = add_case(session.project, name, session.stamp(), interviewer=interviewer)
        session.do(step)
    say(f"{step.label}.")
