"""The window that says whose words stand for the themes: quotes by participant, and what should be looked at."""

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbench.analysis.balance import balance, told
from workbench.analysis.tables.matrix import Asked, Matrix
from workbench.tui.dialogs import Told
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut, drawn

NAME_CELLS = 60


class Balance(Told):
    """Quotes by participant and theme, to be read."""

    def __init__(self, matrix: Matrix, sentences: tuple[str, ...]) -> None:
        super().__init__()
        self.matrix = matrix
        self.sentences = sentences

    def compose(self) -> ComposeResult:
        """What should be looked at, the table, the names of the themes, the rule."""
        matrix = self.matrix
        names = [f"{n:>2}  {cut(head.name, NAME_CELLS)}" for n, head in enumerate(matrix.columns[:-1], 1)]
        with VerticalScroll(classes="box balance") as box:
            box.border_title = "Whose quotes stand for the themes"
            box.border_subtitle = self.foot()
            yield Static(Text("\n".join(f"• {drawn(sentence)}" for sentence in self.sentences) + "\n"))
            yield Static(_grid(matrix))
            yield Static(Text("\n" + "\n".join(names) + "\n"))
            yield Static(Text(matrix.rule, "dim"))


def _grid(matrix: Matrix) -> Table:
    """Participants and how many quotes of each theme are theirs; themes by their numbers."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    for _ in matrix.columns:
        grid.add_column(justify="right", no_wrap=True)
    grid.add_row("", *(Text(str(n), "bold") for n in range(1, len(matrix.columns))), Text("all", "bold"))
    for row in matrix.rows:
        counts = [matrix.value(row, column) for column in matrix.columns]
        grid.add_row(
            Text(cut(row.name, NAME_CELLS // 3)),
            *(Text(str(count or "·"), "" if count else "dim") for count in counts),
        )
    return grid


def show_balance(room: Room) -> None:
    """Opens the window over a room."""
    session = room.session
    project = session.seen
    asked = Asked(project, session.hearing.of(project), session.transcripts)
    room.app.push_screen(Balance(balance(asked), told(asked)))
