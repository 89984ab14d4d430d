"""The source of a network while the Hub works, is unavailable, or refuses."""

import json
import shutil

import pytest
from fake_hub.repos import Repo, bundled_files
from huggingface_hub import constants, file_download, hf_hub_download

from hub.remote import source
from hub.remote.address import Address
from hub.remote.errors import PullFailed


@pytest.fixture
def repo(hub, online, monkeypatch) -> Repo:
    """A repository that the environment names."""
    monkeypatch.setenv("CONVLENS_MNIST", "alice/net@v1")
    repo = hub.repos["alice/net"] = Repo()
    repo.refs["v1"] = repo.commit(bundled_files("mnist_tutorial"))
    return repo


def test_the_verified_copy_answers_only_while_the_hub_is_unavailable(hub, repo):
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


def test_files_preloaded_at_the_build_of_a_space_serve_as_the_copy(hub, repo, monkeypatch):
    """The cache holds them for one commit; the app has not recorded it."""
    for revision, origin in (("v1", "bundled"), (repo.refs["v1"], "copy")):
        monkeypatch.setenv("CONVLENS_MNIST", f"alice/net@{revision}")
        for name in ("config.json", "model.safetensors"):
            hf_hub_download("alice/net", name, revision=repo.refs["v1"], endpoint=hub.url)
        hub.stop()
        assert source.load_configured("mnist").origin == origin
        hub.start()


def test_without_a_copy_the_bundled_checkpoint_answers(hub, repo):
    hub.stop()
    found = source.load_configured("mnist")
    assert (found.origin, found.name, found.wanted) == ("bundled", "mnist", "alice/net@v1")
    assert found.trouble.kind == "away"
    hub.start()


def test_on_a_full_disk_the_verified_copy_answers(repo, tmp_path):
    first = source.load_configured("mnist")
    shutil.rmtree(tmp_path / "cache" / ".locks")
    (tmp_path / "cache" / ".locks").write_text("nothing new can be written")
    repo.refs["v1"] = repo.commit(bundled_files("mnist"))
    copy = source.load_configured("mnist")
    assert (copy.origin, copy.name, copy.trouble.kind) == ("copy", first.name, "disk")


@pytest.mark.parametrize("links", [True, False])
def test_offline_mode_uses_the_copy_and_sends_no_request(hub, repo, monkeypatch, tmp_path, links):
    """Also from a cache on a disk that knows no symbolic links."""
    if not links:
        monkeypatch.setattr(file_download, "are_symlinks_supported", lambda *_: False)
    source.load_configured("mnist")
    assert any(path.is_symlink() for path in (tmp_path / "cache").rglob("*")) == links
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    hub.log.clear()
    assert source.load_configured("mnist").origin == "copy"
    assert not hub.log


def test_a_copy_never_replaces_a_gated_or_deleted_repository(hub, repo):
    """The bundled checkpoint answers, with the reason."""
    assert source.load_configured("mnist").origin == "hub"
    repo.gated = True
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind) == ("bundled", "gated")
    del hub.repos["alice/net"]
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind) == ("bundled", "absent")


def test_an_invalid_new_commit_is_reported(repo):
    repo.refs["v1"] = repo.commit(bundled_files("feature_maps"))
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind) == ("bundled", "unfit")


@pytest.mark.parametrize("words", ["alice", "not an address", "../../etc"])
def test_a_malformed_address_in_the_environment_is_reported(repo, monkeypatch, words):
    monkeypatch.setenv("CONVLENS_MNIST", words)
    found = source.load_configured("mnist")
    assert (found.origin, found.trouble.kind, found.wanted) == ("bundled", "address", words)


def test_the_token_opens_private_repositories_but_not_for_visitors(hub, repo, monkeypatch):
    repo.private = True
    assert source.load_configured("mnist").trouble.kind == "absent"
    monkeypatch.setenv("HF_TOKEN", "hf_read")
    assert source.load_configured("mnist").origin == "hub"
    assert not hub.foreign_tokens
    with pytest.raises(PullFailed) as failed:
        source.load_for_visitor(Address("alice/net"))
    assert failed.value.kind == "absent"


def test_a_stale_token_does_not_block_public_repositories(repo, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_stale")
    assert source.load_configured("mnist").origin == "hub"


def test_a_strangers_network_is_bounded_by_its_multiplications(repo):
    """Before a weight is loaded; widths alone may be within their limits."""
    files = bundled_files("mnist")
    wide = json.loads(files["config.json"]) | {"widths": [256, 256, 256], "convs": [2, 2, 2]}
    repo.commit(files | {"config.json": json.dumps(wide).encode()})
    with pytest.raises(PullFailed, match="multiplications") as failed:
        source.load_for_visitor(Address("alice/net"), 150_000_000)
    assert failed.value.kind == "unfit"
    with pytest.raises(PullFailed, match=r"model\.safetensors"):     # within its own limits else
        source.load_for_visitor(Address("alice/net"))


def test_a_visitors_download_is_not_kept_on_disk(repo, tmp_path):
    found = source.load_for_visitor(Address("alice/net"))
    assert (found.origin, found.name) == ("hub", f"alice/net@{repo.refs['main'][:8]}")
    assert not (tmp_path / "cache").exists()
    assert not (tmp_path / "convlens").exists()
