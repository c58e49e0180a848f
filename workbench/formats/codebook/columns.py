"""Which column of a codebook table holds what: our own names for columns, and the words that people write above theirs.

English, German, French, Spanish and Italian are known; case, accents and signs don't matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import combining, normalize

from workbench.core.errors import Refused, Unreadable
from workbench.formats.sheet import rows_named

ATTRIBUTE = "attribute: "
FIELDS = {
    "code": "name", "key": "key", "definition": "definition", "full": "full", "include": "include", "exclude": "exclude",
    "examples": "examples", "near misses": "misses", "scale": "scale", "colour": "colour", "hotkey": "hotkey",
    "applies": "applies", "aliases": "aliases", "source": "sources", "merged": "merged", "split": "split",
}  # fmt: skip
ABOVE = ("parent", "category")
LISTS = ("examples", "near misses", "scale", "aliases", "source", "merged")
LEFT_OUT = "-"
_HEADERS_TRIED = 15
_SEVERAL = (*LISTS, "category")
_SIGNS = re.compile(r"[\W_]+")
_WORDS = {
    "code": "code codes code_name code_label label name path code_path kode kodename codename bezeichnung etikett nom "
    "libelle intitule nom_du_code etiquette codigo nombre etiqueta nombre_del_codigo codice nome etichetta nome_del_codice",
    "key": "key id code_id guid identifier handle mnemonic schlussel kennung kurzel identifiant cle identificador clave "
    "identificatore chiave",
    "definition": "definition description meaning short_definition brief_definition short_description brief_description "
    "beschreibung bedeutung kurzdefinition kurzbeschreibung erlauterung signification sens definition_courte "
    "definition_breve definicion descripcion significado definicion_breve definicion_corta definizione descrizione "
    "significato definizione_breve",
    "full": "full full_definition long_definition detailed_definition extended_definition full_description "
    "long_description detailed_description ausfuhrliche_definition vollstandige_definition volle_definition "
    "langdefinition ausfuhrliche_beschreibung definition_complete definition_detaillee description_detaillee "
    "definicion_completa definicion_detallada descripcion_detallada definizione_completa definizione_estesa "
    "definizione_dettagliata descrizione_dettagliata",
    "include": "include includes include_when include_if use when_to_use use_when apply_when inclusion inclusion_criteria "
    "inclusion_criterion inclusion_rule inclusion_rules coding_rule coding_rules einschluss einschlusskriterium "
    "einschlusskriterien anwenden_wenn verwenden_wenn wann_anwenden kodierregel kodierregeln inclure inclure_si "
    "critere_d_inclusion criteres_d_inclusion quand_utiliser quand_l_utiliser a_utiliser_quand incluir incluir_cuando "
    "criterio_de_inclusion criterios_de_inclusion cuando_usar cuando_usarlo inclusione includere includere_quando "
    "criterio_di_inclusione criteri_di_inclusione quando_usare quando_usarlo",
    "exclude": "exclude excludes exclude_when exclude_if when_not_to_use do_not_use do_not_use_when don_t_use_when "
    "exclusion exclusion_criteria exclusion_criterion exclusion_rule exclusion_rules ausschluss ausschlusskriterium "
    "ausschlusskriterien nicht_anwenden_wenn nicht_verwenden_wenn wann_nicht_anwenden exclure exclure_si "
    "critere_d_exclusion criteres_d_exclusion quand_ne_pas_utiliser quand_ne_pas_l_utiliser excluir excluir_cuando "
    "criterio_de_exclusion criterios_de_exclusion cuando_no_usar cuando_no_usarlo esclusione escludere escludere_quando "
    "criterio_di_esclusione criteri_di_esclusione quando_non_usare quando_non_usarlo",
    "examples": "example examples quote quotes quotation quotations example_quote example_quotes sample_quote "
    "sample_quotes illustrative_quote illustrative_quotes exemplar exemplars anchor_example anchor_examples beispiel "
    "beispiele ankerbeispiel ankerbeispiele zitat zitate beispielzitat beispielzitate exemple exemples citation citations "
    "verbatim verbatims extrait extraits ejemplo ejemplos cita citas esempio esempi citazione citazioni estratto estratti",
    "near misses": "near_miss near_misses counterexample counterexamples counter_example counter_examples non_example "
    "non_examples negative_example negative_examples gegenbeispiel gegenbeispiele contre_exemple contre_exemples "
    "contraejemplo contraejemplos controesempio controesempi",
    "scale": "scale skala echelle escala scala",
    "colour": "colour color farbe couleur colore",
    "hotkey": "hotkey shortcut taste raccourci atajo scorciatoia",
    "applies": "applies apply applies_to",
    "aliases": "alias aliases other_names synonyms also_known_as andere_namen synonyme autres_noms synonymes otros_nombres "
    "sinonimos altri_nomi sinonimi",
    "source": "source sources reference references literature quelle quellen literatur fuente fuentes fonte fonti",
    "merged": "merged merged_from",
    "split": "split split_from",
    "parent": "parent parent_code parent_name oberkode obercode code_parent codigo_padre codice_padre",
    "category": "category categories theme themes group code_group subcategory sub_category subtheme sub_theme kategorie "
    "kategorien unterkategorie subkategorie thema unterthema gruppe categorie sous_categorie sous_theme "
    "groupe categoria subcategoria tema subtema grupo sottocategoria sottotema gruppo",
}
_ABOVE_ALL = (  # categories that stand above others, wherever their column stands
    "main_category top_category parent_category upper_category higher_category main_theme overarching_theme "
    "oberkategorie hauptkategorie uberkategorie ubergeordnete_kategorie oberthema hauptthema obergruppe "
    "categorie_principale categorie_superieure theme_principal categoria_principal categoria_superior tema_principal "
    "categoria_principale categoria_superiore tema_principale macrocategoria macrotema"
)

_UPPER = {word.replace("_", " ") for word in _ABOVE_ALL.split()}
_MEANT = {word.replace("_", " "): field for field, words in _WORDS.items() for word in words.split()}
_MEANT |= dict.fromkeys(_UPPER, "category")
KNOWN = tuple(_MEANT)


_READ_AS = {
    "code": "the code", "key": "its id", "definition": "the definition", "full": "the full definition",
    "include": "the rule for including", "exclude": "the rule for excluding", "examples": "the examples",
    "near misses": "the near misses", "scale": "the scale", "colour": "the colour", "hotkey": "the hotkey",
    "applies": "whether it applies", "aliases": "the other names", "source": "the sources",
    "merged": "the codes it took in", "split": "the code it was split from", "parent": "the code above it",
    "category": "the category above it",
}  # fmt: skip


class Again(str):
    """The text of a cell that goes on from the row above, being merged with it."""

    __slots__ = ()


class Column(NamedTuple):
    """A column of somebody's table: what stands above it, and what it is read as; `field` is empty if it is left out."""

    header: str
    field: str


class Rows(NamedTuple):
    """A table as it is read: its columns, and below them rows with their numbers, from field to cell."""

    columns: tuple[Column, ...]
    rows: list[tuple[int, dict[str, str]]]


def folded(header: str) -> str:
    """A header without differences of case and blanks."""
    return " ".join(header.split()).casefold()


def field_of(header: str) -> str:
    """What a column with this header is read as when it stands alone; an attribute's is `attribute: ` and its name."""
    if header.startswith(ATTRIBUTE):
        return header
    name = folded(header)
    return name if name in FIELDS else _MEANT.get(_plain(header), f"{ATTRIBUTE}{name}" if name else "")


def attribute_header(name: str) -> str:
    """The header above an attribute's column: its name, if that alone is read as it."""
    return name if field_of(name) == f"{ATTRIBUTE}{name}" else f"{ATTRIBUTE}{name}"


def mapped(headers: Sequence[str], given: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """What each column is read as: as `given`, else by our own names, else by people's words, else as an attribute.

    The code is looked for in the last column of categories if no other holds it.
    """
    fields = _given(headers, given or {})
    taken = set(filter(None, fields))
    own = [folded(header) in FIELDS for header in headers]
    for place in sorted(range(len(headers)), key=lambda place: not own[place]):
        field = field_of(headers[place])
        if fields[place] is not None:
            continue
        if field == "code" and own[place] and field in taken and "key" not in map(folded, headers):
            field = "key"
        free = not field or field in _SEVERAL or field not in taken
        fields[place] = field if free else f"{ATTRIBUTE}{folded(headers[place])}"
        taken.add(field)
    above = [
        place
        for place, field in enumerate(fields)
        if field in ABOVE and folded(headers[place]) not in map(folded, given or {})
    ]
    if above and "code" not in taken:
        lower = [place for place in above if _plain(headers[place]) not in _UPPER]
        fields[(lower or above)[-1]] = "code"
    found = tuple(Column(header, field or "") for header, field in zip(headers, fields, strict=True))
    _refuse_doubles(found)
    return found


def table(grid: Sequence[tuple[int, Sequence[str]]], given: Mapping[str, str] | None = None) -> Rows:
    """The rows of a grid by what their columns are read as; Unreadable if no row near the top names the codes' column."""
    place, columns = header_of([cells for _, cells in grid], given)
    below = grid[place + 1 :]
    refuse_long(len(columns), below)
    below = filled(columns, below)
    return Rows(columns, [(number, by_field(columns, cells)) for number, cells in below])


def header_of(rows: Sequence[Sequence[str]], given: Mapping[str, str] | None = None) -> tuple[int, tuple[Column, ...]]:
    """The place of the header among the rows, and its columns: the row near the top of which most is understood."""
    best = -1, -1
    for place, cells in enumerate(rows[:_HEADERS_TRIED]):
        understood = [field_of(cell) for cell in cells if cell.strip()]
        understood += [wanted for header, wanted in (given or {}).items() if folded(header) in map(folded, cells)]
        if set(understood) & {"code", *ABOVE}:
            best = max(best, (sum(not field.startswith(ATTRIBUTE) for field in understood), -place))
    place = max(0, -best[1]) if best[0] >= 0 else 0
    columns = mapped(rows[place] if rows else (), given)
    if not any(column.field == "code" for column in columns):
        raise Unreadable(
            f"The table lacks the column “code”; it has {_named(columns)}.",
            "Give the column with the codes' names the header “code”, or say which one it is.",
        )
    return place, columns


def by_field(columns: Sequence[Column], cells: Sequence[str]) -> dict[str, str]:
    """A row's cells by what they are read as; several columns of examples or categories become one."""
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if not column.field:
            continue
        before = found.get(column.field, "")
        apart = " > " if column.field == "category" else " | "
        found[column.field] = f"{before}{apart}{cell}" if before and cell.strip() else before or cell
    return found


def columns_told(columns: Sequence[Column]) -> str:
    """A sentence on the columns whose headers aren't our own words; empty if all are."""
    known = {*FIELDS, *ABOVE}
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.header.strip() and folded(column.header) not in known and not column.header.startswith(ATTRIBUTE):
            field = ATTRIBUTE if column.field.startswith(ATTRIBUTE) else column.field
            found.setdefault(field, []).append(f"“{_cut(' '.join(column.header.split()))}”")
    said = [(names, _READ_AS[field]) for field, names in found.items() if field in _READ_AS]
    parts = [", ".join(f"{_and(names)}{'' if at else _verb(names)} {what}" for at, (names, what) in enumerate(said))]
    if own := found.get(ATTRIBUTE):
        parts.append(f"{_and(own)} {'becomes an attribute' if len(own) == 1 else 'become attributes'} of the codes")
    if out := found.get(""):
        parts.append(f"{_and(out)}{_verb(out)} left out")
    told = "; ".join(filter(None, parts))
    return f"Columns: {told}. Say otherwise with --column HEADER=FIELD." if told else ""


def _and(names: Sequence[str]) -> str:
    shown = [*names[:12], *([f"{len(names) - 12} more"] if names[12:] else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _verb(names: Sequence[str]) -> str:
    return " is" if len(names) == 1 else " are"


def refuse_long(width: int, below: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Raises Unreadable if rows have words beyond the header's last column."""
    long = [number for number, cells in below if any(cell.strip() for cell in cells[width:])]
    if long:
        raise Unreadable(
            f"{rows_named(long)} more cells than the header.", "A cell with a comma in it must stand in double quotes."
        )


def filled(
    columns: Sequence[Column], below: Sequence[tuple[int, Sequence[str]]]
) -> Sequence[tuple[int, Sequence[str]]]:
    """The rows with each category also in the blank cells under it, if nobody wrote one again where it was still in force.

    The first row must have one; and a row for a category itself, with none above it, means that a blank is none.
    """
    categories = [at for at, column in enumerate(columns) if column.field == "category"]
    code = next(at for at, column in enumerate(columns) if column.field == "code")
    if not categories or not below or not "".join(below[0][1][categories[0] : categories[0] + 1]).strip():
        return below
    own = {folded(cells[categories[0]]) for _, cells in below if cells[categories[0] :]} - {""}
    current: dict[int, str] = {}
    found: list[tuple[int, Sequence[str]]] = []
    for number, cells in below:
        row = [*cells, *[""] * (max(*categories, code) + 1 - len(cells))]
        if not any(row[place].strip() for place in categories) and folded(row[code]) in own:
            return below
        for place in categories:
            if row[place].strip() and not isinstance(row[place], Again):
                if folded(current.get(place, "")) == folded(row[place]):
                    return below
                current = {at: text for at, text in current.items() if at < place} | {place: row[place]}
            row[place] = current.get(place, "")
        found.append((number, row))
    return found


def _given(headers: Sequence[str], given: Mapping[str, str]) -> list[str | None]:
    there = {folded(header): place for place, header in enumerate(headers)}
    fields: list[str | None] = [None] * len(headers)
    for header, wanted in given.items():
        field = _wanted(wanted)
        if folded(header) not in there:
            have = ", ".join(f"“{name.strip()}”" for name in headers if name.strip()) or "none"
            raise Refused(f"The table has no column “{header}”; it has {have}.")
        fields[there[folded(header)]] = f"{ATTRIBUTE}{folded(header)}" if field == ATTRIBUTE else field
    return fields


def _wanted(field: str) -> str:
    """What a person who names a field means: one of ours, `-` for nothing, `attribute` for the column's own name."""
    word = folded(field)
    if word == LEFT_OUT:
        return ""
    if word == ATTRIBUTE.strip(" :"):
        return ATTRIBUTE
    known = word if word in FIELDS or word in ABOVE else _MEANT.get(_plain(field))
    if known is None:
        fields = ", ".join((*FIELDS, *ABOVE))
        raise Refused(
            f"“{field}” is nothing a column can be.", f"These are: {fields}, attribute, or - to leave it out."
        )
    return known


def _refuse_doubles(columns: Sequence[Column]) -> None:
    names = Counter(folded(column.header) for column in columns if folded(column.header) in FIELDS)
    names.update(column.field for column in columns if column.field.startswith(ATTRIBUTE))
    for name, times in names.items():
        if times > 1:
            raise Unreadable(f"The table has the column “{_cut(name.removeprefix(ATTRIBUTE))}” twice.")


def _plain(header: str) -> str:
    """A header without accents, signs and the number behind it: `Exemple(s) 2:` is `exemples`."""
    bare = "".join(sign for sign in normalize("NFKD", header.casefold().replace("(s)", "s")) if not combining(sign))
    return _SIGNS.sub(" ", bare).strip().rstrip("0123456789 ")


def _named(columns: Sequence[Column]) -> str:
    return ", ".join(_shown(column.header for column in columns if column.header.strip())) or "none"


def _shown(headers: Iterable[str]) -> Iterator[str]:
    for count, header in enumerate(headers):
        if count == 12:
            yield "…"
            return
        yield f"“{_cut(folded(header))}”"


def _cut(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
