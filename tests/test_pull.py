"""Pull through the real client from a Hub of our own: what arrives, and what is turned away."""

import json

import pytest
import torch
from hub_repos import Repo
from huggingface_hub import HfApi, constants
from safetensors.torch import load_file, save

from hub import source, verified
from hub.address import Address, read
from hub.checkpoint import BUNDLED
from hub.errors import PullFailed
from hub.fitness import MAX_BYTES
from hub.pull import pull

NET = Address("alice/net")
LIKE = "fashion_mnist_tutorial"     # the smallest of ours: 180 kB


def files_of(name: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (BUNDLED / name).iterdir() if path.is_file()}


@pytest.fixture(autouse=True)
def online(monkeypatch, tmp_path):
    """The client may use the network (the tests' own Hub), and keeps nothing of this machine's."""
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HOME", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 1)


@pytest.fixture
def repo(hub) -> Repo:
    hub.repos["alice/net"] = Repo()
    hub.repos["alice/net"].commit(files_of(LIKE))
    return hub.repos["alice/net"]


@pytest.fixture
def api(hub) -> HfApi:
    return HfApi(endpoint=hub.url, token=False)


@pytest.fixture
def fetch(api, tmp_path):
    """Pull into one cache, in seconds; a PullFailed is returned, not raised."""

    def fetch(address: Address = NET, limit: float = 20):
        try:
            return pull(address, api, tmp_path / "cache", limit)
        except PullFailed as failed:
            return failed

    return fetch


def test_a_pull_brings_the_same_network_in_one_resolving_request(hub, repo, fetch):
    repo.refs["v1"] = first = repo.refs["main"]
    repo.commit(files_of(LIKE) | {"README.md": b"another card"})
    tagged, newest = fetch(NET._replace(revision="v1")), fetch()
    assert tagged.address.revision == first
    assert newest.address.revision == repo.refs["main"] != first
    ours, theirs = (load_file(f / "model.safetensors") for f in (BUNDLED / LIKE, tagged.folder))
    assert all(torch.equal(ours[key], theirs[key]) for key in ours | theirs)
    assert len(hub.requests("GET /api/models/")) == 2
    assert len(hub.requests("GET /cdn/")) == 1      # the same weights are not fetched again
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
        assert (folder / name).read_bytes() == files_of(LIKE)[name]
    assert hub.faults[0]["times"] == 0


def test_bytes_that_stay_wrong_leave_nothing_in_the_cache(hub, repo, fetch, tmp_path):
    hub.faults.append({"match": "GET /cdn/", "action": "corrupt"})
    failed = fetch()
    assert failed.kind == "broken"
    assert "model.safetensors" in failed.detail
    weights = files_of(LIKE)["model.safetensors"]
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert not [path for path in kept if path.stat().st_size == len(weights)]
    hub.faults.clear()
    assert (fetch().folder / "model.safetensors").read_bytes() == weights


def test_a_cached_byte_that_turned_is_noticed(repo, fetch):
    weights = fetch().folder / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    assert (fetch().folder / "model.safetensors").read_bytes() == good


@pytest.mark.parametrize(
    ("action", "kind"), [("truncate", "broken"), ("cut", "away"), ("stall", "away")]
)
def test_a_download_that_never_ends_well(hub, repo, fetch, action, kind):
    """Seconds, one kind of failure, and once is forgiven."""
    hub.faults.append({"match": "GET /cdn/", "action": action, "seconds": 30, "times": 1})
    assert fetch().address.revision == repo.refs["main"]
    hub.faults[:] = [{"match": "GET /cdn/", "action": action, "seconds": 30}]
    failed = fetch(Address("alice/net", commit_again(repo)), limit=8)
    assert failed.kind == kind


def commit_again(repo: Repo) -> str:
    """A commit with other weights, so that they are not in the cache."""
    weights = load_file(BUNDLED / LIKE / "model.safetensors")
    weights = {key: tensor + 1e-3 for key, tensor in weights.items()}
    return repo.commit(files_of(LIKE) | {"model.safetensors": save(weights)})


@pytest.mark.parametrize("part", ["/api/models/", "/resolve/"])
def test_a_hub_that_hangs_costs_seconds(hub, repo, fetch, part, monkeypatch):
    monkeypatch.setattr("hub.pull.ANSWER", 0.5)
    monkeypatch.setattr("hub.patience.STILL", 1)
    hub.faults.append({"match": part, "action": "delay", "seconds": 60})
    assert fetch(limit=8).kind == "away"


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


CONFIG = json.loads((BUNDLED / LIKE / "config.json").read_text())
WEIGHTS = load_file(BUNDLED / LIKE / "model.safetensors")
first, *_ = WEIGHTS
UNFIT = {
    "only a pickle": ({"pytorch_model.bin": b"x"}, "a pickle may run any code"),
    "another architecture": ({"config.json": json.dumps(CONFIG | {"architecture": "ViT"})}, "ViT"),
    "other classes": (files_of("mnist_tutorial"), "classes"),
    "another input": (files_of("feature_maps"), "cannot stand for"),
    "absurd sizes": (
        {"config.json": json.dumps({"architecture": "CompactNet", "classes": ["a", "b"],
         "widths": [4 * 10**10] * 3, "convs": [1, 1, 1], "mean": [0], "std": [1]})},
        "widths",
    ),
    "a renamed layer": (
        {"model.safetensors": save({f"new.{key}": v for key, v in WEIGHTS.items()})}, "absent",
    ),
    "a wrong shape": ({"model.safetensors": save(WEIGHTS | {first: torch.ones(3)})}, first),
    "NaN": ({"model.safetensors": save(WEIGHTS | {first: WEIGHTS[first] * torch.nan})}, "NaN"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNFIT)
def test_an_unfit_checkpoint_is_refused_with_the_reason(hub, repo, fetch, what):
    changes, reason = UNFIT[what]
    content = files_of(LIKE) | {k: v.encode() if isinstance(v, str) else v
                                for k, v in changes.items()}
    if what == "only a pickle":
        del content["model.safetensors"]
    repo.commit(content)
    failed = fetch()
    if not isinstance(failed, PullFailed):      # the listing looked well
        with pytest.raises(PullFailed) as raised:
            source.opened(failed, "hub", source.bundled(LIKE).net)
        failed = raised.value
    assert failed.kind == "unfit", failed.detail
    assert reason in failed.detail


def test_what_is_too_large_is_not_even_begun(hub, repo, fetch, monkeypatch):
    monkeypatch.setitem(MAX_BYTES, "model.safetensors", 1000)
    assert fetch().kind == "large"
    assert not hub.requests("resolve")


def test_the_last_verified_copy_is_verified_again(repo, fetch, tmp_path):
    snapshot = fetch()
    cache = tmp_path / "cache"
    assert verified.last(NET, cache) is None
    verified.remember(NET, snapshot)
    assert verified.last(NET, cache) == snapshot
    assert verified.last(NET._replace(revision="v1"), cache) is None
    config = snapshot.folder / "config.json"
    config.write_text(config.read_text() + " ")
    assert verified.last(NET, cache) is None
    verified.record(NET).write_text("[]")
    assert verified.last(NET, cache) is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("alice/net", Address("alice/net", "main")),
        (" alice/net@v1 ", Address("alice/net", "v1")),
        ("alice/net@refs/pr/1", Address("alice/net", "refs/pr/1")),
        ("https://huggingface.co/alice/net/tree/v1", Address("alice/net", "v1")),
        (f"alice/net@{'a' * 40}", Address("alice/net", "a" * 40)),
    ],
)
def test_addresses(words, meant):
    assert read(words) == meant
    assert read(meant.written()) == meant


@pytest.mark.parametrize(
    "words", ["", "net", "a/b/c", "alice/net@", "alice/net@../x", "../etc/passwd", "a b/c", "@v1"]
)
def test_what_is_no_address(words):
    with pytest.raises(PullFailed) as failed:
        read(words)
    assert failed.value.kind == "address"
