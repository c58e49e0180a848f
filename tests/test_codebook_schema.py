"""The JSON Schema of codebooks: it names the reader's fields, and takes and refuses what the reader does."""

import json
import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from test_formats_codebook import YAML
from workbench.cli.words import app
from workbench.core.errors import Unreadable
from workbench.formats.codebook.reading import CODE, read_yaml, schema
from workbench.formats.codebook.writing import BOOK_FIELDS

SCHEMA = json.loads(schema())
KINDS = {"object": dict, "array": list, "string": str, "number": int | float, "integer": int, "boolean": bool}


def fits(value, rule):
    """True if a value keeps to a rule of JSON Schema, as far as ours needs it."""
    if "$ref" in rule:
        return fits(value, SCHEMA["$defs"][rule["$ref"].removeprefix("#/$defs/")])
    kinds = rule.get("type", [])
    size = value if isinstance(value, str) else ""
    return (
        (not kinds or any(is_kind(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)))
        and ("enum" not in rule or any(value == one and type(value) is type(one) for one in rule["enum"]))
        and ("anyOf" not in rule or any(fits(value, part) for part in rule["anyOf"]))
        and ("not" not in rule or not ({"pattern", "enum"} & rule["not"].keys() and fits(size, rule["not"])))
        and ("pattern" not in rule or re.search(rule["pattern"], size) is not None)
        and len(size) <= rule.get("maxLength", len(size))
        and (not isinstance(value, str) or len(size) >= rule.get("minLength", 0))
        and (not isinstance(value, int) or value <= rule.get("maximum", value))
        and (not isinstance(value, list) or all(fits(item, rule.get("items", {})) for item in value))
        and (not isinstance(value, dict) or fields_fit(value, rule))
    )


def is_kind(value, kind):
    return (
        value is None
        if kind == "null"
        else isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
    )


def fields_fit(value, rule):
    other = rule.get("additionalProperties", {})
    return set(rule.get("required", ())) <= value.keys() and all(
        fits(name, rule.get("propertyNames", {}))
        and (
            fits(part, rule["properties"][name])
            if name in rule.get("properties", {})
            else other is not False and fits(part, other)
        )
        for name, part in value.items()
    )


def test_the_schema_names_the_readers_fields_and_describes_each():
    assert tuple(SCHEMA["properties"]) == BOOK_FIELDS
    assert set(SCHEMA["$defs"]["code"]["properties"]) == set(CODE)
    assert set(SCHEMA["properties"]["attributes"]["propertyNames"]["not"]["enum"]) == set(CODE)
    described = [*SCHEMA["properties"].values(), *SCHEMA["$defs"]["code"]["properties"].values()]
    assert all(field["description"].endswith(".") for field in described)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "codebooks").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_shipped_codebooks_keep_to_the_schema(path):
    assert fits(yaml.safe_load(path.read_bytes()), SCHEMA)


def test_all_fields_keep_to_the_schema():
    assert fits(yaml.safe_load(YAML), SCHEMA)


@pytest.mark.parametrize(
    "text",
    ["{}", "codes: 3", "codes: [a]\nauthor: Ana", "version: 2\ncodes: [a]", "codes: [no]", "codes: [a > b]", "codes: [{id: A}]",
     "codes: [{name: a, colour: bleux}]", "codes: [{name: a, hotkey: F2}]", "codes: [{name: a, apply: maybe}]",
     "codes: [{name: a, definition: [b]}]", "codes: [{name: a, codes: b}]", "attributes: {scale: [a]}\ncodes: [a]"],
)  # fmt: skip
def test_what_the_reader_refuses_does_not_keep_to_the_schema(text):
    with pytest.raises(Unreadable):
        read_yaml(text.encode())
    assert not fits(yaml.safe_load(text), SCHEMA)


def test_the_command_line_prints_the_schema():
    done = CliRunner().invoke(app, ["codebook", "schema"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, SCHEMA)
