"""A codebook file stays its people's: what is written into it touches the lines of what changed, and no others."""

from difflib import unified_diff
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import tasks
from workbench.config import Settings
from workbench.core import edits
from workbench.core.codebook import Codebook, Entry
from workbench.core.errors import Refused
from workbench.formats.codebook.lines import rewrite, says
from workbench.formats.codebook.reading import read_yaml
from workbench.formats.codebook.writing import write_yaml
from workbench.session import Session

HAND = """\
# Our codebook, third round.
# Ask Mira before you change a rule.

version:   1
name: 'Trust'          # the study's word
description: >
    Who is trusted,
    and why; in
    people and machines.
rules: |
    The narrower code wins.
    Never more than two on one span.
sources:
    R57: "Rogers 1957"   # the paper
    B79: Bordin 1979
attributes: {pole: [up, down]}

# ---- codes ----
codes:
   # everything about people
   - id:   REL
     name: "Relation"
     apply: no    # a heading
     codes:
     - name: Heard
       definition: Feels heard by the
         one who speaks with them, in
         the moment.    # to be discussed
       include: >-
         Says that somebody listens
         and that it matters
         to them.
       exclude: |
         Jokes.
         Mere politeness.
       examples:
       - "I felt, \\"yes\\"."
       - 'It wasn''t that.'
       - It listened.
       pole: up
       # what we left open
     # Mira's own
     - id: HOP
       name: Hope
       scale: [low, "middle", high]
       colour: green


   # -- the second part --

   - Time      # bare
   - name: 2024
     definition: "Of the year
       that it was."

# the end
"""
BOOK = read_yaml(HAND.encode())


def place_of(book, name):
    return next(place for place, entry in enumerate(book.entries) if entry.name == name)


def changed(book, name, /, **fields):
    place = place_of(book, name)
    entries = list(book.entries)
    entries[place] = entries[place]._replace(**fields)
    return book._replace(entries=tuple(entries))


def diff(before, after):
    lines = unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def rewritten(book, text=HAND, others=()):
    data = rewrite(text.encode(), book, [other.encode() for other in others])
    assert says(read_yaml(data), book)
    assert rewrite(data, book) == data
    return data.decode()


def arranged(names, book=BOOK, **below):
    """The codes of these names at the top, and below them those given for each; new names are new codes."""
    known = {entry.name: entry for entry in book.entries}
    entries = []

    def add(name, parent):
        entries.append(known.get(name, Entry("", name, None))._replace(parent=parent))
        place = len(entries) - 1
        for child in below.get(name.replace(" ", "_"), ()):
            add(child, place)

    for name in names:
        add(name, None)
    return book._replace(entries=tuple(entries))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["\n", ""])
def test_a_file_by_hand_is_the_same_bytes_when_nothing_changed(end, mark, last):
    text = mark + (HAND.rstrip("\n") + last).replace("\n", end)
    assert rewrite(text.encode(), BOOK) == text.encode()
    edited = rewrite(text.encode(), changed(BOOK, "Hope", definition="To wish.")).decode()
    assert edited == text.replace(f"name: Hope{end}", f"name: Hope{end}       definition: To wish.{end}")


def test_an_id_that_the_program_made_is_not_written_where_the_name_will_do():
    book = BOOK._replace(entries=tuple(e._replace(key=e.key or f"c-{n:010x}") for n, e in enumerate(BOOK.entries)))
    assert rewritten(book) == HAND
    renamed = changed(book, "Heard", name="Listened to")
    assert diff(HAND, rewritten(renamed)) == [
        "-     - name: Heard",
        "+     - id: c-0000000001",
        "+       name: Listened to",
    ]


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("Hope", {"name": "Hopes"}, ["-       name: Hope", "+       name: Hopes"]),
        ("Hope", {"name": "Hope: all"}, ["-       name: Hope", '+       name: "Hope: all"']),
        ("Relation", {"name": "Relations"}, ['-     name: "Relation"', '+     name: "Relations"']),
        ("Heard", {"definition": "Feels heard by the one who talks with them, in the moment."},
         ["-         one who speaks with them, in", "+         one who talks with them, in"]),
        ("Heard", {"include": "Says that somebody really listens and that it matters to them."},
         ["-         Says that somebody listens", "+         Says that somebody really listens"]),
        ("Heard", {"include": "Says that somebody listens and that it matters to us."},
         ["-         to them.", "+         to us."]),
        ("Heard", {"exclude": "Jokes.\nPoliteness."}, ["-         Mere politeness.", "+         Politeness."]),
        ("Heard", {"examples": ('I felt, "no".', "It wasn't that.", "It listened.")},
         ['-       - "I felt, \\"yes\\"."', '+       - "I felt, \\"no\\"."']),
        ("Heard", {"examples": ('I felt, "yes".', "It wasn't this.", "It listened.")},
         ["-       - 'It wasn''t that.'", "+       - 'It wasn''t this.'"]),
        ("Heard", {"examples": ('I felt, "yes".', "It listened.")}, ["-       - 'It wasn''t that.'"]),
        ("Heard", {"examples": ('I felt, "yes".', "It wasn't that.", "It: so.", "It listened.")},
         ['+       - "It: so."']),
        ("Heard", {"examples": ()},
         ["-       examples:", '-       - "I felt, \\"yes\\"."', "-       - 'It wasn''t that.'", "-       - It listened."]),
        ("Heard", {"hotkey": "1"}, ['+       hotkey: "1"']),
        ("Heard", {"attributes": (("pole", "down"),)}, ["-       pole: up", "+       pole: down"]),
        ("Heard", {"attributes": (("pole", "up"), ("by", "Mira"))}, ["+       by: Mira"]),
        ("Hope", {"scale": ("low", "mid", "high")},
         ['-       scale: [low, "middle", high]', '+       scale: [low, "mid", high]']),
        ("Hope", {"scale": ("low", "high")}, ['-       scale: [low, "middle", high]', "+       scale: [low, high]"]),
        ("Hope", {"colour": "#112233"}, ["-       colour: green", '+       colour: "#112233"']),
        ("Hope", {"colour": ""}, ["-       colour: green"]),
        ("Hope", {"key": "HPE"}, ["-     - id: HOP", "+     - id: HPE"]),
        ("Hope", {"definition": "One.\nTwo."}, ["+       definition: |-", "+         One.", "+         Two."]),
        ("Relation", {"applies": True}, ["-     apply: no    # a heading"]),
        ("2024", {"definition": "Of a year that it was."}, ['-     definition: "Of the year', '+     definition: "Of a year']),
        ("2024", {"name": "2025"}, ["-   - name: 2024", '+   - name: "2025"']),
    ],
)  # fmt: skip
def test_an_edit_touches_the_lines_of_what_was_edited(name, fields, told):
    assert diff(HAND, rewritten(changed(BOOK, name, **fields))) == told


def test_what_the_codebook_says_of_itself_is_changed_in_its_place():
    assert diff(HAND, rewritten(BOOK._replace(name="Trusts"))) == [
        "-name: 'Trust'          # the study's word", "+name: 'Trusts'          # the study's word",
    ]  # fmt: skip
    assert diff(HAND, rewritten(BOOK._replace(rules="The narrower code wins.\nNever more than three on one span."))) == [
        "-    Never more than two on one span.", "+    Never more than three on one span.",
    ]  # fmt: skip
    sources = (("R57", "Rogers 1957a"), ("W15", "Wampold 2015"))
    assert diff(HAND, rewritten(BOOK._replace(sources=sources))) == [
        '-    R57: "Rogers 1957"   # the paper', "-    B79: Bordin 1979",
        '+    R57: "Rogers 1957a"   # the paper', "+    W15: Wampold 2015",
    ]  # fmt: skip
    assert diff(HAND, rewritten(BOOK._replace(description=""))) == [
        "-description: >", "-    Who is trusted,", "-    and why; in", "-    people and machines.",
    ]  # fmt: skip


def test_a_new_code_stands_at_its_place_in_the_files_own_layout():
    book = arranged(["Relation", "Time", "2024"], Relation=["Heard", "Seen", "Hope"], Time=["Soon"])
    assert diff(HAND, rewritten(changed(book, "Seen", definition="Is seen."))) == [
        "+     - name: Seen", "+       definition: Is seen.",
        "-   - Time      # bare", "+   - name: Time      # bare", "+     codes:", "+     - name: Soon",
    ]  # fmt: skip


def test_a_code_that_goes_takes_its_comments_along_and_leaves_those_that_stand_apart():
    text = rewritten(arranged(["Relation", "2024"], Relation=["Heard"]))
    assert diff(HAND, text) == [
        "-     # Mira's own", "-     - id: HOP", "-       name: Hope", '-       scale: [low, "middle", high]',
        "-       colour: green", "-   - Time      # bare",
    ]  # fmt: skip
    empty = rewritten(arranged(["Relation", "2024"]))
    assert "codes:\n   # everything about people\n   - id:   REL\n" in empty
    assert empty.count("codes:") == 1
    assert "# -- the second part --" in empty


def test_a_moved_code_takes_its_lines_and_comments_along():
    text = rewritten(arranged(["Relation", "Hope", "Time", "2024"], Relation=["Heard"]))
    assert (
        '\n   # Mira\'s own\n   - id: HOP\n     name: Hope\n     scale: [low, "middle", high]\n     colour: green\n'
        in text
    )
    book = arranged(["Relation", "Time", "2024"], Relation=["Hope", "Heard"])
    swapped = rewritten(book)
    assert sorted(swapped) == sorted(HAND)
    assert swapped.index("# Mira's own\n     - id: HOP") < swapped.index("- name: Heard")
    assert swapped.index("- name: Heard") < swapped.index("# what we left open")


def test_a_new_code_brings_its_lines_from_a_colleagues_file():
    theirs = "codes:\n- name: Relation\n  id: REL\n  codes:\n    # from Ben\n    - name:  'Seen'   # by whom?\n      definition: X\n"
    book = arranged(["Relation", "Time", "2024"], Relation=["Heard", "Seen", "Hope"])
    text = rewritten(changed(book, "Seen", definition="Why"), others=[theirs])
    assert diff(HAND, text) == ["+     # from Ben", "+     - name:  'Seen'   # by whom?", "+       definition: Why"]


def test_what_has_no_lines_of_its_own_is_written_fresh_and_loads():
    flow = "# ours\n\ncodes: [{name: a, codes: [b, c]}, d]\n"
    book = read_yaml(flow.encode())
    assert rewritten(book, flow) == flow
    assert rewritten(changed(book, "c", definition="C."), flow).startswith("# ours\nversion: 1\ncodes:\n  - name: a\n")
    inside = "codes:\n  - name: x\n  # of a\n  - {name: a, codes: [b, c]}\n  - d\n"
    book = read_yaml(inside.encode())
    assert rewritten(changed(book, "x", full="X."), inside) == inside.replace("name: x", "name: x\n    full: X.")
    assert "  # of a\n  - name: a\n    codes:\n" in rewritten(changed(book, "c", full="C."), inside)


def test_a_file_that_cannot_be_read_is_written_fresh_below_its_first_comment():
    made = rewrite(b"# ours\n\ncodes: [", Codebook("T", "", (Entry("", "a", None),)))
    assert made == b"# ours\nversion: 1\nname: T\ncodes:\n  - name: a\n"


def test_two_thousand_codes_are_edited_in_one_line_and_soon():
    entries = [Entry(f"K{n}", f"Code {n}", n // 10 * 10 if n % 10 else None, "What it is. " * 30) for n in range(2000)]
    data = write_yaml(
        Codebook("Big", "", tuple(entry._replace(definition=entry.definition.strip()) for entry in entries))
    )
    book = read_yaml(data)
    began = perf_counter()
    after = rewrite(
        data, changed(book, "Code 1015", definition=book.entries[1015].definition.replace("What", "Why", 1))
    )
    assert perf_counter() - began < 3
    assert len(diff(data.decode(), after.decode())) == 2


def test_a_study_writes_its_codebook_back_into_the_lines_it_came_in(tmp_path):
    (tmp_path / "hand.yaml").write_text(HAND, encoding="utf-8", newline="")
    with Session.create(Settings(tmp_path / "study", "Ana")) as session:
        tasks.import_codebook(session, tmp_path / "hand.yaml")
        there = tasks.export_codebook(session, tmp_path / "out.yaml").path
        assert there.read_text("utf-8") == HAND
        there.write_text(HAND.replace("# Mira's own", "# Mira's and Ben's"), encoding="utf-8")
        hope = session.project.code_named("Hope")
        session.do(edits.edit_code(session.project, hope, hope._replace(definition="To wish."), session.stamp()))
        with pytest.raises(Refused, match="is there already"):
            tasks.export_codebook(session, there)
        tasks.export_codebook(session, there, force=True)
    assert diff(HAND, there.read_text("utf-8")) == [
        "-     # Mira's own", "+     # Mira's and Ben's", "+       definition: To wish.",
    ]  # fmt: skip


words = st.sampled_from(
    ["", "A word.", "Yes", "no: not", "One.\nTwo.", "# hash", "a 'b' \"c\"", "é 🙂", "word " * 30 + "end"]
)
names = st.sampled_from(["Alpha", "Beta", "on", "12", "x: y", "Ünder", "'q'", "Omega point"])


class Tree:
    """The hand-made codebook while it is changed: numbers of nodes, those of their parents, and their entries."""

    def __init__(self, draw):
        self.draw = draw
        self.nodes = [[place, entry.parent, entry] for place, entry in enumerate(BOOK.entries)]

    def alone(self, node):
        return all(one[1] != node[0] for one in self.nodes)

    def text(self, at):
        field = self.draw(st.sampled_from(["definition", "full", "include", "exclude"]))
        parts = getattr(self.nodes[at][2], field).split(" ")
        cut = self.draw(st.integers(0, len(parts)))
        rest = parts[cut + self.draw(st.integers(0, 2)) :]
        new = " ".join([*parts[:cut], *self.draw(words).split(" "), *rest]).strip()
        self.nodes[at][2] = self.nodes[at][2]._replace(**{field: new})

    def several(self, at):
        field = self.draw(st.sampled_from(["examples", "scale", "misses", "aliases", "sources"]))
        texts = self.draw(st.lists(words.filter(bool), max_size=3, unique_by=str.casefold))
        self.nodes[at][2] = self.nodes[at][2]._replace(**{field: tuple(texts)})

    def name(self, at):
        self.nodes[at][2] = self.nodes[at][2]._replace(name=f"{self.draw(names)} {at}")

    def cut(self, at):
        if len(self.nodes) > 1 and self.alone(self.nodes[at]):
            del self.nodes[at]

    def add(self, at):
        number = 1 + max(one[0] for one in self.nodes)
        key = self.draw(st.sampled_from(["", f"N{number}"]))
        self.nodes.insert(at, [number, self.nodes[at][1], Entry(key, f"New {number}", None)])

    def move(self, at):
        node = self.nodes[at]
        tops = [one[0] for one in self.nodes if one[1] is None and one is not node]
        if self.alone(node):
            node[1] = self.draw(st.sampled_from([None, *tops]))

    def swap(self, at):
        other = self.draw(st.integers(0, len(self.nodes) - 1))
        self.nodes[at], self.nodes[other] = self.nodes[other], self.nodes[at]


ACTS = (Tree.text, Tree.several, Tree.name, Tree.cut, Tree.add, Tree.move, Tree.swap)


@st.composite
def edited(draw):
    """The hand-made codebook after some changes."""
    tree = Tree(draw)
    for _ in range(draw(st.integers(1, 6))):
        draw(st.sampled_from(ACTS))(tree, draw(st.integers(0, len(tree.nodes) - 1)))
    entries = []

    def put(parent, place):
        for ident, above, entry in tree.nodes:
            if above == parent:
                entries.append(entry._replace(parent=place))
                put(ident, len(entries) - 1)

    put(None, None)
    seen = set()
    for place, entry in enumerate(entries):
        spot = (entry.parent, entry.name.casefold())
        entries[place] = entry._replace(name=f"{entry.name} ({place})") if spot in seen else entry
        seen.add(spot)
    return BOOK._replace(entries=tuple(entries), description=draw(words).strip())


@settings(max_examples=100, deadline=None)
@given(edited())
def test_whatever_is_edited_the_file_reads_as_it_should_and_is_the_same_when_written_twice(book):
    text = rewritten(book)
    assert text.startswith("# Our codebook, third round.\n# Ask Mira before you change a rule.\n")
