"""What a search found in the document that is shown: stretches in order, asked for line by line. Pure."""

from bisect import bisect_left
from collections.abc import Sequence

from workbench.core.spans import Span


class Hits:
    """Stretches that were found; `over` costs what it finds."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = sorted(set(spans))
        self._longest = max((span.length for span in self.spans), default=0)

    def over(self, span: Span) -> list[Span]:
        """The hits that share a code point with the span, in order."""
        first = bisect_left(self.spans, span.start - self._longest, key=_start)
        last = bisect_left(self.spans, span.end, key=_start)
        return [hit for hit in self.spans[first:last] if hit.end > span.start]

    def differing(self, other: "Hits") -> list[Span]:
        """What is only in the one or only in the other."""
        return list(set(self.spans) ^ set(other.spans))


def _start(span: Span) -> int:
    return span.start
