"""What both faces ask that touches files or heavy libraries: bringing in, taking out, the demo study, hints.

A task takes a session, reads or writes files, and makes at most one step; it returns what was done as values.
"""

from workbench.tasks.codings import code_quote, codings_named, import_codings, passage, place_of
from workbench.tasks.demo import Demo, demo
from workbench.tasks.drafts import MemoDraft, drop_draft, keep_draft, kept_draft
from workbench.tasks.finding import MOST as MOST_HITS
from workbench.tasks.finding import Found, caution, find_everywhere, find_here, hits_here, places, sought, without
from workbench.tasks.hints import rank_codes, sentences
from workbench.tasks.incoming import (
    Imported,
    ReadFile,
    add_transcripts,
    import_cases,
    import_codebook,
    import_transcripts,
    read_transcripts,
)
from workbench.tasks.outgoing import (
    Written,
    csv_text,
    export,
    export_codebook,
    export_codings,
    export_fresh,
    export_themes,
)
from workbench.tasks.themes import import_themes

__all__ = [
    "MOST_HITS",
    "Demo",
    "Found",
    "Imported",
    "MemoDraft",
    "ReadFile",
    "Written",
    "add_transcripts",
    "caution",
    "code_quote",
    "codings_named",
    "csv_text",
    "demo",
    "drop_draft",
    "export",
    "export_codebook",
    "export_codings",
    "export_fresh",
    "export_themes",
    "find_everywhere",
    "find_here",
    "hits_here",
    "import_cases",
    "import_codebook",
    "import_codings",
    "import_themes",
    "import_transcripts",
    "keep_draft",
    "kept_draft",
    "passage",
    "place_of",
    "places",
    "rank_codes",
    "read_transcripts",
    "sentences",
    "sought",
    "without",
]
