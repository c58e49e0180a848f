"""Weaknesses in what codes say of themselves: names, definitions, rules and examples."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from workbench.analysis.checking.leaves import Leaves, alike, groups, in_the_same_words, listed, words_of
from workbench.analysis.checking.rules import Finding, finding
from workbench.core.project import counted, folded

NEAR_DEFINITION, NEAR_NAME = 90.0, 90.0
FEWEST_WORDS = 4  # of a definition that is compared: shorter ones are alike by chance
FEWEST_LETTERS = 6  # of a name, likewise
CONTENT = 4  # letters of a word that says something
RARE = 3  # codes in whose rules a word may stand and still tell them apart
SHARED = 3  # such words by which an example belongs to another code
_DIFFER = "Say in both how they differ, or merge them."
_NEGATIONS = {
    *("no", "not", "without", "lack", "lacks", "lacking", "never", "none", "nobody", "nothing"),
    *("kein", "keine", "keinen", "keiner", "nicht", "ohne", "nie", "niemand", "nichts"),
    *("pas", "sans", "jamais", "aucun", "aucune", "rien"),
    *("sin", "nunca", "ninguna", "nadie", "nada", "non", "senza", "mai", "nessun", "nessuno", "nulla"),
}  # fmt: skip


def wording(leaves: Leaves) -> Iterator[Finding]:
    """What is weak in the words of a codebook."""
    yield from _missing(leaves)
    yield from _definitions(leaves)
    yield from _names(leaves)
    yield from _examples(leaves)


def _missing(leaves: Leaves) -> Iterator[Finding]:
    for place, entry in enumerate(leaves.entries):
        name = leaves.names[place]
        if not entry.applies:
            continue
        if not entry.definition and not entry.full:
            yield finding("no-definition", [place], f"{name} has no definition.", "Say in a sentence what it means.")
        if not entry.include and not entry.exclude:
            told = f"{name} says neither when to use it nor when not to."
            yield finding("no-rule", [place], told, "Write down the cases about which you had to think.")
        if not entry.examples:
            yield finding("no-example", [place], f"{name} has no example.", "Add one that is typical.")


def _definitions(leaves: Leaves) -> Iterator[Finding]:
    joined = [" ".join(words) for words in leaves.meanings]
    firsts: dict[str, int] = {}
    for place, text in enumerate(joined):
        firsts.setdefault(text, place)
    for _, places in groups((text, place) for place, text in enumerate(joined)):
        yield finding("same-definition", places, f"{leaves.named(places)} have the same definition.", _DIFFER)
    compared = [
        words if len(words) >= FEWEST_WORDS and firsts[joined[place]] == place else ()
        for place, words in enumerate(leaves.meanings)
    ]
    for one, other, score in in_the_same_words(compared, NEAR_DEFINITION):
        first, second = set(compared[one]), set(compared[other])
        if bool(first & _NEGATIONS) != bool(second & _NEGATIONS):
            continue  # that one is the other's contrary is plain
        told = f"{leaves.named([one, other])} have nearly the same definition ({score:.0f}% of the letters)"
        only = sorted(first - second), sorted(second - first)
        if len(only[0]) == len(only[1]) == 1:
            told += f", but for “{only[0][0]}” and “{only[1][0]}”"
        yield finding("near-definition", [one, other], f"{told}.", _DIFFER)


def _names(leaves: Leaves) -> Iterator[Finding]:
    called = [
        (folded(word), place) for place, entry in enumerate(leaves.entries) for word in (entry.name, *entry.aliases)
    ]
    for word, places in groups(called):
        yield _same_name(leaves, word, places)
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in (*_within(leaves), *_nearly(leaves)):
        if not leaves.akin(one, other) and folded(leaves.entries[one].name) != folded(leaves.entries[other].name):
            near[one].add(other)
    for place, found in near.items():
        others = sorted(found)
        told = f"The name {leaves.names[place]} is easily taken for {leaves.named(others)}."
        yield finding("similar-name", [place, *others], told, "Make the names differ where the codes do.")


def _same_name(leaves: Leaves, word: str, places: list[int]) -> Finding:
    first = leaves.entries[places[0]]
    if len(places) == 2 and leaves.entries[places[1]].parent == places[0] and not first.applies:
        told = f"“{first.name}” is the name of a heading and of a code right below it."
        return finding("same-name", places, told, "Rename one, or make the heading itself the code.")
    name = next(name for name in (first.name, *first.aliases) if folded(name) == word)
    told = f"“{name}” is a name of {counted(len(places), 'code')}: {leaves.named(places)}."
    return finding("same-name", places, told, "Rename them until each name means one code, or merge them.")


def _within(leaves: Leaves) -> Iterator[tuple[int, int]]:
    """Places of names all of whose words stand in another name too."""
    words = [frozenset(words_of(entry.name) if entry.applies else ()) for entry in leaves.entries]
    having: dict[str, set[int]] = defaultdict(set)
    for place, found in enumerate(words):
        for word in found:
            having[word].add(place)
    for place, found in enumerate(words):
        if any(len(word) >= CONTENT for word in found):
            rarest_first = sorted((having[word] for word in found), key=len)
            within = set.intersection(*rarest_first)
            yield from ((place, other) for other in within if len(words[other]) > len(found))


def _nearly(leaves: Leaves) -> Iterator[tuple[int, int]]:
    """Places of names that differ in a few letters."""
    names = [folded(entry.name) if entry.applies else "" for entry in leaves.entries]
    compared = [name if len(name) >= FEWEST_LETTERS else "" for name in names]
    numbers = [re.sub(r"\D", "", name) for name in names]
    yield from ((a, b) for a, b, _ in alike(compared, NEAR_NAME) if numbers[a] == numbers[b])


def _examples(leaves: Leaves) -> Iterator[Finding]:
    """Examples that share words with another code's name, definition and rule for use, and none with their own.

    The words have four letters or more and stand in the rules of three codes at most; three have to be shared.
    """
    rules = [_content(f"{e.name} {e.definition} {e.include}") if e.applies else set() for e in leaves.entries]
    having: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(rules):
        for word in words:
            having[word].append(place)
    for place, entry in enumerate(leaves.entries):
        own = rules[place] | _content(entry.full)
        for number, example in enumerate(entry.examples, 1):
            words = _content(example)
            if words & own:
                continue
            shared = Counter(other for word in words if 0 < len(having.get(word, ())) <= RARE for other in having[word])
            best = min(shared, key=lambda other: (-shared[other], other), default=place)
            if shared[best] >= SHARED and not leaves.akin(place, best):
                common = listed(sorted(f"“{word}”" for word in words & rules[best]))
                told = f"Example {number} of {leaves.names[place]} has words of the rule of {leaves.names[best]}: {common}."
                yield finding("example-elsewhere", [place, best], told, "Move it there, or choose a plainer one.")


def _content(text: str) -> set[str]:
    return {word for word in words_of(text) if len(word) >= CONTENT and not word.isdecimal()}
