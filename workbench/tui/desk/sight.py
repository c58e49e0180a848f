"""What of a study somebody wants to see at the desk: which codes, whose codings, and whether questions are set back. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workbench.core.model import Coding
from workbench.core.project import Project, counted

KEPT = 64
Codings = tuple[Coding, ...]


@dataclass(frozen=True)
class Sight:
    """Codes and coders (ids) that are hidden, `only` (a coder's id) whose codings alone are shown, and focus.

    Nothing hidden is changed, and nothing is hidden from anybody else.
    """

    codes: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    only: str = ""
    focus: bool = False
    _known: dict[int, tuple[Codings, Codings]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, codings: Codings) -> Codings:
        """Those of the codings that are shown; for the same tuple always the same one, so that `is` compares them."""
        if not (self.codes or self.coders or self.only):
            return codings
        known = self._known.get(id(codings))
        if known is None or known[0] is not codings:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[id(codings)] = (codings, tuple(coding for coding in codings if self.shows(coding)))
        return known[1]

    def shows(self, coding: Coding) -> bool:
        """True if the coding is shown."""
        return (
            coding.code not in self.codes
            and coding.coder not in self.coders
            and (not self.only or coding.coder == self.only)
        )

    def hiding(self, codes: Iterable[str], coders: Iterable[str]) -> Sight:
        """With these codes and coders hidden, and no others."""
        return replace(self, codes=frozenset(codes), coders=frozenset(coders))

    def focused(self) -> Sight:
        """With focus on, or off where it was on."""
        return replace(self, focus=not self.focus)

    def alone(self, coder: str) -> Sight:
        """With the codings of one coder (an id) alone, or of all where it was so."""
        return replace(self, only="" if self.only else coder)

    def said(self, project: Project) -> str:
        """What is hidden, with the keys that show it again; nothing if nothing is."""
        codes = sum(project.codes[code].applies for code in self.codes if code in project.codes)
        coders = sorted(project.coders[coder].name for coder in self.coders & project.coders.keys())
        parts = [f"{counted(codes, 'code')} hidden (f)"] if codes else []
        if coders:
            named = coders[0] if len(coders) == 1 else counted(len(coders), "coder")
            parts.append(f"{named} hidden (f)")
        if self.only:
            parts.append("other coders hidden (H)")
        return " · ".join(parts)
