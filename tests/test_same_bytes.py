"""The same study gives the same bytes, whatever the process, its clock, its language or its chance."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import tasks

SCRIPT = """
import json, os, sys
from hashlib import sha256
from pathlib import Path

os.umask(int(sys.argv[2], 8))
from workbench import tasks
from workbench.config import Settings
from workbench.session import Session
from workbench.tasks.making import KINDS, Maker, Options

found = {}
with Session.open(Settings(Path(sys.argv[1]), "Ada Brandt")) as session:
    maker = Maker(session)
    for kind in KINDS:
        for suffix in tasks.report_endings():
            options = Options(document="P09") if kind == "coded" else Options(as_said=kind == "findings")
            found[kind + suffix] = sha256(maker.file(kind, suffix, options)[0]).hexdigest()
    for kind in ("saturation", "cooccurrence"):
        for suffix in (".svg", ".png"):
            found[kind + suffix] = sha256(tasks.chart(tasks.asked(session), kind, suffix)).hexdigest()
print(json.dumps(found))
"""


def test_two_processes_make_the_same_files(tmp_path):
    pytest.importorskip("matplotlib")
    tasks.demo(tmp_path / "demo", "Ada Brandt").session.close()
    (tmp_path / "else where").mkdir()
    worlds = (
        ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C"}, "077", tmp_path),
        (
            {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"},
            "000",
            tmp_path / "else where",
        ),
    )
    root = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(tmp_path / "demo"), mask], env=os.environ | root | world, cwd=folder,
            stdout=subprocess.PIPE,
        )
        for world, mask, folder in worlds
    ]  # fmt: skip
    one, other = (json.loads(process.communicate(timeout=120)[0]) for process in running)
    assert [name for name in one if one[name] != other[name]] == []
    assert len(one) == len(tasks.report_endings()) * 7 + 4
