"""Codebooks in YAML: what reading and the commands cost. Run: python tests/bench/bench_codebook.py [CODES]

The floor is libyaml's events alone, thrown away; "tree" puts them together as nodes with their places, "read" is all of
our reader: nodes, faults, entries. ruamel's composer, which gives nodes only, stands beside it where it is installed.
Best of five (of one for ruamel), one process, invented words. Then whole commands, process start and all, beside one
that only says its version, and beside git's own merge of the lines, which knows nothing of codes.
"""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml

from workbench.formats.codebook.reading import read_nodes, read_yaml
from workbench.formats.yaml.tree import tree

WORDS = ("so", "I", "said", "well", "it", "was", "late", "the", "bus", "had", "gone", "again", "nobody", "asked", "me")


def lines(codes: int, chance: random.Random) -> Iterator[str]:
    """A codebook of two levels with all that a careful team writes, some 600 bytes a code."""
    yield from ("version: 1", "name: Bench", "attributes:", "  pole: [up, down]", "codes:")
    for number in range(codes):
        heading = number % 10 == 0
        if number % 10 == 1:
            yield "    codes:"
        margin = "    " if heading else "        "
        yield f"{margin[:-2]}- id: C.{number}"
        yield f"{margin}name: Code number {number}"
        yield f"{margin}definition: {said(chance, 14)}"
        yield f"{margin}full: >-"
        yield f"{margin}  {said(chance, 18)}"
        yield f"{margin}  {said(chance, 14)}"
        yield f"{margin}include: {said(chance, 12)}"
        yield f"{margin}exclude: {said(chance, 12)}"
        yield f"{margin}examples:"
        yield f'{margin}  - "{said(chance, 8)}"'
        yield f"{margin}  - {said(chance, 6)}"
        yield f'{margin}colour: "#2279EB"'
        yield f"{margin}pole: {chance.choice(('up', 'down'))}"


def said(chance: random.Random, words: int) -> str:
    """A sentence of so many words."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def best(work: Callable[[], object], runs: int = 5) -> float:
    """The fastest of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times) * 1000


def ruamels(text: str) -> object:
    """What ruamel composes, by which codebooks were once read."""
    from ruamel.yaml import YAML

    return YAML(typ="rt", pure=True).compose(text)


def afresh(data: bytes) -> object:
    """Reads as if for the first time."""
    read_nodes.cache_clear()
    return read_nodes(data)


def commands(text: str) -> None:
    """Prints how long whole commands take on the codebook and two edits of it."""
    with TemporaryDirectory() as folder:
        there = Path(folder)
        edits = {"base": text, "mine": text.replace("name: Code number 7\n", "name: Seventh\n")}
        edits["theirs"] = text.replace("definition: ", "definition: Now ", 1) + "  - id: NEW\n    name: New\n"
        for name, words in edits.items():
            (there / f"{name}.yaml").write_text(words, encoding="utf-8")
        base, mine, theirs = (f"{name}.yaml" for name in edits)
        program = (sys.executable, "-m", "workbench", "--coder", "Ana")
        run(there, *program, "init", "study")
        run(there, *program, "codebook", "import", base, "--study", "study")
        for words in (
            ("--version",),
            ("codebook", "check", base),
            ("codebook", "diff", base, theirs),
            ("codebook", "merge", base, mine, theirs, "--to", "out.yaml", "--force"),
        ):
            print(f"{' '.join(words[:2]):16} {best(partial(run, there, *program, *words), 3):6.0f} ms")
        for file in (mine, theirs):
            took = best(partial(run, there, *program, "codebook", "import", file, "--study", "study"), 1)
            print(f"{'codebook import':16} {took:6.0f} ms")
        print(
            f"{'git merge-file':16} {best(partial(run, there, 'git', 'merge-file', '-p', mine, base, theirs), 3):6.0f} ms"
        )


def run(folder: Path, *words: str) -> None:
    """Runs a command to its end, with its modules compiled once, as they are wherever it is used."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(words, cwd=folder, capture_output=True, check=False, env=env)


def main(codes: int) -> None:
    """Prints a line for each way of reading."""
    text = "\n".join(lines(codes, random.Random(7))) + "\n"  # noqa: S311
    data = text.encode()
    assert len(read_yaml(data).entries) == codes
    print(f"{codes:,} codes, {len(data) / 1e6:.2f} MB")
    print(f"events {best(lambda: list(map(type, yaml.parse(text, Loader=yaml.CSafeLoader)))):8.0f} ms")
    print(f"tree   {best(lambda: tree(data, 'codebook')):8.0f} ms")
    print(f"read   {best(lambda: afresh(data)):8.0f} ms")
    if find_spec("ruamel") and find_spec("ruamel.yaml"):
        print(f"ruamel {best(lambda: ruamels(text), 1):8.0f} ms")
    commands(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
