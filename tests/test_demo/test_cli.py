"""The command line: the endpoints' answers as JSON, without Gradio; a bad file ends in code 2."""

import base64
import io
import json
from types import SimpleNamespace

import pytest
from forked_python import python
from paths import ROOT
from PIL import Image

from demo.cli import __main__ as cli
from demo.fashion_mnist.api import classify_garment
from demo.feature_maps.api import compute_maps
from demo.mnist.api import recognise_digit
from hub.remote import source
from hub.remote.errors import PullFailed

BOOT = ROOT / "demo" / "examples" / "fashion" / "9-ankle-boot.png"
CAT = ROOT / "demo" / "examples" / "photos" / "cat.jpg"


@pytest.fixture
def pictures(digits, tmp_path) -> dict[str, str]:
    """The path of a digit, of a sheet without one, of a garment and of a photo."""
    digit, blank = tmp_path / "three.png", tmp_path / "blank.png"
    Image.eval(Image.fromarray(digits.data[3].numpy()), lambda level: 255 - level).save(digit)
    Image.new("L", (50, 50), 255).save(blank)
    return {"digit": str(digit), "blank": str(blank), "boot": str(BOOT), "cat": str(CAT)}


def encoded(path: str) -> str:
    """Read a file as a program sends it to an endpoint."""
    with open(path, "rb") as file:
        return base64.b64encode(file.read()).decode()


@pytest.mark.parametrize(
    ("command", "endpoint", "shown", "flags"),
    [
        ("digit", recognise_digit, ["digit", "blank", "cat"], {}),
        ("digit", recognise_digit, ["digit"], {"model": "mnist_tutorial"}),
        ("fashion", classify_garment, ["boot", "cat"], {}),
        ("maps", compute_maps, ["cat"], {}),
        ("maps", compute_maps, ["cat"], {"step": "relu2", "side": 100}),
        ("maps", compute_maps, ["digit"], {"network": "mnist", "step": "conv1"}),
        ("maps", compute_maps, ["boot"], {"network": "fashion_mnist", "step": "none such"}),
    ],
)
def test_each_file_is_answered_by_a_line_as_by_its_endpoint(
    pictures, capsys, command, endpoint, shown, flags
):
    files = [pictures[name] for name in shown]
    options = [f"--{'network' if flag == 'model' else flag}={value}"
               for flag, value in flags.items()]  # fmt: skip
    assert cli.main([command, *options, *files]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    wanted = [{"file": file, **endpoint(encoded(file), **flags)} for file in files]
    assert lines == wanted


def test_a_bad_file_is_told_in_a_line_and_the_others_are_answered(
    pictures, capsys, monkeypatch, tmp_path
):
    """Standard input is a file too; the code says that one was bad."""
    empty, dull = tmp_path / "empty.png", tmp_path / "dull.png"
    empty.touch()
    Image.new("RGB", (90, 90), "white").save(dull)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(BOOT.read_bytes())))
    files = [str(ROOT / "LICENSE"), str(empty), str(tmp_path), "no-such.png", pictures["boot"], "-"]
    assert cli.main(["fashion", *files]) == 2
    told = capsys.readouterr()
    answers = [json.loads(line) for line in told.out.splitlines()]
    assert [answer["file"] for answer in answers] == [pictures["boot"], "-"]
    assert {answer["label"] for answer in answers} == {"Ankle boot"}
    sentences = told.err.splitlines()
    expected = ("cannot be read", "is empty", "directory", "No such file")
    assert [line.split(": ")[0] for line in sentences] == files[:4]
    assert all(word in line for word, line in zip(expected, sentences, strict=True))
    assert cli.main(["maps", "--network=fashion_mnist", str(dull)]) == 2
    assert "only one colour" in capsys.readouterr().err


def test_the_network_that_the_environment_names_answers(pictures, capsys, monkeypatch):
    """Without the Hub the bundled one does, and a line says so; it is not part of the JSON."""
    bundled, there = source.load_bundled("mnist"), source.load_bundled("mnist_tutorial")
    away = bundled._replace(wanted="alice/net", trouble=PullFailed("away", "503"))
    for found in (there, away):
        monkeypatch.setenv("CONVLENS_MNIST", "alice/net")
        monkeypatch.setattr(source, "load_configured", lambda _, found=found: found)
        assert cli.main(["digit", pictures["digit"]]) == 0
        told = capsys.readouterr()
        monkeypatch.delenv("CONVLENS_MNIST")
        model = "mnist" if found is away else "mnist_tutorial"
        answer = recognise_digit(encoded(pictures["digit"]), model)
        assert json.loads(told.out)["probs"] == answer["probs"]
        assert told.err.startswith("alice/net: The Hub did not answer") == (found is away)


@pytest.mark.slow
def test_it_starts_without_gradio(pictures):
    """And what is wrong on the command line itself ends in code 2 as well."""
    code = """
import sys
from demo.cli.__main__ import main
assert main(["digit", sys.argv[1]]) == 0 == main(["maps", sys.argv[2]])
heavy = {"gradio", "matplotlib", "fastapi"} & set(sys.modules)
sys.exit(str(heavy) if heavy else main(["digit", "--network", "resnet", sys.argv[1]]))
"""
    done = python(["-c", code, pictures["digit"], pictures["cat"]])
    assert done.returncode == 2 and "invalid choice: 'resnet'" in done.stderr, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["label"]
