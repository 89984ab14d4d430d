"""Pull with the real client from a local Hub server: what arrives, and in how many requests."""

import time
from threading import Thread

import pytest
import torch
from fake_hub.cases import FIRST_TENSOR, NET, SMALL_CHECKPOINT, WEIGHTS, changed_weights
from fake_hub.repos import Repo
from huggingface_hub import constants
from huggingface_hub.utils import close_session
from safetensors.torch import load_file

from hub.remote import verified
from hub.remote.address import Address, parse_address
from hub.remote.pull import Snapshot

pytestmark = pytest.mark.slow      # a Hub is started for each test


def test_a_pull_brings_the_same_weights_with_one_resolving_request(hub, repo, fetch):
    repo.refs["v1"] = first = repo.refs["main"]
    repo.commit(SMALL_CHECKPOINT | {"README.md": b"another card"})
    tagged, newest = fetch(NET._replace(revision="v1")), fetch()
    assert tagged.address.revision == first
    assert newest.address.revision == repo.refs["main"] != first
    theirs = load_file(tagged.folder / "model.safetensors")
    assert all(torch.equal(WEIGHTS[key], theirs[key]) for key in WEIGHTS | theirs)
    assert len(hub.requests("GET /api/models/")) == 2
    fetched = hub.requests("GET /cdn/")     # weights and answers, identical files only once
    assert len(fetched) == len(set(fetched)) == 2
    assert not hub.foreign_tokens


def test_cached_files_are_not_downloaded_again(hub, repo, fetch):
    first = fetch()
    hub.log.clear()
    assert fetch().folder == first.folder
    assert len(hub.log) == 1


@pytest.mark.parametrize("part", ["GET /cdn/", "GET /api/resolve-cache/"])
def test_a_flipped_bit_is_noticed_and_the_file_downloaded_again(hub, repo, fetch, part):
    hub.faults.append({"match": part, "action": "corrupt", "times": 1})
    folder = fetch().folder
    for name in ("config.json", "model.safetensors"):
        assert (folder / name).read_bytes() == SMALL_CHECKPOINT[name]
    assert hub.faults[0]["times"] == 0


def test_a_file_that_stays_corrupt_is_not_left_in_the_cache(hub, repo, fetch, tmp_path):
    hub.faults.append({"match": "GET /cdn/", "action": "corrupt"})
    failed = fetch()
    assert failed.kind == "broken"
    assert "model.safetensors" in failed.detail
    good = SMALL_CHECKPOINT["model.safetensors"]
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert not [path for path in kept if path.stat().st_size == len(good)]
    hub.faults.clear()
    assert (fetch().folder / "model.safetensors").read_bytes() == good


def test_a_corrupt_cached_file_is_replaced(repo, fetch):
    weights = fetch().folder / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    assert (fetch().folder / "model.safetensors").read_bytes() == good


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "kind", "limit"),
    [("truncate", "broken", 20), ("cut", "away", 3), ("stall", "away", 3)],
)
def test_a_download_that_fails_once_is_retried_and_then_reported(
    hub, repo, fetch, action, kind, limit
):
    hub.faults.append({"match": "GET /cdn/", "action": action, "seconds": 30, "times": 1})
    assert fetch().address.revision == repo.refs["main"]
    hub.faults[:] = [{"match": "GET /cdn/", "action": action, "seconds": 30}]
    failed = fetch(Address("alice/net", commit_new_weights(repo)), limit)
    assert failed.kind == kind


def commit_new_weights(repo: Repo) -> str:
    """Commit other weights, which are not in the cache; return the sha."""
    new = changed_weights(**{FIRST_TENSOR: WEIGHTS[FIRST_TENSOR] + 1e-3})
    return repo.commit(SMALL_CHECKPOINT | new)


@pytest.mark.parametrize("part", ["/api/models/", "/resolve/"])
def test_a_hanging_hub_is_given_up_within_seconds(hub, repo, fetch, part, monkeypatch):
    monkeypatch.setattr("hub.remote.pull.ANSWER_SECONDS", 0.5)
    monkeypatch.setattr("hub.remote.timeouts.STALL_SECONDS", 1)
    hub.faults.append({"match": part, "action": "delay", "seconds": 60})
    assert fetch(limit=8).kind == "away"


def test_the_last_verified_copy_is_verified_again_before_use(repo, fetch, tmp_path):
    snapshot = fetch()
    cache = tmp_path / "cache"
    assert verified.load_last_verified(NET, cache) is None
    verified.record_verified(NET, snapshot)
    assert verified.load_last_verified(NET, cache) == snapshot
    assert verified.load_last_verified(NET._replace(revision="v1"), cache) is None
    config = snapshot.folder / "config.json"
    config.write_text(config.read_text() + " ")
    assert verified.load_last_verified(NET, cache) is None
    for record in ("[]", "{}", '{"commit": "x"}', f'{{"commit": "{"a" * 40}", "checksums": {{}}}}'):
        verified.record_path(NET).write_text(record)
        assert verified.load_last_verified(NET, cache) is None


def test_a_branch_that_moves_during_a_pull_mixes_no_commits(hub, repo, fetch):
    """`main` becomes another commit before the second file is downloaded."""
    first = repo.refs["main"]
    moved = {"match": "GET /cdn/", "before": lambda: commit_new_weights(repo), "times": 1}
    hub.faults.append(moved)
    snapshot = fetch()
    assert snapshot.address.revision == first != repo.refs["main"]
    for name in ("config.json", "model.safetensors"):
        assert (snapshot.folder / name).read_bytes() == SMALL_CHECKPOINT[name]


@pytest.mark.slow
def test_two_apps_starting_at_once_share_an_empty_cache(hub, repo, fetch):
    hub.faults.append({"match": "GET /cdn/", "action": "delay", "seconds": 0.5})
    found = []
    both = [Thread(target=lambda: found.append(fetch())) for _ in range(2)]
    for app in both:
        app.start()
    for app in both:
        app.join()
    assert found[0] == found[1]
    weights = (found[0].folder / "model.safetensors").read_bytes()
    assert weights == SMALL_CHECKPOINT["model.safetensors"]


def test_a_download_survives_that_another_finds_no_server(hub, repo, fetch):
    """The client of huggingface_hub 2.4 then closes the connections of both."""
    hub.faults.append({"match": "GET /cdn/", "action": "delay", "seconds": 0.3})
    found = []
    download = Thread(target=lambda: found.append(fetch()))
    download.start()
    for _ in range(3):
        time.sleep(0.2)
        close_session()
    download.join()
    assert isinstance(found[0], Snapshot)


def test_a_mirror_may_have_a_path_in_its_address(hub, repo, fetch, monkeypatch):
    hub.prefix = "/mirror/hf"
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    files = "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", hub.url + files)
    assert fetch().address.revision == repo.refs["main"]
    assert parse_address(f"{hub.url}/alice/net/tree/v1") == NET._replace(revision="v1")


def test_a_cache_that_cannot_be_written_is_reported(repo, fetch, tmp_path):
    (tmp_path / "cache").write_text("no folder can be made here")
    assert fetch().kind == "disk"


def test_a_record_that_cannot_be_written_is_skipped(repo, fetch, tmp_path, monkeypatch):
    snapshot = fetch()
    (tmp_path / "file").write_text("no folder can be made here")
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path / "file"))
    verified.record_verified(NET, snapshot)
    assert verified.load_last_verified(NET, tmp_path / "cache") is None
