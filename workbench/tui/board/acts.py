"""What is done on the board: codes move between themes, and themes are made, named, ordered, merged, split and removed."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.text import Text

from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import Theme
from workbench.core.project import counted
from workbench.core.steps import Step
from workbench.tui.board.columns import LOOSE
from workbench.tui.board.view import BoardView
from workbench.tui.dialogs import Ask, Choice, Confirm, Pick
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut

NEW = "+"
NO_CODE = "There is no code here."
NO_THEME = "These codes are in no theme; go to a theme with l or →, or make one with n."
NAME_CELLS = 50
SUMMARIES = "summary"  # the kind of their drafts


class BoardActs(Room):
    """A room with the acts of the board; the heir shows it."""

    view: BoardView

    @property
    def theme_here(self) -> Theme | None:
        """The theme where the user is, as the study has it; None where the codes without one stand."""
        return self.session.project.themes.get(self.view.column.theme) if self.view.board else None

    def may_change(self) -> bool:
        """True if something can be changed now; else a sentence says why not, before anything is asked or typed."""
        try:
            self.session.stamp()
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
            return False
        return True

    def _with_theme(self, act: Callable[[Theme], object]) -> None:
        if not self.may_change():
            return
        if theme := self.theme_here:
            act(theme)
        else:
            self.tell(NO_THEME, warning=True)

    def _with_codes(self, act: Callable[[list[str]], object]) -> None:
        """Does something with the marked codes (ids), else with the one under the cursor."""
        if not self.may_change():
            return
        if codes := self.meant():
            act(codes)
        else:
            self.tell(NO_CODE, warning=True)

    def meant(self) -> list[str]:
        """The marked codes (ids) in their order, else the one under the cursor."""
        here = self.view.card_here
        marked = [card.code for card in self.view.column.cards if card.code in self.view.marked]
        return marked or ([here.code] if here else [])

    def _make(self, make: Callable[[], Step]) -> bool:
        """Makes a step; a theme that is new then comes under the cursor, and the marks are gone."""
        known = set(self.session.project.themes)
        if not self.do(make):
            return False
        self.view.unmark()
        if new := [theme for theme in self.session.project.themes if theme not in known]:
            self.view.go_to(new[0])
        return True

    def _after_a_look(self, question: str, yes: str, make: Callable[[], Step], then: str = "") -> None:
        """Makes a step once somebody has seen what it does and said yes; goes to a theme (an id) then, if one is named."""
        step = self.attempt(make)
        if step is None:
            return

        def answered(sure: bool | None) -> None:
            if sure and self._make(make) and then:
                self.view.go_to(then)

        self.app.push_screen(Confirm(question, self.session.effects(step), yes), answered)

    def _now(self, theme: str) -> Theme | None:
        """A theme (an id) as it is now; None, and a sentence, if it is gone."""
        found = self.session.project.themes.get(theme)
        if found is None:
            self.tell("This theme is no longer in the study.", warning=True)
        return found

    # -- codes ------------------------------------------------------------------------------------------------------

    def action_move_codes(self) -> None:
        """Asks to which theme the codes go."""
        self._with_codes(lambda codes: self._ask_where(codes, stay=False))

    def action_join_codes(self) -> None:
        """Asks into which theme the codes go too."""
        self._with_codes(lambda codes: self._ask_where(codes, stay=True))

    def _ask_where(self, codes: Sequence[str], *, stay: bool) -> None:
        here = self.view.column.theme
        choices = [Choice(t.id, Text(cut(t.name, NAME_CELLS))) for t in self.project.theme_order if t.id != here]
        choices.append(Choice(NEW, Text.assemble(("+ ", "bold"), "a new theme …")))
        if not stay and here != LOOSE:
            choices.append(Choice(LOOSE, Text("no theme", "dim")))
        what = f"“{self.project.codes[codes[0]].name}”" if len(codes) == 1 else counted(len(codes), "code")
        question = f"Put {what} into which theme too?" if stay else f"Move {what} to which theme?"
        pick = Pick(cut(question, NAME_CELLS), choices, names=True)
        self.app.push_screen(pick, lambda to: None if to is None else self._send(codes, here, to, stay=stay))

    def _send(self, codes: Sequence[str], source: str, target: str, *, stay: bool = False) -> None:
        """Moves codes from a theme (an id) to another; LOOSE is none, NEW one whose name is asked for."""
        out_of = None if stay or source == LOOSE else self._now(source)
        if not stay and source != LOOSE and out_of is None:
            return
        if target == NEW:
            self._ask_new(codes, out_of)
            return
        into = None if target == LOOSE else self._now(target)
        if target != LOOSE and into is None:
            return
        moved = self._make(
            lambda: edits.move_codes(self.session.project, codes, out_of, into, self.session.stamp()),
        )
        if moved and into:
            self.view.go_to(into.id, codes[0])

    def _ask_new(self, codes: Sequence[str], out_of: Theme | None) -> None:
        hint = f"It begins with {counted(len(codes), 'code')}." if codes else "Codes are moved to it with m."
        ask = Ask("A new theme", hint=f"its name. {hint}")
        self.app.push_screen(ask, lambda name: self._add(name, codes, out_of) if name else None)

    def _add(self, name: str, codes: Sequence[str], out_of: Theme | None) -> None:
        self._make(lambda: edits.new_theme(self.session.project, name, codes, out_of, self.session.stamp()))

    def action_shift_code(self, by: int) -> None:
        """Moves the codes one theme to the right or left."""
        self._with_codes(lambda codes: self.send_to_column(codes, self.view.here + by))

    def send_to_column(self, codes: Sequence[str], place: int) -> None:
        """Moves codes (ids) of the column where the user is to another one, by its place."""
        if 0 <= place < len(self.view.board):
            self._send(codes, self.view.column.theme, self.view.board[place].theme)
        else:
            self.tell("There is no theme further on this side.")

    def action_order_code(self, by: int) -> None:
        """Moves the code down or up within its theme."""
        card = self.view.card_here
        if card is None:
            self.tell(NO_CODE, warning=True)
            return
        stamp = self.session.stamp
        self._with_theme(
            lambda theme: self.do(lambda: edits.order_codes(self.session.project, theme, card.code, by, stamp()))
        )

    def action_mark_code(self) -> None:
        """Marks the code under the cursor and goes on."""
        if card := self.view.card_here:
            self.view.mark(card.code)
            self.view.move(1)
            self.hush()

    def action_let_go_of_codes(self) -> None:
        """Takes the marks away."""
        self.view.unmark()
        self.hush()

    # -- themes -----------------------------------------------------------------------------------------------------

    def action_new_theme(self) -> None:
        """Asks for the name of a new theme."""
        if self.may_change():
            self._ask_new((), None)

    def action_rename_theme(self) -> None:
        """Asks for another name."""
        self._with_theme(self._ask_name)

    def _ask_name(self, theme: Theme) -> None:
        def named(name: str | None) -> None:
            if name and (now := self._now(theme.id)):
                self._rewrite(now, now._replace(name=name))

        self.app.push_screen(Ask("Rename the theme", theme.name), named)

    def _rewrite(self, theme: Theme, after: Theme) -> bool:
        """Gives a theme, as it is now, another name or summary."""
        draft = edits.ThemeDraft(after.name, after.summary, after.codes, after.quotes)
        project, stamp = self.session.project, self.session.stamp
        return self._make(lambda: edits.edit_theme(project, theme, draft, stamp()))

    def action_write_summary(self) -> None:
        """Opens the window in which the summary is written."""
        self._with_theme(self._write)

    def _write(self, theme: Theme) -> None:
        from workbench.tui.board.writing import write_summary

        heading, save = f"What “{cut(theme.name, NAME_CELLS)}” says", partial(self._save_summary, theme.id)
        write_summary(self, heading, f"{SUMMARIES}-{theme.id}", theme.summary, save)

    def _save_summary(self, theme: str, words: str, base: str) -> str:
        """Saves a theme's summary that was begun when `base` stood there. Gives what is in the way, or nothing."""
        from workbench.tui.board.writing import beside

        now = self._now(theme)
        if now is None:
            return self._said[0]
        return "" if self._rewrite(now, now._replace(summary=beside(now.summary, base, words))) else self._said[0]

    def action_shift_theme(self, by: int) -> None:
        """Moves the whole theme to the right or left."""
        self._with_theme(
            lambda theme: self.do(lambda: edits.move_theme(self.session.project, theme, by, self.session.stamp()))
        )

    def action_remove_theme(self) -> None:
        """Shows what would happen, and removes the theme."""
        self._with_theme(
            lambda theme: self._after_a_look(
                f"Remove the theme “{cut(theme.name, NAME_CELLS)}”?",
                "Remove",
                lambda: edits.remove_theme(self.session.project, theme, self.session.stamp()),
            )
        )

    def action_merge_theme(self) -> None:
        """Asks into which theme this one goes."""
        self._with_theme(self._ask_merge)

    def _ask_merge(self, theme: Theme) -> None:
        others = [known for known in self.project.theme_order if known.id != theme.id]
        if not others:
            self.tell("There is no other theme to merge it into.", warning=True)
            return
        choices = [Choice(known.id, Text(cut(known.name, NAME_CELLS))) for known in others]
        pick = Pick(f"Merge “{cut(theme.name, NAME_CELLS // 2)}” into which theme?", choices, names=True)
        self.app.push_screen(pick, lambda into: self._merge(theme, into) if into else None)

    def _merge(self, theme: Theme, target: str) -> None:
        into = self._now(target)
        if into is None:
            return
        self._after_a_look(
            f"Merge “{cut(theme.name, NAME_CELLS // 2)}” into “{cut(into.name, NAME_CELLS // 2)}”?",
            "Merge",
            lambda: edits.merge_themes(self.session.project, [theme], into, self.session.stamp()),
            into.id,
        )

    def action_split_theme(self) -> None:
        """Asks for the name of the theme that the marked codes become."""
        self._with_theme(lambda theme: self._with_codes(lambda codes: self._ask_split(theme, codes)))

    def _ask_split(self, theme: Theme, codes: Sequence[str]) -> None:
        ask = Ask(f"Split {counted(len(codes), 'code')} off as a theme", hint="its name")

        def named(name: str | None) -> None:
            if name:
                stamp = self.session.stamp
                self._make(lambda: edits.split_theme(self.session.project, theme, codes, name, stamp()))

        self.app.push_screen(ask, named)
