"""The window that says whose words stand for the themes: quotes by participant, and what should be looked at."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbench.analysis.balance import balance, told
from workbench.analysis.tables.matrix import Asked, Head, Matrix
from workbench.core.project import counted
from workbench.tui.dialogs import Told
from workbench.tui.room import Room
from workbench.tui.widgets.cells import cut, width

NAME_CELLS, WHO_CELLS, SENTENCE_CELLS = 60, 20, 400
AT_ONCE = 13  # themes beside each other
MOST = 60  # participants; of more, those who give quotes alone are listed, and so many of them


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
            yield Static(Text("\n".join(f"• {cut(sentence, SENTENCE_CELLS)}" for sentence in self.sentences) + "\n"))
            yield Static(_grid(matrix), classes="grid")
            yield Static(Text("\n" + "\n".join(names) + "\n"))
            yield Static(Text(matrix.rule, "dim"))


def _grid(matrix: Matrix) -> Text:
    """Participants and how many quotes of each theme are theirs; themes by their numbers, some after the others."""
    giving = [row for row in matrix.rows if matrix.value(row, matrix.columns[-1])]
    rows = matrix.rows if len(matrix.rows) <= MOST else tuple(giving[:MOST])
    heads = [(str(n), column) for n, column in enumerate(matrix.columns[:-1], 1)] + [("all", matrix.columns[-1])]
    blocks = [_block(matrix, rows, heads[at : at + AT_ONCE]) for at in range(0, len(heads), AT_ONCE)]
    left = [f"{len(giving) - len(rows):,} more give quotes"] * (len(giving) > len(rows))
    left += [f"{counted(len(matrix.rows) - len(giving), 'participant')} without a quote"] * (rows != matrix.rows)
    return Text("\n\n").join(blocks).append("".join(f"\n… {words}" for words in left), "dim")


def _block(matrix: Matrix, rows: Sequence[Head], heads: Sequence[tuple[str, Head]]) -> Text:
    names = [cut(row.name, WHO_CELLS) for row in rows]
    side = max(map(width, names), default=0)
    block = Text(no_wrap=True).append(" " * side + "".join(f"{number:>4}" for number, _ in heads), "bold")
    for row, name in zip(rows, names, strict=True):
        block.append(f"\n{name}{' ' * (side - width(name))}")
        for _, column in heads:
            count = matrix.value(row, column)
            block.append(f"{count or '·':>4}", "" if count else "dim")
    return block


def show_balance(room: Room) -> None:
    """Opens the window over a room."""
    session = room.session
    project = session.seen
    asked = Asked(project, session.hearing.of(project), session.transcripts)
    room.app.push_screen(Balance(balance(asked), told(asked)))
