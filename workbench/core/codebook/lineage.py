"""Where a code comes from, in words: the codes it took in, the one it was split off, and what it draws on."""

from __future__ import annotations

from workbench.core.model import Code, is_given
from workbench.core.project import Project, counted


def lineage(project: Project, code: Code) -> list[str]:
    """Which codes a code took in, and which one it was split off, in a sentence each."""
    handles = [key for key in code.merged if not is_given(key)]
    others = len(code.merged) - len(handles)
    took = [*handles, *([counted(others, "further code" if handles else "other code")] if others else [])]
    told = [f"It took in: {', '.join(took)}."] if took else []
    if code.split:
        first = next((known for known in project.codes.values() if known.stable == code.split), None)
        handle = "" if is_given(code.split) else code.split
        told.append(f"It was split off {f'“{first.name}”' if first else handle or 'a code that is gone'}.")
    return told


def references(project: Project, code: Code) -> list[str]:
    """What a code draws on: the references behind its keys where the codebook has them, else the words themselves."""
    known = dict(project.book.sources) if project.book else {}
    return [f"{source}: {known[source]}" if source in known else source for source in code.sources]
