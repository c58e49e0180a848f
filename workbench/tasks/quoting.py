"""Quotes that may stand for a theme: the extracts of the theme, and suggestions with their reasons."""

from typing import TYPE_CHECKING

from workbench.analysis.quotes import Extract, quotes
from workbench.analysis.retrieval import Wanted, chosen
from workbench.core.model import Theme
from workbench.session import Session

if TYPE_CHECKING:
    from workbench.analysis.suggesting import Suggestion


def extracts_of(session: Session, theme: Theme) -> tuple[Extract, ...]:
    """The extracts of a theme's codes and those below them, and its chosen quotes, in the order of the library."""
    project = session.seen
    codings = chosen(project, Wanted(themes=(theme.id,)))
    return quotes(project, session.transcripts({coding.document for coding in codings}), codings)


def suggested(session: Session, theme: Theme, most: int = 5) -> "tuple[Suggestion, ...]":
    """Extracts of a theme that would make good quotes beside its chosen ones, the best first; see `suggesting.RULE`."""
    from workbench.analysis.suggesting import suggestions
    from workbench.assist.alike import nearly_same

    extracts = extracts_of(session, theme)
    places = {quote: place for place, quote in enumerate(theme.quotes)}
    picked = sorted((e for e in extracts if e.coding.id in places), key=lambda extract: places[extract.coding.id])
    return suggestions(extracts, picked, nearly_same, most)
