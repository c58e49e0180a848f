"""What both faces ask that touches files or heavy libraries: bringing in, taking out, the demo study, hints.

A task takes a session, reads or writes files, and makes at most one step; it returns what was done as values.
"""

from workbench.tasks.asking import Open, for_side, in_full, settled
from workbench.tasks.charts import chart, is_chart, write_chart, write_table
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
    export_themes,
    fresh,
    report_endings,
)
from workbench.tasks.packs import EDITED, SAME, Remade, export_all
from workbench.tasks.queries import Answer, answering, ask, counts, told
from workbench.tasks.quoting import extracts_of, suggested
from workbench.tasks.showing import Said, Sight, show_quote
from workbench.tasks.tables import asked
from workbench.tasks.themes import import_themes
from workbench.tasks.wordings import Worded, edit_at, reword_as_said, word_quote, wordings, words_of_quote

__all__ = [
    "EDITED",
    "MOST_HITS",
    "SAME",
    "YAML",
    "Answer",
    "Arriving",
    "Checked",
    "Demo",
    "Found",
    "Imported",
    "MemoDraft",
    "Open",
    "Overwriting",
    "ReadFile",
    "Remade",
    "Said",
    "Sight",
    "Standing",
    "Worded",
    "Written",
    "add_transcripts",
    "answering",
    "arriving",
    "ask",
    "asked",
    "bring_in",
    "caution",
    "chart",
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
    "counts",
    "csv_text",
    "demo",
    "drop_draft",
    "edit_at",
    "export",
    "export_all",
    "export_codebook",
    "export_codings",
    "export_themes",
    "extracts_of",
    "file_in_git",
    "find_everywhere",
    "find_here",
    "for_side",
    "fresh",
    "git_setup",
    "hits_here",
    "import_cases",
    "import_codebook",
    "import_codings",
    "import_themes",
    "import_transcripts",
    "in_full",
    "is_chart",
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
    "report_endings",
    "reword_as_said",
    "same_in_words",
    "sentences",
    "settle_line",
    "settled",
    "show_quote",
    "sought",
    "suggested",
    "told",
    "versions",
    "versions_in_git",
    "without",
    "word_quote",
    "wordings",
    "words_of_quote",
    "write_chart",
    "write_log",
    "write_table",
    "write_version",
]
