"""Acts on quotes in their list: on the marked ones, else on the one where the user is."""

from collections.abc import Sequence

from rich.text import Text

from workbench.core import edits
from workbench.core.errors import WorkbenchError
from workbench.core.model import Coding, Theme
from workbench.core.project import counted
from workbench.tui.dialogs import Ask, Choice, Confirm, Pick
from workbench.tui.quotes.answers import Answering
from workbench.tui.quotes.rows import Texts, as_printed
from workbench.tui.widgets.cells import cut

NEW_THEME = "+"
NO_RATING = "\x1fnone"  # nothing that a scale can have as a point
NO_QUOTE = "There is no quote here."
THEME_CELLS = 50


class Acting(Answering):
    """A room with quotes that are `meant`."""

    texts: Texts
    coding_here: Coding | None = None

    def meant(self) -> list[Coding]:
        """The marked quotes, else the one where the user is."""
        return []

    def let_go(self) -> None:
        """Takes the marks away."""

    def _those(self) -> list[Coding]:
        codings = self.meant()
        if not codings:
            self.tell(NO_QUOTE, warning=True)
        return codings

    def action_open_quote(self) -> None:
        """Goes to the place of the quote."""
        if coding := self.coding_here:
            self.desktop.jump(coding.document, coding.span)

    def action_recode_quotes(self) -> None:
        """Asks for another code."""
        if codings := self._those():
            what = f"Recode {counted(len(codings), 'quote')} to"
            self.ask_code(what, lambda code: self._recode(codings, code))

    def _recode(self, codings: Sequence[Coding], code: str) -> None:
        if self.do(lambda: edits.recode(self.session.project, codings, code, self.session.stamp())):
            self.let_go()

    def action_word_quote(self) -> None:
        """Words the quote for print."""
        from workbench.tui.wording import QuoteEditor

        if not (coding := self.coding_here):
            self.tell(NO_QUOTE, warning=True)
            return
        try:
            extract = self.texts.extract(self.project, coding)
            editor = QuoteEditor(self.session, coding.document, coding.span, extract.id if extract else "this quote")
        except WorkbenchError as error:
            self.tell(str(error), warning=True)
            return
        self.app.push_screen(editor)

    def action_remove_quotes(self) -> None:
        """Asks, and removes the codings."""
        codings = self._those()
        if not codings:
            return
        try:
            step = edits.remove_codings(self.session.project, codings, self.session.stamp())
            lines = self.session.effects(step)
        except WorkbenchError as error:
            self.look_again()
            self.tell(str(error), warning=True)
            return
        question = f"Remove {counted(len(codings), 'coding')}?"
        self.app.push_screen(Confirm(question, lines, "Remove"), lambda yes: self._remove(codings) if yes else None)

    def _remove(self, codings: Sequence[Coding]) -> None:
        if self.do(lambda: edits.remove_codings(self.session.project, codings, self.session.stamp())):
            self.let_go()

    def action_copy_quotes(self) -> None:
        """Copies the quotes with their references."""
        from workbench.tui.clipboard import copy, reference

        codings = self._those()
        found = [extract for coding in codings if (extract := self.texts.extract(self.project, coding))]
        extracts = [extract._replace(words=as_printed(self.project, extract)) for extract in found]
        if extracts:
            self.tell(copy(self.app, "\n\n".join(map(reference, extracts))))

    def action_rate_quotes(self) -> None:
        """Asks for a point of the scale."""
        codings = self._those()
        codes = {coding.code for coding in codings}
        if not codings:
            return
        code = self.project.codes[codings[0].code]
        if len(codes) > 1:
            self.tell(
                "These quotes have several codes, each with a scale of its own. Rate one code's at a time.",
                warning=True,
            )
            return
        if not code.scale:
            self.tell(f"“{code.name}” has no scale to rate on. Give it one in the codebook (F6).", warning=True)
            return
        choices = [Choice(point, Text(point)) for point in code.scale] + [Choice(NO_RATING, Text("no rating", "dim"))]
        pick = Pick(f"Rate “{cut(code.name, 40)}”", choices)
        self.app.push_screen(pick, lambda point: self._rate(codings, point) if point else None)

    def _rate(self, codings: Sequence[Coding], point: str) -> None:
        rating = "" if point == NO_RATING else point
        if self.do(lambda: edits.rate(self.session.project, codings, rating, self.session.stamp())):
            self.let_go()

    def action_choose_for_theme(self) -> None:
        """Asks for a theme; quotes that it has all of already are taken out."""
        codings = self._those()
        if not codings:
            return
        choices = [Choice(theme.id, _theme_line(theme, codings)) for theme in self.project.theme_order]
        choices.append(Choice(NEW_THEME, Text.assemble(("+ ", "bold"), "a new theme")))
        pick = Pick(f"Choose {counted(len(codings), 'quote')} for which theme?", choices, names=True)
        self.app.push_screen(pick, lambda theme: self._choose(codings, theme) if theme else None)

    def _choose(self, codings: Sequence[Coding], theme: str) -> None:
        ids = tuple(coding.id for coding in codings)
        if theme == NEW_THEME:
            ask = Ask("Name of the new theme", "", "Its summary and codes can be written with: workbench theme edit")
            self.app.push_screen(ask, lambda name: self._new_theme(name, ids) if name else None)
            return
        known = self.session.project.themes.get(theme)
        if known is None:
            self.tell("This theme is no longer in the study.", warning=True)
            return
        out = set(ids) <= set(known.quotes)
        kept = [quote for quote in known.quotes if quote not in ids] if out else [*known.quotes, *ids]
        draft = edits.ThemeDraft(known.name, known.summary, known.codes, tuple(dict.fromkeys(kept)))
        said = f"{counted(len(ids), 'quote')} {'taken out of' if out else 'chosen for'} “{known.name}” · saved"
        if self.do(lambda: edits.edit_theme(self.session.project, known, draft, self.session.stamp()), said=said):
            self.let_go()

    def _new_theme(self, name: str, quotes: tuple[str, ...]) -> None:
        draft = edits.ThemeDraft(name, "", (), quotes)
        if self.do(lambda: edits.add_theme(self.session.project, draft, self.session.stamp())):
            self.let_go()


def _theme_line(theme: Theme, codings: Sequence[Coding]) -> Text:
    has = {coding.id for coding in codings} <= set(theme.quotes)
    count = f"  {counted(len(theme.quotes), 'quote')}{', take out' if has else ''}"
    return Text.assemble(("★ " if has else "  ", "bold"), cut(theme.name, THEME_CELLS - len(count)), (count, "dim"))
