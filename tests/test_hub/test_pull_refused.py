"""What a pull turns away: by the Hub's word, by ours, and because nobody can have meant it."""

import json

import pytest
from fake_hub.cases import NET, UNFIT
from huggingface_hub import HfApi

from hub.remote import source
from hub.remote.address import Address
from hub.remote.errors import PullFailed
from hub.remote.pull import pin_commit
from hub.validation import MAX_BYTES


def test_a_repository_that_is_not_there_private_or_gated(hub, repo, fetch):
    assert fetch(Address("alice/other")).kind == "absent"
    assert fetch(NET._replace(revision="v9")).kind == "absent"
    fetch()
    repo.gated = True       # the cached files are not given out any more
    assert fetch().kind == "gated"
    repo.private, repo.gated = True, False
    assert fetch().kind == "absent"
    hub.faults.append({"match": "/api/models/", "action": "status", "status": 403})
    assert fetch().kind == "refused"


@pytest.mark.parametrize("what", UNFIT)
def test_an_unfit_checkpoint_is_refused_with_the_reason(hub, repo, fetch, what):
    files, reason = UNFIT[what]
    repo.commit(files)
    failed = fetch()
    if not isinstance(failed, PullFailed):      # the listing looked well
        net = source.load_bundled("fashion_mnist_tutorial").net
        with pytest.raises(PullFailed) as raised:
            source.require_same_input(source.load_snapshot(failed, "hub"), like=net)
        failed = raised.value
    assert failed.kind == "unfit", failed.detail
    assert reason in failed.detail


def test_what_is_too_large_is_not_even_begun(hub, repo, fetch, monkeypatch):
    monkeypatch.setitem(MAX_BYTES, "model.safetensors", 1000)
    assert fetch().kind == "large"
    assert not hub.requests("resolve")


def told(**values: object):
    """A fault: the Hub tells something else of itself."""
    return lambda body: json.dumps(json.loads(body) | values).encode()


def listed(**values: object):
    """A fault: the Hub lists something else about the weights."""

    def alter(body: bytes) -> bytes:
        answer = json.loads(body)
        for file in answer["siblings"]:
            file.update(values if file["rfilename"] == "model.safetensors" else {})
        return json.dumps(answer).encode()

    return alter


NO_HUB = {  # what a captive portal, a proxy or a poor mirror may say in the Hub's place
    "a page to log in": lambda _: b"<html>Welcome to our hotel</html>",
    "nothing": lambda _: b"",
    "a list": lambda _: b"[]",
    "an empty table": lambda _: b"{}",
    "brackets without end": lambda _: b"[" * 100_000,
    "files that are none": told(siblings=["config.json"]),
    "no commit": told(sha=None),
    "a path for a commit": told(sha="../../../etc"),
    "no size": listed(size=None),
    "words for a size": listed(size="small"),
    "no checksum": listed(lfs=None, blobId=None),
    "words for a checksum": listed(lfs={"sha256": "../x", "size": 1, "pointerSize": 1}),
}


@pytest.mark.parametrize("what", NO_HUB)
def test_what_is_no_answer_of_a_hub(hub, repo, fetch, what):
    """As good as no answer: a copy may stand in, and nothing is downloaded."""
    hub.faults.append({"match": "/api/models/", "action": "alter", "alter": NO_HUB[what]})
    assert fetch().kind == "away"
    assert not hub.requests("resolve")


@pytest.mark.parametrize("size", [5, -1])
def test_a_size_that_is_a_lie(hub, repo, fetch, size):
    hub.faults.append({"match": "/api/models/", "action": "alter", "alter": listed(size=size)})
    assert fetch().kind == "broken"


@pytest.mark.parametrize("part", ["/api/models/", "HEAD /alice/", "GET /cdn/"])
def test_an_address_that_leads_in_a_circle(hub, repo, fetch, part):
    again = {"/api/models/": "/api/models/alice/net/revision/main", "GET /cdn/": "/cdn/x",
             "HEAD /alice/": f"/alice/net/resolve/{repo.refs['main']}/config.json"}  # fmt: skip
    headers = {"Location": again[part]}
    hub.faults.append({"match": part, "action": "status", "status": 307, "headers": headers})
    assert fetch().kind == "away"


def test_a_hub_that_wants_an_hour(hub, repo, fetch, monkeypatch):
    """The client would sleep for as long as it is told to; we do not wait for it."""
    monkeypatch.setattr("hub.remote.timeouts.STALL_SECONDS", 1)
    hour = {"status": 429, "headers": {"Retry-After": "3600"}}
    for part in ("/api/models/", "GET /cdn/"):
        hub.faults[:] = [{"match": part, "action": "status", **hour}]
        assert fetch(limit=5).kind == "away"


def test_a_question_about_a_gated_repository_that_nobody_answers(hub, repo, monkeypatch):
    """The client itself would wait for ever, and so would the visitor who has asked."""
    monkeypatch.setattr("hub.remote.pull.STALL_SECONDS", 1)
    repo.gated = True
    hub.faults.append({"match": "/auth-check", "action": "delay", "seconds": 60})
    with pytest.raises(PullFailed) as failed:
        pin_commit(NET, HfApi(token=False))
    assert failed.value.kind == "away"
