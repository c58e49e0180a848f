"""What both faces ask that touches files or heavy libraries: bringing in, taking out, the demo study, hints.

A task takes a session, reads or writes files, and makes at most one step; it returns what was done as values.
"""

from workbench.tasks.asking import Open, for_side, in_full, settled
from workbench.tasks.checking import Checked, check_codebook, check_codebook_file
from workbench.tasks.codebook_files import Overwriting, codebook_endings, codebook_file, column_words, overwriting
from workbench.tasks.codebooks import Arriving, Standing, arriving, bring_in, codebook_status, import_codebook
from workbench.tasks.codings import code_quote, codings_named, import_codings, passage, place_of
from workbench.tasks.demo import Demo, demo
from workbench.tasks.drafts import MemoDraft, drop_draft, keep_draft, kept_draft
from workbench.tasks.evolution import (
    codebook_then,
    codebook_versions,
    codes_told,
    known_meanings,
    outdated_codings,
    write_log,
    write_version,
)
from workbench.tasks.finding import MOST as MOST_HITS
from workbench.tasks.finding import Found, caution, find_everywhere, find_here, hits_here, places, sought, without
from workbench.tasks.hints import rank_codes, same_in_words, sentences
from workbench.tasks.incoming import (
    Imported,
    ReadFile,
    add_transcripts,
    import_cases,
    import_transcripts,
    read_transcripts,
)
from workbench.tasks.merging import (
    compare_codebooks,
    file_in_git,
    git_setup,
    merge_files,
    merge_for_git,
    settle_line,
    versions,
    versions_in_git,
)
from workbench.tasks.outgoing import (
    YAML,
    Written,
    codebook_schema,
    csv_text,
    export,
    export_codebook,
    export_codings,
    export_fresh,
    export_themes,
)
from workbench.tasks.tables import asked
from workbench.tasks.themes import import_themes

__all__ = [
    "MOST_HITS",
    "YAML",
    "Arriving",
    "Checked",
    "Demo",
    "Found",
    "Imported",
    "MemoDraft",
    "Open",
    "Overwriting",
    "ReadFile",
    "Standing",
    "Written",
    "add_transcripts",
    "arriving",
    "asked",
    "bring_in",
    "caution",
    "check_codebook",
    "check_codebook_file",
    "code_quote",
    "codebook_endings",
    "codebook_file",
    "codebook_schema",
    "codebook_status",
    "codebook_then",
    "codebook_versions",
    "codes_told",
    "codings_named",
    "column_words",
    "compare_codebooks",
    "csv_text",
    "demo",
    "drop_draft",
    "export",
    "export_codebook",
    "export_codings",
    "export_fresh",
    "export_themes",
    "file_in_git",
    "find_everywhere",
    "find_here",
    "for_side",
    "git_setup",
    "hits_here",
    "import_cases",
    "import_codebook",
    "import_codings",
    "import_themes",
    "import_transcripts",
    "in_full",
    "keep_draft",
    "kept_draft",
    "known_meanings",
    "merge_files",
    "merge_for_git",
    "outdated_codings",
    "overwriting",
    "passage",
    "place_of",
    "places",
    "rank_codes",
    "read_transcripts",
    "same_in_words",
    "sentences",
    "settle_line",
    "settled",
    "sought",
    "versions",
    "versions_in_git",
    "without",
    "write_log",
    "write_version",
]
