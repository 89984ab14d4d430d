"""What several tests of the training share."""

from pathlib import Path

import pytest

from hub import own_runs


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of runs, which need not exist yet."""
    monkeypatch.setenv(own_runs.VARIABLE, str(tmp_path / "runs"))
    return tmp_path / "runs"
