"""The sample of a study: how many participants have which attribute, each participant, and who could be recognised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from workbench.analysis.quotes import speaking
from workbench.analysis.report import Block, Cell, Heading, Prose, Table
from workbench.analysis.tabled import fitted
from workbench.analysis.view import View, listed
from workbench.core.model import Case, attribute
from workbench.core.project import counted, natural

FEW_PEOPLE = 3  # who share their attributes are too few to hide among
MANY_VALUES = 6
LETTERS = 18  # of an attribute that a column is made for
LONGEST = 160  # letters of values that share a cell
NOBODY = "No participant is heard in the documents yet: say who speaks with `workbench cases`."
NO_ATTRIBUTES = "Nothing is known of the participants yet; bring a table of them in with `workbench cases import`."


def sample(seen: View) -> Iterator[Block]:
    """The chapter on the sample."""
    people = speaking(seen.project)
    names = attribute_names(people)
    yield Heading("Sample")
    if not people:
        yield Prose(NOBODY)
        return
    if not names:
        yield Prose(NO_ATTRIBUTES)
        return
    if seen.attributes and (known := recognisable(people, seen.attributes)):
        given = listed([words(name) for name in seen.attributes])
        yield Prose(
            f"Quotes give {given}. These alone fit fewer than {FEW_PEOPLE} participants in the case of "
            f"{len(known):,} of {counted(len(people), 'participant')}, whom somebody close to them could recognise."
        )
    yield _counts(people, names)
    yield _participants(seen, people, names)


def attribute_names(people: Sequence[Case]) -> tuple[str, ...]:
    """The names of the attributes that any of these cases has, in the order of the table that they came from."""
    fullest = sorted(people, key=lambda case: -len(case.attributes))
    return tuple(dict.fromkeys(name for case in fullest for name, value in case.attributes if value.strip()))


def recognisable(people: Sequence[Case], names: Sequence[str]) -> tuple[Case, ...]:
    """Those whose attributes, taken together, fit fewer than FEW_PEOPLE of these people; who has none is not among them."""
    alike = Counter(_combination(case, names) for case in people)
    return tuple(
        case for case in people if any(_combination(case, names)) and alike[_combination(case, names)] < FEW_PEOPLE
    )


def words(name: str) -> str:
    """An attribute's name as people write it."""
    return name.replace("_", " ")


def _combination(case: Case, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(attribute(case, name) for name in names)


def _counts(people: Sequence[Case], names: Sequence[str]) -> Table:
    rows = tuple(row for name in names for row in _rows(people, name))
    note = f"{counted(len(people), 'participant')} heard in the documents; interviewers are not counted."
    header = ("Attribute", "Value", "Participants", "%")
    return Table("Participants by attribute", header, rows, (24, 54, 14, 8), note=note, name="sample")


def _rows(people: Sequence[Case], name: str) -> Iterator[tuple[Cell, ...]]:
    """A row for each value; one for all of them where they are numbers, or nearly as many as there are people."""
    found = Counter(attribute(case, name).strip() for case in people)
    missing = found.pop("", 0)
    numbers = _numbers(list(found.elements()))
    shown = words(name)
    if numbers and len(found) > FEW_PEOPLE:
        said = f"{_number(min(numbers))} to {_number(max(numbers))}, median {_number(median(numbers))}"
        listed_rows = [(said, len(numbers))]
    elif len(found) > MANY_VALUES and found.total() < 2 * len(found):
        together = ", ".join(sorted(found, key=natural))
        listed_rows = [(together if len(together) <= LONGEST else f"{len(found)} different values", found.total())]
    else:
        listed_rows = sorted(found.items(), key=lambda item: natural(item[0]))
    for value, count in [*listed_rows, *([("not known", missing)] if missing else [])]:
        yield shown, value, count, round(100 * count / len(people))
        shown = ""


def _numbers(values: Sequence[str]) -> list[float]:
    """The values as numbers; none if one isn't a number."""
    plain = [value.replace(".", "", 1) for value in values]
    return [float(value) for value in values] if all(v.isascii() and v.isdigit() for v in plain) else []


def _column(values: Sequence[str]) -> Sequence[Cell]:
    """A column's values as whole numbers, if that is what they are."""
    whole = all(value.isascii() and value.isdigit() for value in values if value)
    return [int(value) if value else "" for value in values] if whole else values


def _number(value: float) -> str:
    return f"{value:g}"


def _participants(seen: View, people: Sequence[Case], names: Sequence[str]) -> Table:
    said: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for extract in seen.extracts:
        for case in extract.voices:
            said[case.id].add((extract.coding.document, extract.coding.start, extract.coding.end))
    columns = [_column([attribute(case, name) for case in people]) for name in names]
    numbers = [len(said[case.id]) for case in people]
    rows = tuple(zip([case.name for case in people], *columns, numbers, strict=True))
    header = ("Participant", *(words(name).capitalize() for name in names), "Extracts")
    caution = _caution(people, names)
    return fitted(Table("The participants", header, rows, note=caution, name="participants"), LETTERS)


def _caution(people: Sequence[Case], names: Sequence[str]) -> str:
    known = recognisable(people, names)
    if not known:
        return ""
    return (
        f"Caution: taken together, these attributes fit fewer than {FEW_PEOPLE} participants in the case of "
        f"{len(known):,} of {counted(len(people), 'participant')}, whom somebody could recognise by them. "
        "Leave out columns or put values together before you publish this table."
    )
