"""What can be done on the start screen, before a study is open."""

from workbench.tui.commands.command import Command

START = "start"
START_COMMANDS: tuple[Command, ...] = (
    Command("new_study", ("n",), START, "Start", "a new study in a folder of its own"),
    Command("demo_study", ("d",), START, "Start", "the demo: nine invented interviews, coded"),
    Command("open_study", ("o",), START, "Start", "open a study in another folder"),
    Command("start_down", ("j",), START, "Start", "next line", action="move(1)"),
    Command("start_up", ("k",), START, "Start", "previous line", action="move(-1)"),
    Command("quit", ("q",), START, "Start", "leave", action="app.quit"),
)
