"""The examples of demo/API.md, run as printed but for the address of the app."""

import base64
import io
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from paths import ROOT

from demo.cli.__main__ import main
from demo.mnist import pad

PAGE = (ROOT / "demo" / "API.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "demo" / "examples"


def example(heading: str, url: str = "") -> str:
    """Return the code under a heading, for the app of this test."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    code = re.search(r"```\w+\n(.*?)```", section, re.DOTALL)[1]
    return code.replace("http://127.0.0.1:7860", url.rstrip("/"))


@pytest.fixture
def pictures(tmp_path, monkeypatch) -> Path:
    """A folder with the pictures that the examples name."""
    shutil.copy(EXAMPLES / "fashion" / "9-ankle-boot.png", tmp_path / "boot.png")
    shutil.copy(EXAMPLES / "photos" / "cat.jpg", tmp_path)
    drawing = pad.example_drawing().partition(",")[2]
    (tmp_path / "seven.png").write_bytes(base64.b64decode(drawing))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(code: str) -> None:
    """Run a program as printed."""
    exec(compile(code, "example.py", "exec"), {"__name__": "__main__"})


def run_command(words: list[str]) -> str:
    """Run a program to its end; return what it printed."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_python(url, pictures, capsys):
    run_python(example("Python", url))
    _, *lines = capsys.readouterr().out.splitlines()        # after a line of the client's own
    assert lines[0].startswith("7 {'0': 0.0")
    assert lines[1:] == [
        "7", "None", "Ankle boot", "Ankle boot", lines[5], "pool2 [32, 21, 32]",
        "[{'kind': 'Conv2d', 'shape': [32, 28, 28], 'parameters': 896}, "
        "{'kind': 'MaxPool2d', 'shape': [32, 14, 14], 'parameters': 0}]",
    ]  # fmt: skip


def test_python_for_the_endpoints_of_the_pages(url, pictures, capsys):
    run_python(example("Endpoints of the pages", url))
    _, *lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("7 [{") and lines[1] == "Ankle boot 短靴"


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(url, pictures):
    lines = run_command(["bash", "-eu", "-c", example("curl", url)]).splitlines()
    digit, two_digits, garment, two_garments, maps, sizes = (
        json.loads(line)[0] for line in lines if line)
    assert [digit["label"], *(each["label"] for each in two_digits)] == ["7", "7", None]
    assert garment["label"] == two_garments[1]["label"] == "Ankle boot"
    assert maps["shape"] == [32, 21, 32]
    assert [step["shape"] for step in sizes["steps"]] == [[16, 26, 26], [16, 13, 13]]


@pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")
def test_javascript(url, pictures):
    """Where npm has installed the client; elsewhere it is only parsed."""
    script = pictures / "example.mjs"
    script.write_text(example("JavaScript", url))
    run_command(["node", "--check", str(script)])
    modules = os.environ.get("NODE_PATH") or run_command(["npm", "root", "-g"]).strip()
    if not (Path(modules) / "@gradio" / "client").is_dir():
        pytest.skip("the example was parsed; @gradio/client is not installed, so it was not run")
    (pictures / "node_modules").symlink_to(modules)
    printed = run_command(["node", str(script)])
    assert printed.startswith("7 {") and "pool2 [ 32, 21, 32 ]" in printed
    assert printed.count("'Ankle boot'") >= 2 and "parameters: 896" in printed


def test_the_command_line(pictures, capsys, monkeypatch):
    answers = []
    for line in example("Command line").splitlines():
        python, m, module, *words = shlex.split(line, comments=True)
        assert (python, m, module) == ("python", "-m", "demo.cli")
        if "<" in words:
            content = Path(words[-1]).read_bytes()
            monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
            words = words[:-2]
        assert main(words) == 0
        answers += map(json.loads, capsys.readouterr().out.splitlines())
    seven, boot, garment, maps = answers
    assert [seven["label"], boot["label"], garment["label"]] == ["7", None, "Ankle boot"]
    assert (maps["file"], maps["step"], maps["shape"]) == ("-", "relu1", [16, 85, 128])
