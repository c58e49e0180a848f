"""Checking a codebook from the shell: a study's own, or a file in a team's repository."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.codebook import app
from workbench.cli.exits import DONE, REFUSED
from workbench.cli.options import Csv, Json, example
from workbench.cli.output import put, say, show
from workbench.cli.study import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.analysis.checking import Finding

__all__ = ["app"]

HEADER = ("level", "rule", "codes", "what", "way out")
BLIND = "You code blind, so how codes are used was left out: others may use them otherwise."
SHOWN = 5  # of one rule, unless it is asked for
Rules = Annotated[list[str] | None, typer.Option("--only", metavar="RULE", help="Only by this rule; may be repeated.")]


@app.command(**example("codebook check codebooks/therapeutic-alignment.yaml --fail-on warning"))
def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A codebook file; else the study's codebook and its use.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(metavar="LEVEL", help="The exit code is 1 from this level on: error, warning or note.")
    ] = "error",
    only: Rules = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="All but this rule; may be repeated.")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Only say by which rules it is checked, and why.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> int:
    """Finds what is weak in a codebook: what is missing, what overlaps, what is never used, and what can be done.

    A file is checked without any study, so that a team can have it checked whenever the file is changed.
    """
    from workbench import tasks
    from workbench.analysis.checking import LEVELS, RULES, grave

    if rules:
        listed = ((rule.level, name, rule.says, rule.why) for name, rule in RULES.items())
        show(("level", "rule", "what", "why"), listed, as_json=as_json, as_csv=as_csv)
        return DONE
    if fail_on not in LEVELS:
        raise typer.BadParameter(f"Choose {', '.join(LEVELS[:-1])} or {LEVELS[-1]}", param_hint="--fail-on")
    for rule in (*(only or ()), *(ignore or ())):
        _must_be_known(rule, RULES)
    if file:
        checked = tasks.check_codebook_file(file)
    else:
        with opened(ctx) as session:
            checked = tasks.check_codebook(session)
    wanted = frozenset(only or RULES) - frozenset(ignore or ())
    found = [finding for finding in checked.findings if finding.rule in wanted]
    if as_json or as_csv:
        rows = [
            (f.level, f.rule, tuple(checked.paths[place] for place in f.codes), f.sentence, f.way_out) for f in found
        ]
        show(HEADER, rows, as_json=as_json, as_csv=as_csv)
    else:
        _tell(found, whole=bool(only))
        say(_summary(found, len(checked.paths), checked.headings))
    if checked.blind:
        say(BLIND)
    return REFUSED if grave(found, fail_on) else DONE


def _must_be_known(rule: str, rules: "Iterable[str]") -> None:
    known = sorted(rules)
    if rule not in known:
        near = get_close_matches(rule, known, 1)
        meant = f"did you mean {near[0]}?" if near else f"the rules are {', '.join(known)}"
        raise typer.BadParameter(f"There is no rule “{rule}”; {meant}", param_hint="RULE")


def _tell(found: "Sequence[Finding]", *, whole: bool) -> None:
    """The findings, the gravest level first, in the codebook's order; of a rule with many, the first few."""
    from workbench.analysis.checking import LEVELS, RULES

    for level in LEVELS:
        of_level = [finding for finding in found if finding.level == level]
        if of_level:
            put(f"{level.capitalize()}s")
        for rule in RULES:
            listed = [finding for finding in of_level if finding.rule == rule]
            shown = listed if whole or len(listed) <= SHOWN + 1 else listed[:SHOWN]
            for finding in shown:
                put(f"  {' '.join(f'{finding.sentence} {finding.way_out}'.split())} ({rule})")
            if len(shown) < len(listed):
                put(f"  … and {len(listed) - len(shown):,} more of this kind, with --only {rule}")


def _summary(found: "Sequence[Finding]", codes: int, headings: int) -> str:
    from workbench.analysis.checking import LEVELS
    from workbench.core.project import counted

    counts = [(level, sum(finding.level == level for finding in found)) for level in LEVELS]
    told = ", ".join(counted(count, level) for level, count in counts if count)
    beside = f" and {counted(headings, 'heading')}" if headings else ""
    return f"{told or 'Nothing weak'} in {counted(codes - headings, 'code')}{beside}."
