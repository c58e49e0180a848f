import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_reports import HOSTILE, report
from workbench.analysis.report import Break, Bullets, Heading, Prose, Quote, Table, plain
from workbench.core.codebook import Codebook, Entry
from workbench.formats import latex, register
from workbench.formats.latex import words

OURS = (
    "documentclass usepackage ifPDFTeX else fi setcounter setlength parindent parskip emergencystretch begin end LARGE "
    "bfseries par large section subsection subsubsection paragraph item newline textbackslash textasciicircum "
    "textasciitilde textquotedbl textasciigrave textless textgreater textbar quad emph textbf texttt ttfamily hfill "
    "textemdash clearpage caption toprule midrule bottomrule endfirsthead endhead endlastfoot addtocounter strut "
    "raggedleft raggedright arraybackslash dimexpr linewidth tabcolsep relax"
)
ENVIRONMENTS = {"document", "center", "quote", "itemize", "longtable"}


def tokens(text):
    return re.findall(r"\\[A-Za-z]+|\\.|%[^\n]*|.", text, re.DOTALL)


def check(text):
    """Asserts that a document holds our own commands alone, that braces and environments close, and no sign works."""
    depth, standing = 0, []
    known = set(OURS.split())
    found = tokens(text.split("\n", 1)[1])
    for piece in found:
        depth += (piece == "{") - (piece == "}")
        assert depth >= 0
        assert piece not in {"$", "^", "~~", "`"}
        assert not piece.startswith("%")
        assert piece[0] != "\\" or piece[1:] in known or piece[1:] in set("\\{}$&#%_"), piece
    assert depth == 0
    for word, name in re.findall(r"(?<!\\)\\(begin|end)\{([^}]*)\}", text):
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
    return report(
        Heading(said), Prose(plain(said)), Prose(said), Quote(said, said, said), Bullets((said,)),
        Table(said, (said, "n"), ((said, 1), ("", 2))), Table("", ("a",), ((said,),)), title=said,
    )  # fmt: skip


@pytest.mark.parametrize(
    "hostile",
    [
        *HOSTILE, "\\input{/etc/passwd}", "\\end{document}", "}}{{", "%", "\\", "^^41", "\\write18{rm -rf /}",
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
