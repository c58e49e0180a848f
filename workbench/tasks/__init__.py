"""What both faces ask that touches files or heavy libraries: bringing in, taking out, the demo study, hints.

A task takes a session, reads or writes files, and makes at most one step; it returns what was done as values.
"""

from workbench.tasks.codings import code_quote, import_codings
from workbench.tasks.demo import Demo, demo
from workbench.tasks.hints import rank_codes, sentences
from workbench.tasks.incoming import (
    Imported,
    ReadFile,
    import_cases,
    import_codebook,
    import_transcripts,
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
    "Demo",
    "Imported",
    "ReadFile",
    "Written",
    "code_quote",
    "csv_text",
    "demo",
    "export",
    "export_codebook",
    "export_codings",
    "export_fresh",
    "export_themes",
    "import_cases",
    "import_codebook",
    "import_codings",
    "import_themes",
    "import_transcripts",
    "rank_codes",
    "sentences",
]
