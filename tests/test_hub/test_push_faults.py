"""Pushes on a bad day: refusals, silence, answers that are lost, somebody who was faster."""

import pytest
from fake_hub.cases import PUSH_STEPS
from fake_hub.client import push, run
from fake_hub.repos import Repo

NAME = "alice/convlens-fashion-mnist-tutorial"
FAULTS = {
    "refused": {"action": "status", "status": 503},
    "silent": {"action": "delay", "seconds": 300},
    "lost": {"action": "cut", "at": 0},     # done over there, but the answer does not arrive
}
AGAIN = """
import sys
from hub.remote import __main__, timeouts

timeouts.PUSH_SECONDS = 0.5
for attempt in range(20):
    try:
        __main__.main(sys.argv[1:])
        break
    except SystemExit as refusal:
        print(refusal)
        error = refusal
        while error := error.__context__:
            print(repr(error), file=sys.stderr)     # all that a traceback could show
"""


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_every_step_may_fail(hub, tmp_path, folder, fault):
    """Each costs one sentence or nothing; the same command, given again, then succeeds."""
    hub.faults += [{"match": step, "times": 1, **FAULTS[fault]} for step in PUSH_STEPS]
    words = ["-c", AGAIN, "push", folder, "--tag", "v1"]
    said = run(hub.url, tmp_path, "hf_fine", *words, HF_HUB_ETAG_TIMEOUT="1")
    assert said.returncode == 0, said.stderr
    assert not [fault["match"] for fault in hub.faults if fault["times"]]
    *refusals, last = said.stdout.splitlines()
    assert len(refusals) >= 5
    assert all("was not pushed: the Hub " in sentence for sentence in refusals)
    assert last.startswith("Pushed: ")
    repo = hub.repos[NAME]
    assert len(repo.commits) == 2       # the one of the creation, and ours
    assert repo.refs["v1"] == repo.refs["main"]
    assert repo.at("v1")[1]["model.safetensors"] == (folder / "model.safetensors").read_bytes()
    assert "hf_fine" not in said.stdout + said.stderr
    assert not hub.foreign_tokens


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "status", "sentence"),
    [
        ("repos/create", 402, "paid plan"),
        ("preupload", 403, "may not write"),
        ("/commit/main", 500, "trouble (500)"),
    ],
)
def test_a_push_that_is_refused_says_why(hub, tmp_path, folder, step, status, sentence):
    hub.faults.append({"match": step, "action": "status", "status": status})
    said = push(hub, tmp_path, folder)
    assert said.returncode == 1
    assert sentence in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_a_card_that_cannot_be_read_is_not_overwritten(hub, tmp_path, folder):
    hub.repos[NAME] = Repo()
    hub.repos[NAME].commit({"README.md": b"My words.\n"})
    # A refusal that the client takes for a Hub that is away: the file might be there.
    hub.faults.append({"match": "HEAD /", "action": "status", "status": 400})
    assert push(hub, tmp_path, folder).returncode == 1
    assert hub.repos[NAME].at("main")[1] == {"README.md": b"My words.\n"}


def test_somebody_was_faster(hub, tmp_path, folder):
    """What came in between stays, and is looked at by whoever pushes; then both are there."""
    theirs = {"README.md": b"---\nlicense: mit\n---\nTheir words.\n", "theirs.txt": b"theirs"}
    meanwhile = {"match": "/commit/", "before": lambda: hub.repos[NAME].commit(theirs), "times": 1}
    hub.faults.append(meanwhile)
    said = push(hub, tmp_path, folder)
    assert said.returncode == 1
    assert "pushed in between" in said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert hub.repos[NAME].at("main")[1] == theirs

    assert push(hub, tmp_path, folder).returncode == 0
    _, files = hub.repos[NAME].at("main")
    assert files["theirs.txt"] == b"theirs"
    assert b"Their words." in files["README.md"]
    assert files["model.safetensors"] == (folder / "model.safetensors").read_bytes()
