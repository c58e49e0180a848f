"""Where a quote stands in the study, as one line of signs that no format takes for its own."""

from __future__ import annotations

import json

from workbench.analysis.report import Quote

_HARMLESS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&%\x7f"})


def line(quote: Quote) -> str:
    """A quote's id and source as JSON in one line of ASCII without “--”, “<” and “>”, whatever is in its names."""
    if quote.source is None:
        return ""
    told = {"id": quote.id, **quote.source._asdict()}
    return json.dumps(told).translate(_HARMLESS).replace("--", "-\\u002d")
