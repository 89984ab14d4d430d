"""Pulls that fail: refused by the Hub, refused by validation, or answered with nonsense."""

import json

import pytest
from fake_hub.cases import NET, UNFIT
from huggingface_hub import HfApi

from hub.remote import source
from hub.remote.address import Address
from hub.remote.errors import PullFailed
from hub.remote.pull import pin_commit
from hub.validation import MAX_BYTES

pytestmark = pytest.mark.slow      # a Hub is started for each test


def test_an_absent_private_or_gated_repository_is_refused(hub, repo, fetch):
    assert fetch(Address("alice/other")).kind == "absent"
    assert fetch(NET._replace(revision="v9")).kind == "absent"
    fetch()
    repo.gated = True       # cached files are not used either
    assert fetch().kind == "gated"
    repo.private, repo.gated = True, False
    assert fetch().kind == "absent"
    hub.faults.append({"match": "/api/models/", "action": "status", "status": 403})
    assert fetch().kind == "refused"


@pytest.mark.parametrize("what", UNFIT)
def test_an_invalid_checkpoint_is_refused_with_the_reason(hub, repo, fetch, what):
    files, reason = UNFIT[what]
    repo.commit(files)
    failed = fetch()
    if not isinstance(failed, PullFailed):      # the listing is valid
        net = source.load_bundled("fashion_mnist_tutorial").net
        with pytest.raises(PullFailed) as raised:
            source.require_same_input(source.load_snapshot(failed, "hub"), like=net)
        failed = raised.value
    assert failed.kind == "unfit", failed.detail
    assert reason in failed.detail


def test_a_file_that_is_too_large_is_not_downloaded(hub, repo, fetch, monkeypatch):
    monkeypatch.setitem(MAX_BYTES, "model.safetensors", 1000)
    assert fetch().kind == "large"
    assert not hub.requests("resolve")


def with_values(**values: object):
    """Return a function that changes the Hub's answer about a repository."""
    return lambda body: json.dumps(json.loads(body) | values).encode()


def with_listing(**values: object):
    """Return a function that changes the Hub's listing of the weights."""

    def alter(body: bytes) -> bytes:
        answer = json.loads(body)
        for file in answer["siblings"]:
            file.update(values if file["rfilename"] == "model.safetensors" else {})
        return json.dumps(answer).encode()

    return alter


INVALID_ANSWERS = {     # of a captive portal, a proxy or a poor mirror
    "a page to log in": lambda _: b"<html>Welcome to our hotel</html>",
    "nothing": lambda _: b"",
    "a list": lambda _: b"[]",
    "an empty table": lambda _: b"{}",
    "brackets without end": lambda _: b"[" * 100_000,
    "files that are none": with_values(siblings=["config.json"]),
    "no commit": with_values(sha=None),
    "a path for a commit": with_values(sha="../../../etc"),
    "no size": with_listing(size=None),
    "words for a size": with_listing(size="small"),
    "no checksum": with_listing(lfs=None, blobId=None),
    "words for a checksum": with_listing(lfs={"sha256": "../x", "size": 1, "pointerSize": 1}),
}


@pytest.mark.parametrize("what", INVALID_ANSWERS)
def test_an_invalid_answer_counts_as_no_answer(hub, repo, fetch, what):
    """So a verified copy may answer; nothing is downloaded."""
    hub.faults.append({"match": "/api/models/", "action": "alter", "alter": INVALID_ANSWERS[what]})
    assert fetch().kind == "away"
    assert not hub.requests("resolve")


@pytest.mark.parametrize("size", [5, -1])
def test_a_wrong_size_in_the_listing_is_noticed(hub, repo, fetch, size):
    alter = with_listing(size=size)
    hub.faults.append({"match": "/api/models/", "action": "alter", "alter": alter})
    assert fetch().kind == "broken"


@pytest.mark.parametrize("part", ["/api/models/", "HEAD /alice/", "GET /cdn/"])
def test_a_redirect_loop_ends(hub, repo, fetch, part):
    again = {"/api/models/": "/api/models/alice/net/revision/main", "GET /cdn/": "/cdn/x",
             "HEAD /alice/": f"/alice/net/resolve/{repo.refs['main']}/config.json"}  # fmt: skip
    headers = {"Location": again[part]}
    hub.faults.append({"match": part, "action": "status", "status": 307, "headers": headers})
    assert fetch().kind == "away"


def test_a_retry_after_of_an_hour_is_not_waited_for(hub, repo, fetch, monkeypatch):
    """The client itself would sleep that long."""
    monkeypatch.setattr("hub.remote.timeouts.STALL_SECONDS", 1)
    hour = {"status": 429, "headers": {"Retry-After": "3600"}}
    for part in ("/api/models/", "GET /cdn/"):
        hub.faults[:] = [{"match": part, "action": "status", **hour}]
        assert fetch(limit=5).kind == "away"


def test_a_hanging_access_check_is_given_up(hub, repo, monkeypatch):
    """The client itself has no timeout for it."""
    monkeypatch.setattr("hub.remote.pull.STALL_SECONDS", 1)
    repo.gated = True
    hub.faults.append({"match": "/auth-check", "action": "delay", "seconds": 60})
    with pytest.raises(PullFailed) as failed:
        pin_commit(NET, HfApi(token=False))
    assert failed.value.kind == "away"
