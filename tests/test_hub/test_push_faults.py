"""Pushes that meet faults: refusals, silence, lost answers, and a concurrent push."""

from pathlib import Path

import pytest
from fake_hub.cases import PUSH_STEPS
from fake_hub.client import push_folder, run_python
from fake_hub.repos import Repo

from hub import checkpoint

NAME = "alice/convlens-fashion-mnist-tutorial"
FAULTS = {
    "refused": {"action": "status", "status": 503},
    "silent": {"action": "delay", "seconds": 300},
    "lost": {"action": "cut", "at": 0},     # done by the Hub, but the answer does not arrive
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


def published_weights(folder: Path) -> bytes:
    """Return the weights of a folder as they are sent: with their format in the header."""
    return checkpoint.name_format((folder / "model.safetensors").read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_every_step_may_fail_and_the_same_command_then_succeeds(hub, tmp_path, folder, fault):
    """A failed step is either retried, or reported in one line."""
    hub.faults += [{"match": step, "times": 1, **FAULTS[fault]} for step in PUSH_STEPS]
    words = ["-c", AGAIN, "push", folder, "--tag", "v1"]
    ended = run_python(hub.url, tmp_path, "hf_fine", *words, HF_HUB_ETAG_TIMEOUT="1")
    assert ended.returncode == 0, ended.stderr
    assert not [fault["match"] for fault in hub.faults if fault["times"]]
    *refusals, last = ended.stdout.splitlines()
    assert len(refusals) >= 5
    assert all("was not pushed: the Hub " in sentence for sentence in refusals)
    repo = hub.repos[NAME]
    # A step after the commit may have failed, too: then the last attempt finds nothing new.
    assert last in {f"{said}: {hub.url}/{NAME}/commit/{repo.refs['main']}"
                    for said in ("Pushed", "Nothing new")}  # fmt: skip
    assert len(repo.commits) == 2       # the one of the creation, and the push
    assert repo.refs["v1"] == repo.refs["main"]
    assert repo.at("v1")[1]["model.safetensors"] == published_weights(folder)
    assert "hf_fine" not in ended.stdout + ended.stderr
    assert not hub.foreign_tokens


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "status", "sentence"),
    [
        ("repos/create", 402, "paid plan"),
        ("preupload", 403, "may not write"),
        ("/commit/main", 500, "problem (500)"),
    ],
)
def test_a_refused_push_gives_the_reason_in_one_line(hub, tmp_path, folder, step, status, sentence):
    hub.faults.append({"match": step, "action": "status", "status": status})
    ended = push_folder(hub, tmp_path, folder)
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.slow
def test_a_published_card_that_cannot_be_read_is_not_overwritten(hub, tmp_path, folder):
    hub.repos[NAME] = Repo()
    hub.repos[NAME].commit({"README.md": b"My words.\n"})
    # The client reports this status as an unreachable Hub: the card may still exist.
    hub.faults.append({"match": "HEAD /", "action": "status", "status": 400})
    assert push_folder(hub, tmp_path, folder).returncode == 1
    assert hub.repos[NAME].at("main")[1] == {"README.md": b"My words.\n"}


@pytest.mark.slow
def test_a_concurrent_push_is_reported_and_kept(hub, tmp_path, folder):
    """The next attempt then adds to the other's files, and keeps the other's card."""
    theirs = {"README.md": b"---\nlicense: mit\n---\nTheir words.\n", "theirs.txt": b"theirs"}
    meanwhile = {"match": "/commit/", "before": lambda: hub.repos[NAME].commit(theirs), "times": 1}
    hub.faults.append(meanwhile)
    ended = push_folder(hub, tmp_path, folder)
    assert ended.returncode == 1
    assert "pushed meanwhile" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert hub.repos[NAME].at("main")[1] == theirs

    assert push_folder(hub, tmp_path, folder).returncode == 0
    _, files = hub.repos[NAME].at("main")
    assert files["theirs.txt"] == b"theirs"
    assert b"Their words." in files["README.md"]
    assert files["model.safetensors"] == published_weights(folder)
