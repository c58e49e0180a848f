"""Where the program starts: bare on the study in the present folder, else with the words of the command line.

The bare start goes without Typer, which costs a tenth of a second, since it is what people do every day. The garbage
collector looks less often than it would: a study is tens of thousands of records that stay.
"""

import gc
import sys

from workbench.cli.exits import outcome
from workbench.cli.output import prepare


def run() -> None:
    """Does what was asked for on the command line, and leaves with its exit code."""
    prepare()
    gc.set_threshold(50_000, 20, 100)
    sys.exit(_words() if sys.argv[1:] else outcome(_bare))


def _bare() -> None:
    from workbench.cli.study import Wishes, begin

    begin(Wishes())


def _words() -> int:
    from workbench.cli.words import app

    return int(app(prog_name="workbench") or 0)
