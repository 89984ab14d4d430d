"""The line "For engineers": links that lead somewhere, and programs that run as printed."""

import re

import pytest
from paths import ROOT
from PIL import Image

from demo.engineers import fold, programs
from demo.fashion_mnist import page as fashion_mnist
from demo.feature_maps import page as feature_maps
from demo.feature_maps.activations import answering_network, random_kernels
from demo.lessons import page as lessons
from demo.mnist import page as mnist
from demo.training_runs import page as training_runs
from hub import checkpoint, layers
from hub.predict import predict
from hub.preprocess import rgb_tensor
from hub.remote import source
from hub.remote.address import Address, parse_address
from hub.standalone.recognise import prepare_digit, prepare_garment

BOOT = ROOT / "demo" / "examples" / "fashion" / "9-ankle-boot.png"
CAT = ROOT / "demo" / "examples" / "photos" / "cat.jpg"
PAGES = (mnist, feature_maps, fashion_mnist, lessons, training_runs)


def run_program(text: str, picture, folder, capsys) -> str:
    """Run a program as printed in a folder with picture.png; return what it printed."""
    Image.open(picture).save(folder / "picture.png")
    capsys.readouterr()
    exec(compile(text, "program.py", "exec"), {"__name__": "__main__"})
    return capsys.readouterr().out


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a program beside a picture."""
    monkeypatch.chdir(tmp_path)
    return lambda text, picture=BOOT: run_program(text, picture, tmp_path, capsys)


def test_the_source_files_of_every_page_exist(monkeypatch):
    """Where the app's repository is known they are links to it; on a laptop none is made up."""
    for page in PAGES:
        assert all((ROOT / file).exists() for file in page.SOURCES)
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert fold.link_file("demo/mnist") == {"text": "demo/mnist", "url": ""}
    monkeypatch.setenv("SPACE_ID", "alice/convlens")
    start = "https://huggingface.co/spaces/alice/convlens/"
    assert fold.link_file("demo/mnist")["url"] == f"{start}tree/main/demo/mnist"
    assert fold.link_file("hub/models.py")["url"] == f"{start}blob/main/hub/models.py"


def test_a_file_that_is_not_there_is_not_linked():
    shown = fold.describe_sources(["hub/models.py", "training/no_such.py"], str, None)
    assert [link["text"] for link in shown["files"]] == ["hub/models.py"] and not shown["card"]


def test_a_space_says_where_it_is_cloned_from(monkeypatch):
    clones = []
    for space in ("", "alice/convlens"):
        monkeypatch.setenv("SPACE_ID", space)
        clones.append(fold.describe_sources([], str, None)["clone"])
    assert clones == ["", "git clone https://huggingface.co/spaces/alice/convlens"]


def test_the_model_card_is_that_of_the_network_that_answers(monkeypatch, folder):
    """On the Hub at the commit in use; in this project; none for what has no card that stays."""
    monkeypatch.delenv("SPACE_ID", raising=False)
    bundled = source.load_bundled("mnist")
    assert fold.link_card(bundled) == {"text": "hub/checkpoints/mnist/README.md", "url": ""}
    commit = "1a2b3c4d" * 5
    there = bundled._replace(origin="hub", address=Address("bob/net", commit))
    assert fold.link_card(there) == {
        "text": "bob/net@1a2b3c4d", "url": f"https://huggingface.co/bob/net/tree/{commit}"}
    assert f'"bob/net", revision="{commit}"' in programs.recognise_digit(there)
    own = source.load_folder(folder, "fashion_mnist/fast", "trained")
    assert fold.link_card(own) is None and programs.classify_garment(own) == ""
    assert fold.link_card(random_kernels()) is None


@pytest.mark.parametrize(
    ("write", "name", "prepare"),
    [(programs.recognise_digit, "mnist", prepare_digit),
     (programs.classify_garment, "fashion_mnist_tutorial", prepare_garment)],
)  # fmt: skip
def test_the_lines_recognise_what_the_page_does(run, write, name, prepare):
    text = write(source.load_bundled(name))
    answer = predict(checkpoint.load(checkpoint.BUNDLED / name), prepare(Image.open(BOOT)))
    assert run(text) == f"{answer.label} {answer.probs}\n"
    assert text.count("\n") <= 12


def test_the_lines_load_a_repository_at_the_commit_that_answers(run, repo):
    shown = source.load_for_visitor(parse_address("alice/net"))
    repo.commit({"model.safetensors": b"newer", "config.json": b"{}"})
    answer = predict(shown.net, prepare_garment(Image.open(BOOT)))
    assert run(programs.classify_garment(shown)) == f"{answer.label} {answer.probs}\n"


@pytest.mark.parametrize(
    ("weights", "network"),
    [("trained", "feature_maps"), ("random", "feature_maps"), ("trained", "mnist"),
     ("trained", "fashion_mnist")],
)
def test_the_lines_compute_the_maps_of_the_page(run, weights, network):
    shown = answering_network(weights, network)
    prepare = {"mnist": prepare_digit, "fashion_mnist": prepare_garment}.get(
        network, lambda picture: rgb_tensor(picture, (184, 338)))
    text, path = programs.compute_maps(shown), layers.list_steps(shown.net)
    maps = layers.run_steps(path, prepare(Image.open(CAT)))
    lines = [f"{step} {tuple(output.shape)}" for step, output in maps.items()]
    printed = text + '\nprint(maps["relu1"].sum().item())'
    assert run(printed, CAT).splitlines() == [*lines, str(maps["relu1"].sum().item())]


def test_the_lines_read_a_run_and_a_run_of_this_machine(run, folder):
    shown = source.load_folder(folder, "run", "own")._replace(folder=folder)
    for each in (source.load_bundled("fashion_mnist_tutorial"), shown):
        head, *epochs = run(programs.read_run(each)).splitlines()
        assert head.startswith(str(each.accuracy)) and "'epochs'" in head
        assert epochs == [f"{n} {epoch}" for n, epoch in enumerate(each.run.history, 1)]


def test_the_lines_of_the_lessons_print_the_sizes(run):
    assert re.findall(r"\(1, \d+\)$", run(programs.list_sizes(None)), re.MULTILINE) == [
        "(1, 9216)", "(1, 128)", "(1, 128)", "(1, 10)"]
