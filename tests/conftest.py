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
