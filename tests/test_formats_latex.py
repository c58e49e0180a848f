import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import WORSE, coded, full_report, report, source
from workbench.analysis.report import (
    GAP,
    Break,
    Bullets,
    Coded,
    Contents,
    Heading,
    Mark,
    Prose,
    Quote,
    Spoken,
    Table,
    plain,
)
from workbench.core.codebook import Codebook, Entry
from workbench.formats import latex, register
from workbench.formats.latex import words

OURS = (
    "begin end par section subsection subsubsection paragraph item newline textbackslash textasciicircum textasciitilde "
    "textquotedbl textasciigrave textless textgreater textbar quad emph textbf texttt ttfamily hfill LARGE bfseries large "
    "textemdash clearpage caption toprule midrule bottomrule endfirsthead endhead endlastfoot addtocounter strut "
    "raggedleft raggedright arraybackslash dimexpr linewidth tabcolsep relax gap edge footnotetext footnotesize label "
    "setcounter renewcommand contentsname tableofcontents"
)
ENVIRONMENTS = {"document", "center", "quote", "itemize", "longtable", "landscape"}


def tokens(text):
    return re.findall(r"\\[A-Za-z]+|\\.|%[^\n]*|.", text, re.DOTALL)


def check(text):
    """Asserts that a document holds our own commands alone, that braces and environments close, and no sign works."""
    assert text.startswith(latex._OPENING)
    text = text.removeprefix(latex._OPENING)
    depth, standing = 0, []
    for piece in tokens(text):
        if piece.startswith("% workbench: "):
            assert json.loads(piece.removeprefix("% workbench: "))
            continue
        depth += (piece == "{") - (piece == "}")
        assert depth >= 0
        assert piece not in {"$", "^", "~~", "`"}
        assert not piece.startswith("%")
        assert piece[0] != "\\" or piece[1:] in OURS.split() or piece[1:] in set("\\{}$&#%_"), piece
    assert depth == 0
    for word, name in re.findall(r"(?<!\\)\\(begin|end)\{([^}]*)\}", f"\\begin{{document}}{text}"):
        assert name in ENVIRONMENTS
        if word == "begin":
            standing.append(name)
        else:
            assert standing.pop() == name
    assert standing == []


def body(made):
    return latex.write(made).decode().split("\\end{center}\n\n", 1)[1].removesuffix("\\end{document}\n").strip()


def test_latex_reads_well_as_it_stands():
    made = report(
        Heading("Trust & co"),
        Prose("They *felt* **heard**.\n\n- one\n  - two\n\n3. [x](https://x.org)\n\n# Limits\n\n> said"),
        Quote("It listened. [laughs]\n[P1]: No.\n\nSo.", "P1, turn 2", "P1-002"),
        Bullets(("[a] bullet",)),
        Break(),
        Table("Codes", ("Code", "n"), (("[a] 50%\nb", 3),), (3, 1)),
    )
    assert body(made) == (
        "\\section{Trust \\& co}\n\nThey \\emph{felt} \\textbf{heard}.\n\n"
        "\\begin{itemize}\n\n\\item{} one\n\n\\begin{itemize}\n\n\\item{} two\n\n\\end{itemize}\n\n"
        "\\item[{3.}] x (https://x.org)\n\n\\end{itemize}\n\n\\subsection{Limits}\n\n"
        "\\begin{quote}\nsaid\n\\end{quote}\n\n"
        "\\begin{quote}\nIt listened. [laughs]\\newline{}[P1]: No.\n\nSo.\n\n"
        "\\hfill\\textemdash{} P1, turn 2, P1-002\n\\end{quote}\n\n"
        "\\begin{itemize}\n\\item{} [a] bullet\n\\end{itemize}\n\n\\clearpage\n\n"
        "\\begin{longtable}{>{\\raggedright\\arraybackslash}p{\\dimexpr 0.750\\linewidth-2\\tabcolsep\\relax}"
        ">{\\raggedleft\\arraybackslash}p{\\dimexpr 0.250\\linewidth-2\\tabcolsep\\relax}}\n"
        "\\caption{Codes}\\\\\n\\toprule\n{}\\bfseries Code & {}\\bfseries n \\\\\n\\midrule\n\\endfirsthead\n"
        "\\toprule\n{}\\bfseries Code & {}\\bfseries n \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endlastfoot\n"
        "{}[a] 50\\%\\newline{}b & {}3 \\\\\n\\end{longtable}"
    )


def test_every_sign_that_works_in_latex_is_set_as_it_is():
    assert words("\\input{/etc/passwd} $a_1^2$ & # % ~ \"q\" `` '' -- <x>|\u2003\x00\x7f") == (
        "\\textbackslash{}input\\{/etc/passwd\\} \\$a\\_1\\textasciicircum{}2\\$ \\& \\# \\% \\textasciitilde{} "
        "\\textquotedbl{}q\\textquotedbl{} \\textasciigrave{}\\textasciigrave{} '{}' -{}- "
        "\\textless{}x\\textgreater{}\\textbar{}\\quad{}"
    )


def full_of(said):
    where = source(said, participant=said, code=said, coder=said, edits=((1, 2, said),))
    return report(
        Heading(said), Prose(plain(said)), Prose(said), Quote(said, said, said, said, where), Bullets((said,)),
        Table(said, (said, "n"), ((said, 1), ("", 2)), note=said, wide=True), Table("", ("a",), ((said,),)),
        Contents(said), Prose(GAP.format(plain(said))),
        Coded(f"P1: {said}.", (Spoken(said, 4, 5 + len(said)),), (Mark(0, 5, said, said, said, said),)), title=said,
    )  # fmt: skip


@pytest.mark.parametrize(
    "hostile",
    [
        *WORSE, "\\input{/etc/passwd}", "\\end{document}", "}}{{", "%", "\\", "^^41", "\\write18{rm -rf /}",
        "1. a\n\n       b\n\n   > c\n\n- - - d",
    ],
)  # fmt: skip
def test_hostile_words_work_nowhere_in_a_document(hostile):
    check(latex.write(full_of(hostile)).decode())


@given(st.text(alphabet="ab1 \n\t*_`~[](){}<>#+-=.!:|\\&;$^\"'%,", max_size=40))
@settings(max_examples=100, deadline=None)
def test_no_sign_works_wherever_it_stands(said):
    check(latex.write(full_of(said)).decode())


def test_a_codebook_is_written_as_latex_and_as_markdown():
    book = Codebook("50% & more", "", (Entry("K_1", "Trust", None, "Being #sure.", examples=("I {knew}.",)),))
    tex = register.write_codebook(book, ".tex").decode()
    check(tex)
    assert "\\section{Trust (K\\_1)}\n\n\\textbf{Being \\#sure.}\n\n\\emph{Examples:}\n\n" in tex
    assert register.write_codebook(book, ".md").decode() == (
        "# Codebook\n\n*50% & more*\n\n## Trust (K\\_1)\n\n**Being \\#sure.**\n\n*Examples:*\n\n- “I {knew}.”\n"
    )


def test_what_isnt_known_stands_out_as_a_gap():
    assert body(report(Prose(f"Held in {GAP.format('month, *year*')}."))) == "Held in \\gap{month, year}."


def test_a_quote_says_for_programs_where_it_stands_and_is_a_place_to_refer_to():
    quotes = (Quote("a", "P1", "P07-012", "", source()), Quote("b", "P1", "P07-012", "", source("100%\n.txt")))
    lines = body(report(*quotes)).split("\n")
    told = [json.loads(line.removeprefix("% workbench: ")) for line in lines if line.startswith("%")]
    assert [(one["id"], one["document"], one["start"], one["edits"]) for one in told] == [
        ("P07-012", "P1.txt", 21, []), ("P07-012", "100%\n.txt", 21, []),
    ]  # fmt: skip
    assert [line for line in lines if "label" in line] == ["\\label{quote:P07-012}", "\\label{quote:P07-012-2}"]


def test_a_coded_transcript_shows_where_each_code_begins_and_ends_and_notes_which_it_is():
    written = body(report(coded()))
    assert re.findall(r"edge\{(.*?)\}", written) == ["[1", "[2", "1]", "2]", "[3", "[4", "4]", "3]"]
    assert (
        "\\textbf{P1:} \\edge{[1}I knew \\edge{[2}her \\edge{1]}\\footnotetext[1]{family \\textgreater{} trust "
        in written
    )


def test_wide_tables_are_turned_notes_stand_below_and_shares_have_one_decimal():
    written = body(report(Table("", ("a", "b"), (("x", 12.345), ("y", 7.0)), note="Counted 1.", wide=True)))
    assert written.startswith("\\begin{landscape}\n\\begin{longtable}")
    assert "{}x & {}12.3 \\\\\n{}y & {}7.0 \\\\" in written
    assert written.endswith("{\\footnotesize Counted 1.\\par}\n\\end{landscape}")


def test_a_report_with_each_kind_of_block_is_sound_latex():
    written = latex.write(full_report())
    check(written.decode())
    assert written == latex.write(full_report())
    assert "\\renewcommand{\\contentsname}{Contents}\n\\tableofcontents" in written.decode()
