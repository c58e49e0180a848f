"""What is wrong with a file that people write by hand, each fault with its place, and all of them told together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.core.errors import Unreadable
from workbench.core.model import Problem

_MOST_TOLD = 200


class Fault(NamedTuple):
    """What is wrong, and where: a line and a column, or a row and no column."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}" if self.column else f"row {self.line}"
        return str(Problem(where, self.message))


def refuse(faults: Sequence[Fault], what: str = "codebook") -> None:
    """Raises Unreadable with all faults in the order of their places, if there are any."""
    if faults:
        told = [str(fault) for fault in sorted(faults)[:_MOST_TOLD]]
        more = [f"… and {len(faults) - _MOST_TOLD} more."] if len(faults) > _MOST_TOLD else []
        count = "one problem" if len(faults) == 1 else f"{len(faults)} problems"
        raise Unreadable("\n".join([f"The {what} has {count}:", *told, *more]))
