"""What a user prefers: who codes, colours, language, keys; kept in the settings file, for all studies."""

from typing import Annotated

import typer

from workbench.cli.options import Csv, Json, example, group
from workbench.cli.output import complain, say, show
from workbench.core.errors import Refused

app = group("settings", "What you prefer, in all studies: who codes, colours, language, keys.")
YES_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
Name = Annotated[str, typer.Argument(metavar="NAME", help="A setting, or a command of the terminal program.")]


@app.command("list", **example("settings list"))
def list_(as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists what you prefer and where it is kept."""
    from workbench import config

    wanted = config.preferences()
    rows = [
        ("coder", config.named_coder(wanted) or f"{config.login_name()} (your login)"),
        ("theme", wanted.theme),
        ("blind", _said(wanted.blind)),
        ("focus", _said(wanted.focus)),
        ("language", wanted.language or "guess"),
        *((name, " ".join(keys)) for name, keys in wanted.keys),
    ]
    show(("setting", "value"), rows, as_json=as_json, as_csv=as_csv)
    say(f"Kept in {config.settings_file()}")
    if wanted.keys:
        from workbench.tui.keymap import own_keys

        for problem in own_keys(wanted.keys).problems:
            complain(problem)


@app.command("set", **example("settings set language en"))
def set_(
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its value, or the command's key.")],
) -> None:
    """Sets something that you prefer, or gives a command of the terminal program another key.

    Settings: coder NAME, theme NAME, blind yes/no, focus yes/no, language XX or guess.
    """
    from workbench.config import PLAIN, prefer
    from workbench.core.project import tidied

    words = tidied(value)
    if name not in PLAIN:
        _set_key(name, value)
    elif not words:
        raise Refused(f"“{name}” needs a value.", f"To have it as it comes: workbench settings reset {name}")
    elif PLAIN[name] is bool:
        if words.casefold() not in YES_NO:
            raise Refused(f"“{name}” is yes or no.")
        prefer(**{name: YES_NO[words.casefold()]})
    elif name == "language" and words == "guess":
        prefer(language=None)
    else:
        if name == "theme":
            _must_be_theme(words)
        prefer(**{name: words})
    say(f"{name}: {words or value}")


@app.command(**example("settings reset language"))
def reset(name: Name) -> None:
    """Lets a setting be as it comes, or gives a command its own key again."""
    from workbench.config import PLAIN, prefer, prefer_key, preferences

    if name in PLAIN:
        prefer(**{name: None})
    else:
        from workbench.tui.keymap import command_of

        command = command_of(name)
        also = [known for known, _ in preferences().keys if known == name or command_of(known) == command]
        if isinstance(command, str) and name not in also:
            raise Refused(command, "See them with: workbench settings keys")
        prefer_key(name, None, also=tuple(also))
    say(f"{name}: as it comes")


@app.command(**example("settings keys --csv"))
def keys(as_json: Json = False, as_csv: Csv = False) -> None:
    """Lists the commands of the terminal program with their names and keys, yours where you have given them others."""
    from workbench.config import preferences
    from workbench.tui.commands import COMMANDS, key_names
    from workbench.tui.keymap import own_keys

    granted = own_keys(preferences().keys)
    rows = [
        (command.id, key_names(command, granted.keys), "yours" if command.id in granted.keys else "", command.help)
        for command in COMMANDS
    ]
    show(("command", "keys", "whose", "what it does"), rows, as_json=as_json, as_csv=as_csv)
    for problem in granted.problems:
        complain(problem)


def _said(yes: bool) -> str:
    return "yes" if yes else "no"


def _set_key(name: str, value: str) -> None:
    from workbench.config import prefer_key, preferences
    from workbench.tui.keymap import command_of, key_of, wish, written

    command = command_of(name)
    if isinstance(command, str):
        raise Refused(command, "See all with: workbench settings keys")
    key = key_of(value)
    if key is None:
        raise Refused(f"There is no key “{value}”.", "Keys are written like k, K, ctrl+k, F4, Space or “.”.")
    wanted = preferences()
    if sentence := wish(wanted.keys, command, key):
        raise Refused(sentence)
    also = tuple(known for known, _ in wanted.keys if command_of(known) == command)
    prefer_key(command.id, (written(key),), also=also)


def _must_be_theme(name: str) -> None:
    from workbench.config import THEME_NAMES

    if name not in THEME_NAMES:
        raise Refused(f"There is no theme “{name}”.", f"There are: {', '.join(THEME_NAMES)}.")
