"""Hotkeys of codes: which code has which, where two ask for the same one."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.project import Project


def hotkeys(project: Project) -> Mapping[str, str]:
    """The code (an id) of each hotkey: the first in the codebook's order that may be applied; t and T are two letters."""
    found: dict[str, str] = {}
    for code, _ in project.code_tree:
        if code.hotkey and code.applies:
            found.setdefault(code.hotkey, code.id)
    return found


def code_of_hotkey(project: Project, typed: str) -> str:
    """The code (an id) whose hotkey was typed, else the one that has it in the other case, else nothing."""
    if len(typed) != 1:
        return ""
    known = hotkeys(project)
    return known.get(typed) or known.get(typed.swapcase(), "")
