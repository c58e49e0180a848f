"""Verbs on the board of themes: their order, the codes that move between them, merging and splitting, chosen quotes."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.edits.documents import named
from workbench.core.errors import Refused
from workbench.core.model import Cell, Theme
from workbench.core.project import Project, counted, folded, step_of, with_those_below
from workbench.core.steps import Change, Stamp, Step


def move_theme(project: Project, theme: Theme, by: int, stamp: Stamp) -> Step:
    """Moves a theme by so many places among the themes; refused at the end of them."""
    order = list(project.theme_order)
    at = order.index(_standing(project, theme))
    to = min(max(at + by, 0), len(order) - 1)
    if to == at:
        there = f"is the {'first' if by < 0 else 'last'} theme" if by else "stands there"
        raise Refused(f"“{theme.name}” {there} already.")
    order.insert(to, order.pop(at))
    changes = [Change(one, one._replace(position=place)) for place, one in enumerate(order, 1) if one.position != place]
    return step_of(project, f"Moved the theme “{theme.name}”", stamp, changes)


def new_theme(project: Project, name: str, codes: Sequence[str], out_of: Theme | None, stamp: Stamp) -> Step:
    """Makes a theme, of codes (ids) that leave another one if `out_of` is said; refused if its name is taken.

    It stands after the theme that they leave, else as the last one.
    """
    wanted = _free(project, name)
    joining = tuple(dict.fromkeys(codes))
    if any(code not in project.codes for code in joining):
        raise Refused("The code is no longer in the codebook.", "Look again.")
    order = list(project.theme_order)
    place = order.index(_standing(project, out_of)) + 1 if out_of else len(order)
    new = Theme(stamp.new_id(), wanted, "", place + 1, joining)
    changes = [Change(None, new)]
    if out_of:
        left = out_of._replace(codes=tuple(code for code in out_of.codes if code not in joining))
        order[place - 1] = left
        changes += [Change(out_of, left)] if left != out_of else []
    label = f"Wrote the theme “{wanted}”"
    return step_of(project, label, stamp, _in_a_row(project, [*order[:place], new, *order[place:]], changes))


def move_codes(project: Project, codes: Sequence[str], out_of: Theme | None, into: Theme | None, stamp: Stamp) -> Step:
    """Moves codes (ids) from one theme to another; None stands for no theme, so that codes join or leave one.

    Quotes that were chosen stay with the theme that they were chosen for. Refused if nothing would change.
    """
    moving = list(dict.fromkeys(codes))
    if any(code not in project.codes for code in moving) or not moving:
        raise Refused("No code was chosen." if not moving else "The code is no longer in the codebook.")
    changes: list[Change] = []
    if out_of and out_of != into:
        left = tuple(code for code in _standing(project, out_of).codes if code not in moving)
        changes += [Change(out_of, out_of._replace(codes=left))] if left != out_of.codes else []
    if into and into != out_of:
        joined = tuple(dict.fromkeys([*_standing(project, into).codes, *moving]))
        changes += [Change(into, into._replace(codes=joined))] if joined != into.codes else []
    if not changes:
        raise Refused("The codes stand there already." if into else "The codes are in no theme already.")
    what = f"“{project.codes[moving[0]].name}”" if len(moving) == 1 else counted(len(moving), "code")
    where = f"to the theme “{into.name}”" if into else f"out of the theme “{out_of.name}”" if out_of else ""
    return step_of(project, f"Moved {what} {where}", stamp, changes)


def order_codes(project: Project, theme: Theme, code: str, by: int, stamp: Stamp) -> Step:
    """Moves a code (an id) by so many places within its theme; refused at the end of them."""
    codes = _shifted(_standing(project, theme).codes, code, by, "code")
    label = f"Moved “{project.codes[code].name}” within the theme “{theme.name}”"
    return step_of(project, label, stamp, [Change(theme, theme._replace(codes=codes))])


def choose_quotes(project: Project, theme: Theme, quotes: Sequence[str], stamp: Stamp) -> Step:
    """Says which quotes (codings) stand for a theme, in this order; refused if they do already, or if one is gone."""
    wanted = tuple(dict.fromkeys(quotes))
    before = _standing(project, theme).quotes
    if any(quote not in project.codings_by_id for quote in wanted):
        raise Refused("A quote is no longer in the study.", "Look again.")
    if wanted == before:
        raise Refused("The theme has these quotes already.")
    come, gone = len(set(wanted) - set(before)), len(set(before) - set(wanted))
    did = [f"chose {counted(come, 'quote')}"] * bool(come) + [f"took out {counted(gone, 'quote')}"] * bool(gone)
    words = " and ".join(did) or "put the quotes in another order"
    label = f"{words[:1].upper()}{words[1:]} for the theme “{theme.name}”"
    return step_of(project, label, stamp, [Change(theme, theme._replace(quotes=wanted))])


def merge_themes(project: Project, themes: Sequence[Theme], into: Theme, stamp: Stamp) -> Step:
    """Merges themes into one, which keeps its name: codes, quotes, summaries, cells of the grid and memos go with it."""
    gone = [_standing(project, theme) for theme in dict.fromkeys(themes) if theme.id != into.id]
    if not gone:
        raise Refused("There is no second theme to merge.")
    kept = _standing(project, into)
    summary = "\n\n".join(filter(None, (theme.summary.strip() for theme in (kept, *gone))))
    codes = tuple(dict.fromkeys(code for theme in (kept, *gone) for code in theme.codes))
    quotes = tuple(dict.fromkeys(quote for theme in (kept, *gone) for quote in theme.quotes))
    changes = [Change(kept, kept._replace(summary=summary, codes=codes, quotes=quotes))]
    changes = [change for change in changes if change.before != change.after]
    changes += [Change(theme, None) for theme in gone]
    changes += _cells_merged(project, {theme.id for theme in gone}, kept.id)
    for theme in gone:
        changes += [
            Change(memo, memo._replace(target=kept.id)) for memo in project.memos_on.get(("theme", theme.id), ())
        ]
    what = f"the theme “{gone[0].name}”" if len(gone) == 1 else counted(len(gone), "theme")
    return step_of(project, f"Merged {what} into “{kept.name}”", stamp, changes)


def split_theme(project: Project, theme: Theme, codes: Sequence[str], name: str, stamp: Stamp) -> Step:
    """Makes a new theme of some codes (ids) of a theme, and of the quotes chosen for it that bear them.

    It stands right after the old one. Refused if the name is taken, or if one of the two would have no codes.
    """
    wanted = _free(project, name)
    going = tuple(code for code in _standing(project, theme).codes if code in set(codes))
    if not going or len(going) == len(theme.codes):
        raise Refused("Each of the two themes needs a code.", "Choose some of its codes, not all.")
    below = with_those_below(project, going)
    known = project.codings_by_id
    quotes = tuple(quote for quote in theme.quotes if quote in known and known[quote].code in below)
    kept = theme._replace(
        codes=tuple(code for code in theme.codes if code not in going),
        quotes=tuple(quote for quote in theme.quotes if quote not in quotes),
    )
    order = list(project.theme_order)
    place = order.index(theme) + 1
    new = Theme(stamp.new_id(), wanted, "", place + 1, going, quotes)
    row = [*order[: place - 1], kept, new, *order[place:]]
    label = f"Split “{new.name}” off the theme “{theme.name}”"
    return step_of(project, label, stamp, _in_a_row(project, row, [Change(theme, kept), Change(None, new)]))


def _shifted(order: Sequence[str], one: str, by: int, noun: str) -> tuple[str, ...]:
    """An order with one member some places on; refused at the end of it."""
    if one not in order:
        raise Refused(f"The theme no longer has this {noun}.", "Look again.")
    listed = list(order)
    at = listed.index(one)
    to = min(max(at + by, 0), len(listed) - 1)
    if to == at:
        raise Refused(f"This is the {'first' if by < 0 else 'last'} {noun} of the theme already.")
    listed.insert(to, listed.pop(at))
    return tuple(listed)


def _free(project: Project, name: str) -> str:
    wanted = named(name, "theme")
    if any(folded(other.name) == folded(wanted) for other in project.themes.values()):
        raise Refused(f"There is a theme “{wanted}” already.", "Choose another name.")
    return wanted


def _in_a_row(project: Project, row: Sequence[Theme], changes: Sequence[Change]) -> list[Change]:
    """The changes, with those that make the themes stand in this order."""
    placed = {theme.id: theme._replace(position=place) for place, theme in enumerate(row, 1)}
    first = [change._replace(after=placed.pop(change.after.id)) if change.after else change for change in changes]
    rest = [Change(known, now) for id_, now in placed.items() if (known := project.themes[id_]) != now]
    return [*first, *rest]


def _cells_merged(project: Project, gone: set[str], into: str) -> list[Change]:
    """The cells of themes that go, joined to those of the theme that stays, case by case."""
    changes: list[Change] = []
    by_case: dict[str, list[Cell]] = {}
    for cell in project.cells.values():
        if cell.theme in gone:
            by_case.setdefault(cell.case, []).append(cell)
    for case, cells in by_case.items():
        there = project.grid.get((into, case))
        first, *rest = [there, *cells] if there else cells
        summary = "\n\n".join(filter(None, (cell.summary for cell in (first, *rest))))
        quotes = tuple(dict.fromkeys(quote for cell in (first, *rest) for quote in cell.quotes))
        joined = first._replace(theme=into, summary=summary, quotes=quotes)
        changes += [Change(first, joined)] if joined != first else []
        changes += [Change(cell, None) for cell in rest]
    return changes


def _standing(project: Project, theme: Theme) -> Theme:
    known = project.themes.get(theme.id)
    if known != theme:
        raise Refused(f"The theme “{theme.name}” was changed or removed in the meantime.", "Look again.")
    return theme
