"""Pull through the real client from a Hub of our own: what arrives, and how."""

from threading import Thread

import pytest
import torch
from fake_hub.cases import FIRST, NET, SMALL, WEIGHTS, weights
from fake_hub.repos import Repo
from huggingface_hub import constants
from safetensors.torch import load_file

from hub.remote import verified
from hub.remote.address import Address, parse_address


def test_a_pull_brings_the_same_network_in_one_resolving_request(hub, repo, fetch):
    repo.refs["v1"] = first = repo.refs["main"]
    repo.commit(SMALL | {"README.md": b"another card"})
    tagged, newest = fetch(NET._replace(revision="v1")), fetch()
    assert tagged.address.revision == first
    assert newest.address.revision == repo.refs["main"] != first
    theirs = load_file(tagged.folder / "model.safetensors")
    assert all(torch.equal(WEIGHTS[key], theirs[key]) for key in WEIGHTS | theirs)
    assert len(hub.requests("GET /api/models/")) == 2
    fetched = hub.requests("GET /cdn/")     # weights and answers, the same ones only once
    assert len(fetched) == len(set(fetched)) == 2
    assert not hub.foreign_tokens


def test_what_is_in_the_cache_is_not_fetched_again(hub, repo, fetch):
    first = fetch()
    hub.log.clear()
    assert fetch().folder == first.folder
    assert len(hub.log) == 1


@pytest.mark.parametrize("part", ["GET /cdn/", "GET /api/resolve-cache/"])
def test_a_flipped_byte_is_refused_and_the_retry_is_good(hub, repo, fetch, part):
    hub.faults.append({"match": part, "action": "corrupt", "times": 1})
    folder = fetch().folder
    for name in ("config.json", "model.safetensors"):
        assert (folder / name).read_bytes() == SMALL[name]
    assert hub.faults[0]["times"] == 0


def test_bytes_that_stay_wrong_leave_nothing_in_the_cache(hub, repo, fetch, tmp_path):
    hub.faults.append({"match": "GET /cdn/", "action": "corrupt"})
    failed = fetch()
    assert failed.kind == "broken"
    assert "model.safetensors" in failed.detail
    good = SMALL["model.safetensors"]
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert not [path for path in kept if path.stat().st_size == len(good)]
    hub.faults.clear()
    assert (fetch().folder / "model.safetensors").read_bytes() == good


def test_a_cached_byte_that_turned_is_noticed(repo, fetch):
    weights = fetch().folder / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    assert (fetch().folder / "model.safetensors").read_bytes() == good


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "kind", "limit"),
    [("truncate", "broken", 20), ("cut", "away", 3), ("stall", "away", 3)],
)
def test_a_download_that_never_ends_well(hub, repo, fetch, action, kind, limit):
    """Seconds, one kind of failure, and once is forgiven."""
    hub.faults.append({"match": "GET /cdn/", "action": action, "seconds": 30, "times": 1})
    assert fetch().address.revision == repo.refs["main"]
    hub.faults[:] = [{"match": "GET /cdn/", "action": action, "seconds": 30}]
    failed = fetch(Address("alice/net", commit_again(repo)), limit)
    assert failed.kind == kind


def commit_again(repo: Repo) -> str:
    """A commit with other weights, so that they are not in the cache."""
    return repo.commit(SMALL | weights(**{FIRST: WEIGHTS[FIRST] + 1e-3}))


@pytest.mark.parametrize("part", ["/api/models/", "/resolve/"])
def test_a_hub_that_hangs_costs_seconds(hub, repo, fetch, part, monkeypatch):
    monkeypatch.setattr("hub.remote.pull.ANSWER_SECONDS", 0.5)
    monkeypatch.setattr("hub.remote.timeouts.STALL_SECONDS", 1)
    hub.faults.append({"match": part, "action": "delay", "seconds": 60})
    assert fetch(limit=8).kind == "away"


def test_the_last_verified_copy_is_verified_again(repo, fetch, tmp_path):
    snapshot = fetch()
    cache = tmp_path / "cache"
    assert verified.load_last_verified(NET, cache) is None
    verified.record_verified(NET, snapshot)
    assert verified.load_last_verified(NET, cache) == snapshot
    assert verified.load_last_verified(NET._replace(revision="v1"), cache) is None
    config = snapshot.folder / "config.json"
    config.write_text(config.read_text() + " ")
    assert verified.load_last_verified(NET, cache) is None
    for note in ("[]", "{}", '{"commit": "x"}', f'{{"commit": "{"a" * 40}", "checksums": {{}}}}'):
        verified.record_path(NET).write_text(note)
        assert verified.load_last_verified(NET, cache) is None


def test_a_branch_that_moves_meanwhile_mixes_nothing(hub, repo, fetch):
    """The second file is fetched when `main` is another commit already."""
    first = repo.refs["main"]
    hub.faults.append({"match": "GET /cdn/", "before": lambda: commit_again(repo), "times": 1})
    snapshot = fetch()
    assert snapshot.address.revision == first != repo.refs["main"]
    for name in ("config.json", "model.safetensors"):
        assert (snapshot.folder / name).read_bytes() == SMALL[name]


def test_two_apps_that_start_at_once_share_an_empty_cache(hub, repo, fetch):
    hub.faults.append({"match": "GET /cdn/", "action": "delay", "seconds": 0.5})
    found = []
    both = [Thread(target=lambda: found.append(fetch())) for _ in range(2)]
    for app in both:
        app.start()
    for app in both:
        app.join()
    assert found[0] == found[1]
    assert (found[0].folder / "model.safetensors").read_bytes() == SMALL["model.safetensors"]


def test_a_mirror_below_a_path(hub, repo, fetch, monkeypatch):
    hub.prefix = "/mirror/hf"
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    files = "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", hub.url + files)
    assert fetch().address.revision == repo.refs["main"]
    assert parse_address(f"{hub.url}/alice/net/tree/v1") == NET._replace(revision="v1")


def test_a_disk_that_takes_nothing(repo, fetch, tmp_path):
    (tmp_path / "cache").write_text("no folder can be made here")
    assert fetch().kind == "disk"


def test_a_note_that_cannot_be_written_is_done_without(repo, fetch, tmp_path, monkeypatch):
    snapshot = fetch()
    (tmp_path / "file").write_text("no folder can be made here")
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path / "file"))
    verified.record_verified(NET, snapshot)
    assert verified.load_last_verified(NET, tmp_path / "cache") is None
