import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real transcripts that nobody here wrote; a test that asks for it is skipped without them."""
    folder = os.environ.get("WORKBENCH_CORPORA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("WORKBENCH_CORPORA names no folder")
    return Path(folder)


@pytest.fixture(autouse=True)
def own_settings(monkeypatch, tmp_path_factory):
    """A settings file and a folder for reports that are nobody's: those of the user are never touched."""
    folder = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("WORKBENCH_CONFIG", str(folder / "config.toml"))
    monkeypatch.setenv("WORKBENCH_LOGS", str(folder / "reports"))
    monkeypatch.setenv("WORKBENCH_STATE", str(folder / "state"))
    return folder / "config.toml"
