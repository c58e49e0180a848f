"""What a coder sees who codes blind: the study without anything that another coder put into it.

Only what is shown goes through here. Steps are made on the whole project, so that nothing hidden is lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from workbench.core.model import Coding
from workbench.core.project import Project


class Blindfold(NamedTuple):
    """A project as it is, and as `coder` sees it."""

    coder: str
    whole: Project
    seen: Project

    @classmethod
    def of(cls, project: Project, coder: str) -> Blindfold:
        """The project with the codings, memos and chosen quotes of one coder (an id) alone, and their counts."""
        return cls(coder, Project(), Project()).over(project)

    def over(self, project: Project) -> Blindfold:
        """The same coder's sight of the project as it is now; costs what the documents that differ cost."""
        codings: dict[str, tuple[Coding, ...]] = {}
        counts = Counter(dict(self.seen.counts))
        for document, all_here in project.codings.items():
            mine = self.seen.codings.get(document, ())
            if self.whole.codings.get(document) is not all_here:
                counts.subtract(coding.code for coding in mine)
                mine = tuple(coding for coding in all_here if coding.coder == self.coder)
                counts.update(coding.code for coding in mine)
            if mine:
                codings[document] = mine
        for document in self.seen.codings.keys() - project.codings.keys():
            counts.subtract(coding.code for coding in self.seen.codings[document])
        chosen = {quote for theme in project.themes.values() for quote in theme.quotes}
        own = {coding.id for some in codings.values() for coding in some if coding.id in chosen} if chosen else chosen
        themes = {
            theme.id: theme._replace(quotes=tuple(quote for quote in theme.quotes if quote in own))
            for theme in project.themes.values()
        }
        memos = {memo.id: memo for memo in project.memos.values() if memo.coder == self.coder}
        wordings = {wording.id: wording for wording in project.wordings.values() if wording.coder == self.coder}
        cells = {cell.id: cell for cell in project.cells.values() if cell.coder == self.coder}
        seen = replace(
            project,
            codings=codings,
            counts={code: n for code, n in counts.items() if n},
            themes=themes,
            memos=memos,
            wordings=wordings,
            cells=cells,
        )
        return Blindfold(self.coder, project, seen)
