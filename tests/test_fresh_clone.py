"""What a new user has: the tracked files, no network, no data set, and one command."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from drawings import data_url
from local_app import local_app
from paths import ROOT
from PIL import Image

COMMANDS = [
    [str(Path(sys.executable).with_name("gradio")), "app.py"],
    [sys.executable, "app.py"],
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A copy of the files that git knows."""
    folder = tmp_path_factory.mktemp("clone") / "convlens"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=["gradio app.py", "python app.py"])
def test_a_fresh_clone_answers_without_a_network(clone, command, digits):
    """And without HOME; nor is PyTorch's compiler imported, which takes a second and 100 MB."""
    digit = Image.eval(Image.fromarray(digits.data[0].numpy()), lambda level: 255 - level)
    offline = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(clone / "no-cache")}
    variables = {**os.environ, **offline, "PYTHONPROFILEIMPORTTIME": "1"}
    variables.pop("HOME", None)
    with local_app(command, clone, variables) as client:
        label, _ = client.predict(data_url(digit), "mnist", api_name="/recognise")
    assert label["label"] == "7"
    log = (clone.parent / "log.txt").read_text()
    imported = re.findall(r"^import time:.*\| +(\S+)$", log, re.MULTILINE)
    assert "demo.lessons.page" in imported
    assert not {"torch._dynamo", "torch._inductor", "sympy"} & {*imported}
