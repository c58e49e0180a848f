"""Which language a text is in, guessed from the commonest little words of nine languages.

A guess only: it fills in a field that the researcher can change, and it is silent where the words don't decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_LETTERS, _FEWEST, _LEAD = 4000, 4, 1.5
_WORD = re.compile(r"[^\W\d_]+")
_COMMON: Mapping[str, str] = {
    "en": "the and of that you with this have what they would about because from your not",
    "de": "und der das nicht ist ich ein eine mit auch aber wir den dass habe wie",
    "es": "que el los las una por con para pero como más muy está yo porque lo",
    "fr": "les des est une dans pas vous je que pour avec sur mais qui très et",
    "it": "che il di non una per sono anche con della più questo come perché gli mi",
    "pt": "que não uma os para com mas eu isso muito ele também você porque foi um",
    "nl": "het een van ik dat niet maar ook zijn voor met wat heb je naar en",
    "pl": "nie się na jest że to jak ale co tak był też dla czy jestem mnie",
    "sv": "och att det är som jag inte en på för med har till men var den",
}
_LANGUAGES: Mapping[str, frozenset[str]] = {code: frozenset(words.split()) for code, words in _COMMON.items()}


def guess_language(text: str) -> str:
    """The ISO 639-1 code of the language whose little words stand most often at the start of a text, or "".

    The winner must lead by half as much again as the next.
    """
    counts = Counter(_WORD.findall(text[:_LETTERS].casefold()))
    hits = sorted(((sum(counts[word] for word in words), code) for code, words in _LANGUAGES.items()), reverse=True)
    (most, code), (next_most, _) = hits[:2]
    return code if most >= _FEWEST and most >= _LEAD * next_most else ""
