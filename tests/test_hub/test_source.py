"""Where a network comes from when the Hub is well, away, slow, or says no."""

import shutil

import pytest
from fake_hub.repos import Repo, bundled_files
from huggingface_hub import constants, hf_hub_download

from hub.remote import source
from hub.remote.address import Address
from hub.remote.errors import PullFailed


@pytest.fixture
def repo(hub, online, monkeypatch) -> Repo:
    """The environment names a repository, and there it is."""
    monkeypatch.setenv("CONVLENS_MNIST", "alice/net@v1")
    repo = hub.repos["alice/net"] = Repo()
    repo.refs["v1"] = repo.commit(bundled_files("mnist_tutorial"))
    return repo


def test_the_hub_first_then_the_verified_copy_then_the_hub_again(hub, repo):
    first = source.load_configured("mnist")
    assert (first.origin, first.trouble) == ("hub", None)
    assert first.name == f"alice/net@{repo.refs['v1'][:8]}"
    assert first.accuracy > 0.99

    hub.stop()
    copy = source.load_configured("mnist")
    assert (copy.origin, copy.name, copy.trouble.kind) == ("copy", first.name, "away")
    hub.start()
    hub.faults.append({"match": "/api/models/", "action": "status", "status": 503})
    assert source.load_configured("mnist").origin == "copy"

    hub.faults.clear()
    repo.refs["v1"] = repo.commit(bundled_files("mnist"))
    newest = source.load_configured("mnist")
    assert (newest.origin, newest.name) == ("hub", f"alice/net@{repo.refs['v1'][:8]}")


def test_what_a_space_was_built_with_answers_when_the_hub_is_away(hub, repo, monkeypatch):
    """Its cache is filled at the build, for one commit; no note of ours is there."""
    for revision, origin in (("v1", "bundled"), (repo.refs["v1"], "copy")):
        monkeypatch.setenv("CONVLENS_MNIST", f"alice/net@{revision}")
        for name in ("config.json", "model.safetensors"):
            hf_hub_download("alice/net", name, revision=repo.refs["v1"], endpoint=hub.url)
        hub.stop()
        assert source.load_configured("mnist").origin == origin
        hub.start()


def test_without_a_copy_the_bundled_one_answers(hub, repo):
    hub.stop()
    found = source.load_configured("mnist")
    assert (found.origin, found.name, found.wanted) == ("bundled", "mnist", "alice/net@v1")
    assert found.trouble.kind == "away"
    hub.start()


def test_a_disk_that_is_full_leaves_the_verified_copy(repo, tmp_path):
    first = source.load_configured("mnist")
    shutil.rmtree(tmp_path / "cache" / ".locks")
    (tmp_path / "cache" / ".locks").write_text("nothing new can be written")
    repo.refs["v1"] = repo.commit(bundled_files("mnist"))
    copy = source.load_configured("mnist")
    assert (copy.origin, copy.name, copy.trouble.kind) == ("copy", first.name, "disk")


def test_offline_by_the_users_own_wish(hub, repo, monkeypatch):
    source.load_configured("mnist")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    hub.log.clear()
    assert source.load_configured("mnist").origin == "copy"
    assert not hub.log


def test_a_repository_that_is_withdrawn_is_not_answered_from_a_copy(hub, repo):
    """Whoever closes a repository means it: the bundled one answers, and the page says why."""
    assert source.load_configured("mnist").origin == "hub"
    repo.gated = True
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind) == ("bundled", "gated")
    del hub.repos["alice/net"]
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind) == ("bundled", "absent")


def test_a_new_commit_that_is_unfit_is_told(repo):
    repo.refs["v1"] = repo.commit(bundled_files("feature_maps"))
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind) == ("bundled", "unfit")


@pytest.mark.parametrize("words", ["alice", "not an address", "../../etc"])
def test_what_is_no_address_is_told(repo, monkeypatch, words):
    monkeypatch.setenv("CONVLENS_MNIST", words)
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind, found.wanted) == ("bundled", "address", words)


def test_a_private_repository_opens_with_a_token_and_only_for_the_operator(hub, repo, monkeypatch):
    repo.private = True
    assert source.load_configured("mnist").trouble.kind == "absent"
    monkeypatch.setenv("HF_TOKEN", "hf_read")
    assert source.load_configured("mnist").origin == "hub"
    assert not hub.foreign_tokens
    with pytest.raises(PullFailed) as failed:
        source.require_same_input(source.load_for_visitor(Address("alice/net")), source.load_bundled("mnist").net)
    assert failed.value.kind == "absent"


def test_a_stale_token_closes_no_public_door(repo, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_stale")
    assert source.load_configured("mnist").origin == "hub"


def test_what_a_visitor_fetches_is_not_kept(repo, tmp_path):
    found = source.load_for_visitor(Address("alice/net"))
    assert (found.origin, found.name) == ("hub", f"alice/net@{repo.refs['main'][:8]}")
    assert not (tmp_path / "cache").exists()
    assert not (tmp_path / "convlens").exists()
