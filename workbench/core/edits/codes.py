"""Verbs on codes: making, rewriting, moving, merging, splitting and deleting them, with all that hangs on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workbench.core.edits.codings import (
    HOW_TO_SELECT,
    NO_WORDS,
    applicable,
    apply_code,
    dated,
    new_codings,
    place,
    recoded,
    removed,
)
from workbench.core.edits.documents import LONGEST, named
from workbench.core.edits.drafting import Draft, orphaned, themes_with
from workbench.core.errors import Conflict, Refused
from workbench.core.model import Code, Coding, is_given
from workbench.core.project import SEPARATOR, Project, counted, folded, step_of, tidied
from workbench.core.spans import Span
from workbench.core.steps import Change, Stamp, Step

IN_VIVO = 60  # signs of the words that name a code in vivo
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def add_code(
    project: Project,
    name: str,
    parent: str | None,
    stamp: Stamp,
    *,
    definition: str = "",
    colour: str = "",
    position: int | None = None,
) -> Step:
    """Adds a code below another one or at the top, at the end or in a place from 1; refused where its name is taken."""
    name = _named(project, name, parent)
    if colour:
        _must_be_colour(colour)
    new = Code(stamp.new_id(), "", name, parent, 0, definition=definition.strip(), colour=colour)
    return step_of(
        project, f"Added the code “{name}”{_below(project, parent)}", stamp, _in_place(project, new, position)
    )


def code_in_vivo(project: Project, document: str, span: Span, words: str, stamp: Stamp) -> Step:
    """Makes a code, at the top, of the words themselves and puts it on them; one of that name is put on them instead."""
    step = code_with_new(project, document, span, _shortened(words), None, stamp)
    return step._replace(label=step.label.replace(" with the new code ", " in vivo with the new code ", 1))


def code_with_new(project: Project, document: str, span: Span, name: str, parent: str | None, stamp: Stamp) -> Step:
    """Makes a code below another (an id) or at the top, and puts it on words; one of that name is put on them instead."""
    if not span.length:
        raise Refused(NO_WORDS, HOW_TO_SELECT)
    same = [code for code in project.codes.values() if folded(code.name) == folded(name)]
    here = [code for code in same if code.parent == parent]
    known = [*(code for code in (*here, *same) if code.applies), *here]
    if known:
        return apply_code(project, document, span, known[0].id, stamp)
    new = Code(stamp.new_id(), "", _named(project, name, parent), parent, 0)
    changes = [*_in_place(project, new, None), *new_codings(project, [(document, span, new.id)], stamp)]
    label = f"Coded {place(project, document)} with the new code “{_named(project, name, parent)}”"
    return step_of(project, label, stamp, changes)


def edit_code(project: Project, code: Code, after: Code, stamp: Stamp) -> Step:
    """Rewrites what a code is called and says; its place stays, and so do the ratings and codings it has."""
    _must_stand(project, [code])
    name = _named(project, after.name, code.parent, code.id)
    key = after.key.strip() or (code.key if is_given(code.key) else "")
    after = _tidy(after._replace(id=code.id, parent=code.parent, position=code.position, name=name, key=key))
    if after == code:
        raise Refused(f"“{code.name}” stands like this already.")
    _must_be_free_key(project, after)
    if after.colour:
        _must_be_colour(after.colour)
    if after.hotkey and not (len(after.hotkey) == 1 and after.hotkey.isalnum()):
        raise Refused(f"“{after.hotkey}” is no hotkey.", "A hotkey is one letter or digit.")
    must_keep_codings(project, code, after)
    renamed = f"Renamed the code “{code.name}” to “{name}”"
    label = renamed if code.name != name else f"Rewrote the code “{name}”"
    changes = [Change(code, after), *(dated(project, {code.id}) if after.meaning != code.meaning else ())]
    return step_of(project, label, stamp, changes)


def move_code(project: Project, code: Code, parent: str | None, position: int, stamp: Stamp) -> Step:
    """Moves a code, with all below it, to a place (from 1) below another code or at the top."""
    _must_stand(project, [code])
    if parent in {below.id for below in codes_from(project, code.id)}:
        raise Refused(f"“{code.name}” can't be moved below itself.")
    name = _named(project, code.name, parent, code.id) if parent != code.parent else code.name
    changes = _in_place(project, code._replace(parent=parent, name=name), position)
    if not changes:
        raise Refused(f"“{code.name}” stands there already.")
    where = _below(project, parent) if parent else " to the top" if code.parent else " at the top"
    return step_of(project, f"Moved the code “{code.name}”{where}", stamp, changes)


def merge_codes(project: Project, codes: Sequence[Code], into: Code, stamp: Stamp) -> Step:
    """Makes one code of several: `into` takes their codings, memos, places in themes, and the codes below them.

    A code below one of them that has a namesake below `into` is merged with it. What `into` doesn't say of itself
    (definition, rules, scale) it takes from them, the first first.
    """
    merged = [code for code in dict.fromkeys(codes) if code.id != into.id]
    if not merged:
        raise Refused("Choose another code to merge with this one.")
    _must_stand(project, [*merged, into])
    for code in merged:
        if any(below.id == into.id for below in codes_from(project, code.id)):
            raise Refused(
                f"“{into.name}” stands below “{code.name}” and can't take it in.", "Merge them the other way round."
            )
    draft = Draft(project)
    draft.make(dated(project, {into.id}))
    heirs: dict[str, str] = {}
    depths = {code.id: depth for code, depth in project.code_tree}
    for code in sorted(merged, key=lambda code: -depths[code.id]):
        if code.id in draft.project.codes:
            _absorb(draft, code.id, into.id, heirs)
    codings = _codings_of(project, heirs)
    to = {code: applicable(draft.project, _heir(heirs, code)) for code in {coding.code for coding in codings}}
    draft.make(recoded(draft.project, codings, to, _outdated(project, heirs)))
    names = ", ".join(f"“{code.name}”" for code in merged)
    what = f"the code {names}" if len(merged) == 1 else f"the codes {names}"
    return step_of(project, f"Merged {what} into “{into.name}”", stamp, draft.changes())


def split_code(project: Project, code: Code, name: str, codings: Sequence[Coding], stamp: Stamp) -> Step:
    """Gives some codings of a code a new code beside it, of its colour, with its scale, and in its themes."""
    _must_stand(project, [code])
    if not codings:
        raise Refused(f"No quotes of “{code.name}” were chosen to split off.")
    if any(coding.code != code.id or project.codings_by_id.get(coding.id) != coding for coding in codings):
        raise Conflict("A coding was changed or removed by somebody else in the meantime.", "Look again.")
    name = _named(project, name, code.parent)
    new = Code(
        stamp.new_id(),
        "",
        name,
        code.parent,
        0,
        colour=code.colour,
        scale=code.scale,
        whole=code.whole,
        split=code.stable,
    )
    draft = Draft(project)
    row = [sibling.id for sibling in codes_below(project, code.parent)]
    draft.make(_in_place(project, new, row.index(code.id) + 2))
    draft.make(recoded(draft.project, codings, {code.id: new}, _outdated(project, [code.id])))
    draft.make(themes_with(draft.project, {code.id: (code.id, new.id)}))
    label = f"Split {counted(len(codings), 'coding')} off “{code.name}” as “{name}”"
    return step_of(project, label, stamp, draft.changes())


def delete_code(project: Project, code: Code, stamp: Stamp, *, keep_to: str | None = None) -> Step:
    """Deletes a code with all below it; the codings go too, or to the code `keep_to`. Memos stay, about the study."""
    _must_stand(project, [code])
    going = {below.id: below for below in codes_from(project, code.id)}
    codings = _codings_of(project, going)
    draft = Draft(project)
    if keep_to is None:
        draft.make(removed(project, codings))
    elif keep_to in going:
        raise Refused(
            f"“{project.codes[keep_to].name}” would be deleted itself.", "Choose another code for the codings."
        )
    else:
        to = dict.fromkeys(going, applicable(project, keep_to))
        draft.make(recoded(project, codings, to, _outdated(project, going)))
    draft.make(themes_with(draft.project, dict.fromkeys(going, ())))
    for gone in going.values():
        draft.make(orphaned(draft.project, gone))
    draft.make([Change(gone, None) for gone in going.values()])
    more = f" and {counted(len(going) - 1, 'code')} below it" if len(going) > 1 else ""
    given = f"; codings went to “{project.codes[keep_to].name}”" if keep_to and codings else ""
    return step_of(project, f"Deleted the code “{code.name}”{more}{given}", stamp, draft.changes())


def codes_below(project: Project, parent: str | None) -> list[Code]:
    """The codes right below one, or at the top, as the codebook orders them."""
    found = (code for code in project.codes.values() if code.parent == parent)
    return sorted(found, key=lambda code: (code.position, code.name))


def codes_from(project: Project, code: str) -> list[Code]:
    """A code and all codes below it, parents before their children."""
    found = [project.codes[code]]
    for above in found:
        found.extend(codes_below(project, above.id))
    return found


# -- several acts in one step -----------------------------------------------------------------------------------------


def _absorb(draft: Draft, gone: str, heir: str, heirs: dict[str, str]) -> None:
    """Lets a code take in another one, with all that hangs on it but its codings, and notes it among the heirs."""
    project = draft.project
    code, into = project.codes[gone], project.codes[heir]
    heirs[gone] = heir
    children = codes_below(project, gone)
    richer = _richer(into, code)
    draft.make([Change(code, None), *([Change(into, richer)] if richer != into else [])])
    draft.make(themes_with(draft.project, {gone: (heir,)}))
    draft.make(Change(memo, memo._replace(target=heir)) for memo in draft.project.memos_on.get(("code", gone), ()))
    for child in children:
        below = codes_below(draft.project, heir)
        twin = next((known for known in below if folded(known.name) == folded(child.name)), None)
        if twin:
            _absorb(draft, child.id, twin.id, heirs)
        else:
            draft.make(_in_place(draft.project, child._replace(parent=heir), None))


def _heir(heirs: Mapping[str, str], code: str) -> str:
    """Who takes over from a code in the end."""
    while code in heirs:
        code = heirs[code]
    return code


def _richer(into: Code, code: Code) -> Code:
    """A code with what another one says where it says nothing itself."""
    own = dict(into.attributes)
    return into._replace(
        definition=into.definition or code.definition,
        full=into.full or code.full,
        include=into.include or code.include,
        exclude=into.exclude or code.exclude,
        examples=tuple(dict.fromkeys((*into.examples, *code.examples))),
        scale=into.scale or code.scale,
        misses=tuple(dict.fromkeys((*into.misses, *code.misses))),
        aliases=_distinct((*into.aliases, *_other_name(into, code), *code.aliases)),
        sources=_distinct((*into.sources, *code.sources)),
        merged=tuple(dict.fromkeys((*into.merged, code.stable, *code.merged))),
        attributes=(*into.attributes, *((name, value) for name, value in code.attributes if name not in own)),
    )


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Words without those that stand there before, case and blanks set aside, as files hold them."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(folded(word), word)
    return tuple(found.values())


def _tidy(code: Code) -> Code:
    """A code as files hold it: no blanks around its texts, no other name twice."""
    texts = {field: getattr(code, field).strip() for field in ("definition", "full", "include", "exclude")}
    return code._replace(aliases=_distinct(code.aliases), sources=_distinct(code.sources), **texts)


def _other_name(into: Code, code: Code) -> tuple[str, ...]:
    return () if folded(into.name) == folded(code.name) else (code.name,)


def _in_place(project: Project, code: Code, position: int | None) -> list[Change]:
    """The changes that put a code, new or moved, in a place (from 1; None: the end), its siblings numbered anew."""
    row = [sibling for sibling in codes_below(project, code.parent) if sibling.id != code.id]
    row.insert(len(row) if position is None else max(0, position - 1), code)
    changes: list[Change] = []
    for number, sibling in enumerate(row, 1):
        known, after = project.codes.get(sibling.id), sibling._replace(position=number)
        if after != known:
            changes.append(Change(known, after))
    return changes


def _outdated(project: Project, codes: Iterable[str]) -> set[Coding]:
    return {coding for code in codes for coding in project.outdated.get(code, ())}


def _codings_of(project: Project, codes: Iterable[str]) -> list[Coding]:
    wanted = set(codes)
    return [coding for coding in project.all_codings() if coding.code in wanted]


# -- rules ------------------------------------------------------------------------------------------------------------


def _named(project: Project, name: str, parent: str | None, itself: str = "") -> str:
    """A code's name with its blanks squeezed; refused if it is none, or taken below the parent."""
    if len(name.strip().splitlines()) > 1:
        raise Refused("A code's name stands on one line.")
    name = named(name, "code")
    if SEPARATOR in name:
        raise Refused(f"A code's name can't hold “{SEPARATOR}”, which stands between the names of a path.")
    if len(name) > LONGEST:
        raise Refused(f"A code's name has {LONGEST} characters at most; this one has {len(name)}.")
    if parent is not None and parent not in project.codes:
        raise Refused("The code above it is no longer in the codebook.")
    if any(code.id != itself and folded(code.name) == folded(name) for code in codes_below(project, parent)):
        where = f"below “{project.codes[parent].name}”" if parent else "at the top of the codebook"
        raise Refused(f"There is a code “{name}” {where} already.", "Choose another name, or merge the two.")
    return name


def _shortened(words: str) -> str:
    """Words as the name of a code: on one line, cut at a word."""
    name = tidied(words).replace(SEPARATOR, " › ")
    if len(name) <= IN_VIVO:
        return name
    return (name[: IN_VIVO + 1].rpartition(" ")[0] or name[:IN_VIVO]) + "…"


def _must_be_colour(colour: str) -> None:
    if not COLOUR.fullmatch(colour):
        raise Refused(f"“{colour}” is no colour.", "Write it as # and six digits or letters a to f, such as #E69F00.")


def _must_be_free_key(project: Project, after: Code) -> None:
    for code in project.codes.values() if after.key else ():
        if code.id != after.id and folded(code.key) == folded(after.key):
            raise Refused(f"“{code.name}” has the key {code.key} already.", "Choose another one.")


def must_keep_codings(project: Project, code: Code, after: Code) -> None:
    """Refuses a code, rewritten, that its codings could not have: a heading, or a scale without their ratings.

    A scale may have no doubles and no blanks either.
    """
    if code.applies and not after.applies and project.counts.get(code.id):
        raise Refused(f"“{code.name}” can't be a mere heading: codings stand on it.", "Give them another code first.")
    points = [folded(point) for point in after.scale]
    if not all(points) or any(point != point.strip() for point in after.scale):
        raise Refused("Each point of a scale needs a name.")
    if len(set(points)) < len(points):
        raise Refused("Two points of the scale have the same name.")
    lost = set(code.scale) - set(after.scale)
    if lost and lost & project.ratings.get(code.id, frozenset()):
        raise Refused(
            f"The scale of “{code.name}” would lose points by which codings are rated.",
            "Keep these points, or rate the codings otherwise first.",
        )


def _must_stand(project: Project, codes: Iterable[Code]) -> None:
    for code in codes:
        if project.codes.get(code.id) != code:
            raise Conflict(f"“{code.name}” was changed or removed by somebody else in the meantime.", "Look again.")


def _below(project: Project, parent: str | None) -> str:
    return f" below “{project.codes[parent].name}”" if parent else ""
