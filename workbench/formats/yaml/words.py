"""Rewording a text that stands in YAML over several lines: the line breaks stay where they were, whatever words change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from workbench.formats.text import clean
from workbench.formats.yaml.out import WIDTH, is_foldable, is_plain, quoted, wrapped

_GAP = re.compile(r"[ \t\r\n]+")
_ESCAPED = re.compile(r'\\(["\\/])')
_SLACK = 12
_Words = tuple[list[str], list[str]]


def reworded(raw: str, style: str, old: str, new: str, margin: str) -> str | None:
    """The raw text of a plain, quoted or folded scalar (without its signs) that says `new` where it said `old`.

    None if the raw text is not simply the words of `old` broken into lines, or if the style can't hold the new ones.
    """
    inner = raw.strip(" \t\r\n")
    raws, said = _words(inner), _words(old)
    if not _agree(raws, said, style) or not _holds(new, style):
        return None
    wanted = _words(new)
    gaps = list(_gaps(raws, said, wanted, "\n" + margin))
    words = _raw_words(raws[0], said[0], wanted[0], style)
    at = raw.index(inner) if inner else 0
    made = "".join(part for pair in zip(words, [*gaps, ""], strict=True) for part in pair)
    return raw[:at] + _broken(made, inner, margin) + raw[at + len(inner) :]


def relined(raw: Sequence[str], old: str, new: str, margin: str) -> list[str] | None:
    """The lines of a literal block that say `new` where they said `old`; those that stay are not touched."""
    was, wanted = old.split("\n"), new.split("\n")
    while raw and not raw[0].strip():
        raw = raw[1:]
    if [clean(line[len(margin) :]) for line in raw] != was:
        return None
    lines: list[str] = []
    for kind, one, two, start, end in SequenceMatcher(None, was, wanted, autojunk=False).get_opcodes():
        fresh = (margin + line if line else "" for line in wanted[start:end])
        lines += raw[one:two] if kind == "equal" else fresh
    return lines


def _words(text: str) -> _Words:
    return _GAP.split(text), _GAP.findall(text)


def _agree(raws: _Words, said: _Words, style: str) -> bool:
    return (
        len(raws[0]) == len(said[0])
        and all(_meant(raw, style) == word for raw, word in zip(raws[0], said[0], strict=True))
        and all(_gap_meant(raw) == gap for raw, gap in zip(raws[1], said[1], strict=True))
    )


def _meant(raw: str, style: str) -> str:
    word = raw
    if style == "'":
        word = raw.replace("''", "'")
    elif style == '"':
        word = _ESCAPED.sub(r"\1", raw)
    return clean(word)


def _gap_meant(raw: str) -> str:
    breaks = raw.count("\n")
    return raw if not breaks else "\n" * (breaks - 1) or " "


def _holds(new: str, style: str) -> bool:
    if style == "":
        return is_plain(" ".join(new.split(" "))) and "\n" not in new
    return "\n " not in new and is_foldable(" ".join(filter(None, new.split("\n"))))


def _raw_words(raws: Sequence[str], was: Sequence[str], wanted: Sequence[str], style: str) -> list[str]:
    found: list[str] = []
    for kind, one, two, start, end in _changes(was, wanted):
        found += raws[one:two] if kind == "equal" else [_escaped(word, style) for word in wanted[start:end]]
    return found


def _escaped(word: str, style: str) -> str:
    if style == "'":
        return word.replace("'", "''")
    return quoted(word)[1:-1] if style == '"' else word


def _changes(was: Sequence[str], wanted: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, was, wanted, autojunk=False).get_opcodes()


def _gaps(raws: _Words, said: _Words, wanted: _Words, new_line: str) -> Iterator[str]:
    """What stands raw behind each wanted word but the last: the line break of the old word there, if both mean a blank."""
    old = [*raws[1], ""]
    behind: list[str] = []
    for kind, one, two, start, end in _changes(said[0], wanted[0]):
        count = end - start
        if kind == "equal":
            behind += old[one:two]
        elif kind == "insert":
            behind += [" "] * count
        elif kind == "delete":
            if behind and (kept := _break(old[one:two])):
                behind[-1] = kept
        else:
            behind += _spread(old[one:two], count)
    for raw, gap in zip(behind, wanted[1], strict=False):
        breaks = gap.count("\n")
        fresh = "\n" * breaks + new_line if breaks else gap
        yield raw if _gap_meant(raw) == gap else fresh


def _break(gaps: Sequence[str]) -> str:
    return next((gap for gap in gaps if "\n" in gap), "")


def _spread(gaps: Sequence[str], count: int) -> list[str]:
    """The gaps of words that were replaced, for `count` others."""
    if len(gaps) == count:
        return list(gaps)
    if len(gaps) < count:
        return [*gaps[:-1], *[" "] * (count - len(gaps)), gaps[-1]]
    return [*gaps[: count - 1], _break(gaps[count - 1 :]) or gaps[-1]]


def _broken(made: str, before: str, margin: str) -> str:
    """The text with those of its new lines broken that are far longer than any line was."""
    known = before.split("\n")
    widest = max(WIDTH, *(len(line) for line in known))
    lines: list[str] = []
    for line in made.split("\n"):
        bare = line.lstrip(" ")
        if line in known or len(line) <= widest + _SLACK or "  " in bare:
            lines.append(line)
        else:
            first, *more = wrapped(bare, widest - len(margin))
            lines += [line[: len(line) - len(bare)] + first, *(margin + part for part in more)]
    return "\n".join(lines)
