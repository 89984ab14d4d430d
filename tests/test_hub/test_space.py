"""Deploying through the real client to a Hub of our own, and starting what was staged."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from drawings import data_url
from fake_hub.client import Ended, run
from fake_hub.repos import Repo, front_matter
from fake_hub.server import LocalHub
from fake_hub.spaces import STAGES
from local_app import local_app
from packaging.requirements import Requirement
from paths import ROOT
from PIL import Image

from hub import checkpoint
from hub.remote.address import Address
from hub.space import __main__ as command
from hub.space import staging

NAME = "alice/convlens"
SPACE = f"spaces/{NAME}"
SHA = "1234567890" * 4


def deploy(hub: LocalHub, home: Path, *flags, token: str | None = "hf_write") -> Ended:
    """`python -m hub.space alice/convlens …`"""
    return run(hub.url, home, token, "-m", "hub.space", NAME, *flags)


def add_model(hub: LocalHub, name: str) -> Repo:
    """A bundled checkpoint as a model of bob's, tagged v1, with one more commit after that."""
    files = {p.name: p.read_bytes() for p in (checkpoint.BUNDLED / name).iterdir()}
    repo = hub.repos[f"bob/{name}"] = Repo()
    repo.refs["v1"] = repo.commit(files)
    repo.commit(files | {"README.md": b"newer"})
    return repo


def values(hub: LocalHub) -> dict[str, str]:
    """The Space's variables."""
    there = hub.repos[SPACE].settings.get("variables", {})
    return {key: variable["value"] for key, variable in there.items()}


def known_to_git(*places: str) -> set[str]:
    """The project's own files there, new ones too."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *places]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_what_goes_is_the_app_and_nothing_else():
    """Neither does the allow-list forget a file that somebody adds to the app."""
    goes = {path.as_posix() for path in staging.list_app_files()}
    assert goes == known_to_git("app.py", "requirements.txt", "LICENSE", "demo", "hub")


def test_what_never_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "ROOT", tmp_path)
    for name in (
        "hub/models.py", "hub/checkpoints/mnist/model.safetensors",
        "hub/.env", "hub/.cache/token.json", "hub/__pycache__/models.cpython-311.pyc",
        "hub/checkpoints/.mnist.old/config.json", "hub/checkpoints/mnist/runs/events.json",
        "hub/checkpoints/mnist.resume.safetensors", "hub/weights.pt", "demo/token.txt",
        "training/mnist.py", "tests/test_space.py", "data/MNIST.png", ".env", "README.md",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    goes = {path.as_posix() for path in staging.list_app_files()} - set(staging.DOOR)
    assert goes == {"hub/models.py", "hub/checkpoints/mnist/model.safetensors"}


def test_readme_of_a_space():
    """Settings that the Hub accepts, and that agree with requirements.txt."""
    model = staging.Pinned(Address("bob/net", SHA), ["config.json", "model.safetensors"])
    settings = front_matter(staging.render_readme(NAME, [model]).encode())
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    gradio = next(Requirement(line) for line in lines if line.startswith("gradio"))
    assert settings["sdk"] == "gradio"
    assert settings["sdk_version"] in gradio.specifier
    assert settings["python_version"] == "3.11"
    assert (ROOT / settings["app_file"]).is_file()
    assert len(settings["short_description"]) <= 60
    assert settings["models"] == ["bob/net"]
    assert settings["preload_from_hub"] == [f"bob/net config.json,model.safetensors {SHA}"]
    assert not {"models", "preload_from_hub"} & set(front_matter(staging.render_readme(NAME, []).encode()))


def test_a_dry_run_lists_everything_and_asks_nobody(capsys):
    """The tests' own process is offline: a question to the Hub would raise."""
    command.main([NAME, "--dry-run"])
    said = capsys.readouterr().out
    size = (ROOT / "app.py").stat().st_size
    assert re.search(rf"^ +{size:,}  app.py$", said, re.MULTILINE)
    assert "hub/checkpoints/mnist/model.safetensors" in said
    assert "sdk: gradio" in said
    assert SPACE in said


@pytest.mark.slow
def test_the_staged_folder_answers_as_a_space_starts_it(tmp_path, digits):
    """`pip install -r requirements.txt`, which finds all of it here, and `python app.py`."""
    folder = tmp_path / "space"
    staging.stage_files(folder, NAME, [])
    install = [sys.executable, "-m", "pip", "install", "--no-index", "-r", "requirements.txt"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True)
    digit = Image.eval(Image.fromarray(digits.data[0].numpy()), lambda level: 255 - level)
    with local_app([sys.executable, "app.py"], folder) as client:
        label, _ = client.predict(data_url(digit), "mnist", api_name="/recognise")
    assert label["label"] == "7"


@pytest.mark.slow
def test_a_space_from_nothing_then_again_then_without_a_model(hub, tmp_path):
    """One commit of all that is staged; none if nothing is new; then one with what differs."""
    sha = add_model(hub, "mnist").refs["v1"]
    add_model(hub, "feature_maps")
    models = ["--model-mnist", "bob/mnist@v1", "--model-feature-maps", "bob/feature_maps"]
    flags = ["--private", *models]
    first = deploy(hub, tmp_path, *flags)
    repo = hub.repos[SPACE]
    assert first.returncode == 0, first.stderr
    assert [line for line in first.stdout.splitlines() if line in STAGES] == STAGES
    assert first.stdout.strip().endswith(f"{hub.url}/{SPACE}")
    assert repo.private
    assert repo.settings["sdk"] == "gradio"
    assert len(repo.commits) == 2       # the one of the creation, and ours
    _, files = repo.at("main")
    staged = {path.as_posix() for path in staging.list_app_files()} | {"README.md"}
    assert {*files} == staged | {".gitattributes"}
    assert files["app.py"] == (ROOT / "app.py").read_bytes()
    assert values(hub)["CONVLENS_MNIST"] == f"bob/mnist@{sha}"
    needed = "config.json,model.safetensors,metrics.json,answers.safetensors"
    assert f"bob/mnist {needed} {sha}" in front_matter(files["README.md"])["preload_from_hub"]

    again = deploy(hub, tmp_path, *flags)
    assert again.returncode == 0, again.stderr
    assert "Nothing new" in again.stdout
    assert len(repo.commits) == 2
    assert len(hub.requests("POST .*/variables")) == 2

    repo.settings["variables"]["OTHER"] = {"key": "OTHER", "value": "a person's own"}
    repo.commit(files | {"demo/gone.py": b""})
    last = deploy(hub, tmp_path, "--model-mnist", "bob/mnist@v1", "--wait", 0)
    assert last.returncode == 0, last.stderr
    assert len(repo.commits) == 4
    assert {*repo.at("main")[1]} == staged | {".gitattributes"}
    assert values(hub) == {"CONVLENS_MNIST": f"bob/mnist@{sha}", "OTHER": "a person's own"}


def refused(said: Ended, sentence: str) -> None:
    """Exit code 1 and one line, in which a regular expression finds something."""
    assert said.returncode == 1
    assert re.search(sentence, said.stderr), said.stderr
    assert len(said.stderr.strip().splitlines()) == 1, said.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("token", "status", "sentence"),
    [
        (None, None, "hf auth login"),
        ("hf_read", None, "may only read"),
        ("hf_bob", None, r"under \['bob'\]"),
        ("hf_fine", 403, "fine-grained one needs write access"),
        ("hf_write", 402, "paid plan.*pricing"),
    ],
)
def test_who_may_not_deploy_is_told_why(hub, tmp_path, token, status, sentence):
    if status:
        fault = {"match": "POST /api/repos/create", "action": "status", "status": status}
        hub.faults.append(fault)
    said = deploy(hub, tmp_path, token=token)
    refused(said, sentence)
    assert not hub.repos
    for secret in ("hf_write", "hf_read", "hf_fine", "hf_bob"):
        assert secret not in said.stderr + said.stdout


@pytest.mark.slow
def test_a_model_that_the_space_could_not_read_is_refused_first(hub, tmp_path):
    """Nothing is created, whoever is signed in: the Space will not be."""
    sha = add_model(hub, "mnist").refs["v1"]
    hub.repos["bob/photos"] = add_model(hub, "feature_maps")     # colours are no ink
    add_model(hub, "feature_maps").gated = True
    add_model(hub, "mnist_tutorial").private = True
    hub.repos["bob/empty"] = Repo()
    hub.repos["bob/empty"].commit({"config.json": b"{}"})
    said = run(hub.url, tmp_path, "hf_bob", "-c", """
from hub.space import staging
for name in ("mnist@v2", "empty", "feature_maps", "mnist_tutorial", "absent", "photos", ""):
    try:
        staging.pin_model("mnist", f"bob/{name}")
    except staging.PushFailed as error:
        print(error)
""")
    sentences = [
        "bob/mnist@v2 is not on the Hub, or not for everybody",
        "bob/empty does not fit (no model.safetensors",
        "bob/feature_maps wants its readers to sign in",
        "bob/mnist_tutorial is not on the Hub, or not for everybody",
        "bob/absent is not on the Hub, or not for everybody",
        "bob/photos does not fit",
        "bob/ is not of the form OWNER/NAME@REVISION",
    ]
    for line, sentence in zip(said.stdout.splitlines(), sentences, strict=True):
        assert line.startswith(sentence)

    refused(deploy(hub, tmp_path, "--model-mnist", "bob/absent"), "bob/absent is not on the Hub")
    dry = deploy(hub, tmp_path, "--model-mnist", "bob/mnist@v1", "--dry-run", token=None)
    assert f"CONVLENS_MNIST=bob/mnist@{sha}" in dry.stdout.splitlines()
    assert SPACE not in hub.repos
    assert not hub.requests("POST")


@pytest.mark.slow
def test_what_is_there_already_is_not_spoilt(hub, tmp_path):
    """Another app of ours is not written over, and a public Space is not taken for a private."""
    repo = hub.repos[SPACE] = Repo()
    repo.commit({".gitattributes": b"", "README.md": b"mine", "app.py": b"mine"})
    refused(deploy(hub, tmp_path), "holds another app")
    refused(deploy(hub, tmp_path, "--private"), "public")
    assert len(repo.commits) == 1
    assert not hub.requests("variables")


def test_a_hub_that_is_away(tmp_path):
    said = run("http://127.0.0.1:9", tmp_path, "hf_write", "-m", "hub.space", NAME)
    refused(said, "cannot be reached")


@pytest.mark.slow
def test_a_commit_and_a_build_that_fail(hub, tmp_path):
    """The commit changes all or nothing; of a build that failed we are told where the logs are."""
    repo = hub.repos[SPACE] = Repo(settings={"stages": ["BUILDING", "BUILD_ERROR"]})
    repo.commit({".gitattributes": b""})
    hub.faults.append({"match": "/commit/main", "action": "status", "status": 412, "times": 1})
    refused(deploy(hub, tmp_path), "pushed in between")
    assert len(repo.commits) == 1

    said = deploy(hub, tmp_path)
    refused(said, rf"BUILD_ERROR.*{SPACE}\?logs=build")
    assert said.stdout.splitlines()[-2:] == ["BUILDING", "BUILD_ERROR"]
    assert len(repo.commits) == 2


@pytest.mark.slow
def test_waiting_for_a_space(hub, tmp_path):
    """Whatever it does, or we, the waiting ends with the Space's address and what to do."""
    for name, stages in {
        "fails": ["APP_STARTING", "RUNTIME_ERROR"], "sleeps": ["PAUSED"], "slow": ["BUILDING"],
        "interrupted": ["BUILDING"], "away": ["BUILDING", "RUNNING"],
    }.items():  # fmt: skip
        hub.repos[f"spaces/alice/{name}"] = Repo(settings={"stages": stages})
        hub.repos[f"spaces/alice/{name}"].commit({})
    fault = {"match": "alice/away/runtime", "action": "status", "status": 503, "times": 1}
    hub.faults.append(fault)
    said = run(hub.url, tmp_path, "hf_write", "-c", """
import _thread, threading
from hub.space import deploy as space
space.PAUSE = 0.1
for name in ("fails", "sleeps", "slow", "interrupted", "away"):
    if name == "interrupted":
        threading.Timer(1, _thread.interrupt_main).start()
    try:
        space.wait_until_running(f"alice/{name}", 1 if name == "slow" else 60, renewed=True)
    except SystemExit as end:
        print(end)
""")
    address = f"{hub.url}/spaces/alice"
    assert said.stderr == ""
    assert said.stdout.splitlines() == [
        "APP_STARTING", "RUNTIME_ERROR",
        f"The Space does not run (RUNTIME_ERROR): {address}/fails?logs=container",
        "PAUSED", f"The Space is PAUSED: restart it, {address}/sleeps/settings",
        "BUILDING", f"After 1 s: BUILDING; the Space goes on building: {address}/slow",
        "BUILDING", f"Not waited for; the Space goes on building: {address}/interrupted",
        "the Hub itself has trouble (503); try again in some minutes",
        "BUILDING", "RUNNING", f"The Space answers: {address}/away",
    ]  # fmt: skip
