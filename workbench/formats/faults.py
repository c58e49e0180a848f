"""What is wrong with a file that people write by hand, each fault with its place, and all of them told together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workbench.core.errors import Unreadable
from workbench.core.model import Problem

MOST = 1_000
_MOST_TOLD = 200
_QUOTED = re.compile("“([^”]{60})[^”]{20,}”")


class Fault(NamedTuple):
    """What is wrong, and where: a line and a column, or a row and maybe a cell's header; told on one line, cut if need be."""

    line: int
    column: int
    message: str
    cell: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}" if self.column else f"row {self.line}"
        where += f", {self.cell}" if self.cell else ""
        told = _QUOTED.sub(lambda quoted: f"“{quoted[1]}…”", " ".join(self.message.splitlines()))
        return str(Problem(where, told))


def refuse(faults: Sequence[Fault], what: str = "codebook") -> None:
    """Raises Unreadable with all faults in the order of their places, if there are any."""
    if faults:
        told = [str(fault) for fault in sorted(faults)[:_MOST_TOLD]]
        over = "many" if len(faults) > MOST else str(len(faults) - _MOST_TOLD)
        more = [f"… and {over} more."] if len(faults) > _MOST_TOLD else []
        count = f"more than {MOST:,}" if len(faults) > MOST else str(len(faults))
        told_of = "one problem" if len(faults) == 1 else f"{count} problems"
        raise Unreadable("\n".join([f"The {what} has {told_of}:", *told, *more]))
