"""What is done to codes in the codebook's room: each act is asked for, shown before it happens, and one step."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from rich.text import Text

from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import Book, Code, Coding
from workbench.core.project import counted
from workbench.core.steps import Step
from workbench.tui.codebook.lists import BookTree, QuoteList, codes_fitting, with_headings
from workbench.tui.dialogs import Ask, Choice, Confirm, Finder, Pick
from workbench.tui.room import Room

NO_CODE = "There is no code here yet; make one with n."
AWAY, GIVE = "away", "give"


class CodebookActs(Room):
    """A room with the codebook's acts; the heir shows codes and says which one is under the cursor."""

    book: BookTree
    quoted: QuoteList
    code: str
    splitting = False

    @property
    def here(self) -> Code | None:
        """The code under the cursor."""
        raise NotImplementedError

    def _with_code(self, act: Callable[[Code], object]) -> None:
        """Does something with the code under the cursor, or says that there is none, or that nothing can be changed."""
        code = self.here
        if not self.may_change():
            return
        if code:
            act(code)
        else:
            self.tell(NO_CODE, warning=True)

    def may_change(self) -> bool:
        """True if something can be changed now; else a sentence says why not, before anything is asked or typed."""
        try:
            self.session.stamp()
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
            return False
        return True

    def _make(self, make: Callable[[], Step]) -> bool:
        """Makes a step; what is new then comes under the cursor, and the marks are gone."""
        known = set(self.session.project.codes)
        if not self.do(make):
            return False
        self.book.unmark()
        new = [code for code in self.project.codes if code not in known]
        if new:
            self.call_after_refresh(self.book.go_to, new[0])
        return True

    def _after_a_look(self, question: str, yes: str, make: Callable[[], Step]) -> None:
        """Makes a step once somebody has seen what it does and said yes."""
        step = self.attempt(make)
        if step is None:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self._make(make)

        self.app.push_screen(Confirm(question, self.session.effects(step), yes), answered)

    def fitting(self, query: str, without: Collection[str], *, headings: bool = False) -> list[str]:
        """The ids of the codes whose names fit some letters, those to apply first, then headings where they are wanted."""
        found = codes_fitting(self.project, query)
        if headings:
            found = with_headings(self.project, query, found)
        return [code for code in found if code not in without]

    # -- making and rewriting -----------------------------------------------------------------------------------------

    def action_add_code(self, below: bool = False) -> None:
        """Asks for the name of a new code beside or below this one."""
        if not self.may_change():
            return
        here = self.here
        parent = (here.id if below else here.parent) if here else None
        position = here.position + 1 if here and not below else None
        where = f"A new code below “{self.session.project.codes[parent].name}”" if parent else "A new code at the top"
        self.app.push_screen(Ask(where, hint="its name"), lambda name: self._add(name, parent, position))

    def _add(self, name: str | None, parent: str | None, position: int | None) -> None:
        if name:
            project, stamp = self.session.project, self.session.stamp
            self._make(lambda: edits.add_code(project, name, parent, stamp(), position=position))

    def action_rename_code(self) -> None:
        """Asks for another name."""
        self._with_code(
            lambda code: self.app.push_screen(
                Ask(f"Rename “{code.name}”", code.name), lambda name: self._rename(code, name) if name else None
            )
        )

    def _rename(self, code: Code, name: str) -> None:
        self._make(lambda: edits.edit_code(self.session.project, code, code._replace(name=name), self.session.stamp()))

    def action_edit_code(self) -> None:
        """Opens the form with all that the code says of itself."""
        from workbench.tui.codebook.form import CodeForm

        self._with_code(
            lambda code: self.app.push_screen(CodeForm(self.session, code, lambda after: self._rewrite(code, after)))
        )

    def _rewrite(self, code: Code, after: Code) -> str:
        """Saves what the form holds; gives the sentence that refuses it, or nothing."""
        if after == code:
            return ""
        if self._make(lambda: edits.edit_code(self.session.project, code, after, self.session.stamp())):
            return ""
        return self._said[0]

    def action_edit_book(self) -> None:
        """Opens the form with what the codebook says of itself as a whole."""
        from workbench.tui.codebook.bookform import BookForm

        if not self.may_change():
            return
        seen = self.session.project.book or Book("", "")
        self.app.push_screen(BookForm(self.session, seen, lambda fields: self._rewrite_book(seen, fields)))

    def _rewrite_book(self, seen: Book, fields: Mapping[str, Any]) -> str:
        """Saves what the form holds; gives the sentence that refuses it, or nothing."""
        project, stamp = self.session.project, self.session.stamp
        done = self.do(lambda: edits.edit_book(project, stamp=stamp(), seen=seen, **fields))
        return "" if done else self._said[0]

    # -- moving -------------------------------------------------------------------------------------------------------

    def action_move_code(self, by: int) -> None:
        """Moves the code among its siblings."""
        self._with_code(lambda code: self._move_by(code, by))

    def _move_by(self, code: Code, by: int) -> None:
        row = [sibling.id for sibling in edits.codes_below(self.session.project, code.parent)]
        place = row.index(code.id) + by
        if 0 <= place < len(row):
            self._move(code, code.parent, place + 1)
        else:
            self.tell("It is the last one here." if by > 0 else "It is the first one here.")

    def action_move_code_in(self) -> None:
        """Moves the code below the sibling above it."""
        self._with_code(self._move_in)

    def _move_in(self, code: Code) -> None:
        row = edits.codes_below(self.session.project, code.parent)
        place = row.index(code)
        if place:
            above = row[place - 1].id
            self._move(code, above, len(edits.codes_below(self.session.project, above)) + 1)
        else:
            self.tell("There is no code above it on its level, below which it could stand.")

    def action_move_code_out(self) -> None:
        """Moves the code beside the one it stands below."""
        self._with_code(self._move_out)

    def _move_out(self, code: Code) -> None:
        if code.parent is None:
            self.tell("It stands at the top already.")
            return
        above = self.session.project.codes[code.parent]
        row = edits.codes_below(self.session.project, above.parent)
        self._move(code, above.parent, row.index(above) + 2)

    def _move(self, code: Code, parent: str | None, position: int) -> None:
        make = partial(edits.move_code, self.session.project, code, parent, position)
        if step := self.attempt(lambda: self._done(make(self.session.stamp()))):
            self.tell(f"{step.label}{self._where_it_counts(code, parent)}.")

    def _where_it_counts(self, code: Code, parent: str | None) -> str:
        """Where the codings of a code that went below another one, or to the top, count now."""
        project = self.project
        count = sum(project.counts.get(below.id, 0) for below in edits.codes_from(project, code.id))
        if parent == code.parent or not count:
            return ""
        counts = f"{counted(count, 'coding')} {'counts' if count == 1 else 'count'}"
        if parent is None:
            return f"; its {counts} below no other code now"
        return f"; its {counts} below “{project.codes[parent].name}” now"

    # -- marking ------------------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Marks what is under the cursor: a quote, or a code."""
        option = self.quoted.highlighted_option
        if self.quoted.has_focus and option:
            self.quoted.mark(str(option.id))
            self.hush()
        elif self.code in self.project.codes:
            self.book.mark(self.code)
            self.hush()

    def action_unmark(self) -> None:
        """Back to the tree; from there, all marks go."""
        self.splitting = False
        if not self.book.has_focus:
            self.book.focus()
        else:
            self.book.unmark()
            self.quoted.unmark()
        self.hush()

    # -- merging, splitting, deleting ---------------------------------------------------------------------------------

    def action_merge_codes(self) -> None:
        """Asks into which code the marked ones, or the one here, are to go."""
        self._with_code(self._ask_into)

    def _ask_into(self, here: Code) -> None:
        project = self.session.project
        marked = [code for code, _ in project.code_tree if code.id in self.book.marked] or [here]
        ids = {code.id for code in marked} if len(marked) == 1 else set()
        what = f"“{marked[0].name}”" if len(marked) == 1 else f"the {len(marked)} marked codes"
        finder = Finder(self.project, (), lambda query: self.fitting(query, ids), f"Merge {what} into which code?")
        self.app.push_screen(finder, lambda into: self._merge(marked, into) if into else None)

    def _merge(self, codes: Sequence[Code], into: str) -> None:
        heir = self.session.project.codes.get(into)
        if heir is None:
            self.tell("This code is no longer in the codebook.", warning=True)
            return
        going = [code for code in codes if code.id != into]
        what = f"“{going[0].name}”" if len(going) == 1 else counted(len(going), "code")
        self._after_a_look(
            f"Merge {what} into “{heir.name}”?",
            "Merge",
            lambda: edits.merge_codes(self.session.project, going, heir, self.session.stamp()),
        )

    def action_split_code(self) -> None:
        """Asks for the name of the code that the marked quotes get; without marks, lets them be chosen."""
        self._with_code(self._ask_split)

    def _ask_split(self, code: Code) -> None:
        chosen = [extract.coding for id_ in self.quoted.marked if (extract := self.quoted.extract(id_))]
        if not chosen:
            self.splitting = True
            self.quoted.focus()
            self.say_splitting()
            return
        question = f"Split {counted(len(chosen), 'quote')} off “{code.name}” as a new code"
        self.app.push_screen(Ask(question, hint="its name"), lambda name: self._split(code, name, chosen))

    def say_splitting(self) -> None:
        """How quotes are chosen, and how many are."""
        many = counted(len(self.quoted.marked), "quote")
        self.tell(f"{many} marked to split off: mark with space or a click, then press s again · Esc leaves")

    def _split(self, code: Code, name: str | None, codings: Sequence[Coding]) -> None:
        if not name:
            return
        self.splitting = False
        self._after_a_look(
            f"Split {counted(len(codings), 'quote')} off “{code.name}” as “{name}”?",
            "Split",
            lambda: edits.split_code(self.session.project, code, name, codings, self.session.stamp()),
        )

    def action_delete_code(self) -> None:
        """Asks what becomes of the codings, shows what would happen, and deletes the code."""
        self._with_code(self._ask_delete)

    def _ask_delete(self, code: Code) -> None:
        project = self.session.project
        below = edits.codes_from(project, code.id)
        count = sum(project.counts.get(known.id, 0) for known in below)
        if not count:
            self._delete(code, None)
            return
        them = "codings" if self.session.settings.blind else counted(count, "coding")
        choices = [
            Choice(GIVE, Text(f"Give {'its' if len(below) == 1 else 'all'} {them} to another code …")),
            Choice(AWAY, Text(f"Remove the {them} too")),
        ]
        more = f" and {counted(len(below) - 1, 'code')} below it" if len(below) > 1 else ""
        self.app.push_screen(
            Pick(f"Delete “{code.name}”{more}?", choices), lambda chosen: self._delete_how(code, chosen, below)
        )

    def _delete_how(self, code: Code, chosen: str | None, below: Sequence[Code]) -> None:
        if chosen == AWAY:
            self._delete(code, None)
        elif chosen == GIVE:
            going = {known.id for known in below}
            finder = Finder(
                self.project, (), lambda query: self.fitting(query, going), "Give the codings to which code?"
            )
            self.app.push_screen(finder, lambda heir: self._delete(code, heir) if heir else None)

    def _delete(self, code: Code, heir: str | None) -> None:
        self._after_a_look(
            f"Delete “{code.name}”?",
            "Delete",
            lambda: edits.delete_code(self.session.project, code, self.session.stamp(), keep_to=heir),
        )
