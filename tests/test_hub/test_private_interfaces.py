"""The undocumented interfaces of huggingface_hub that hub/ relies on still work as they were read.

A failure after an update means: read the new version, then adapt the module named in the test.
"""

import re

import pytest
from huggingface_hub import HfApi, set_client_factory
from huggingface_hub.utils import get_session, httpx
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from paths import ROOT

from hub import models
from hub.remote import checksums, pull, timeouts

PRIVATE = {     # what is used: the one module that uses it
    r"huggingface_hub\.utils\._http": "hub/remote/timeouts.py",
    r"huggingface_hub\.file_download": "hub/remote/pull.py",
    r"\b_hub_mixin_config\b": "hub/models.py",
}
ANY_PRIVATE = r"(huggingface_hub|safetensors|torch)[\w.]*\._|huggingface_hub\.utils\.sha"


@pytest.mark.parametrize("pattern", PRIVATE)
def test_a_private_interface_is_used_in_one_module_which_names_the_version(pattern):
    using = [path for path in (ROOT / "hub").rglob("*.py") if re.search(pattern, path.read_text())]
    assert [path.relative_to(ROOT).as_posix() for path in using] == [PRIVATE[pattern]]
    assert "huggingface_hub 2.4.0" in using[0].read_text()


def test_no_other_private_interface_is_used():
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "hub").rglob("*.py")
             if re.search(ANY_PRIVATE, path.read_text())}  # fmt: skip
    assert found == {PRIVATE[r"huggingface_hub\.utils\._http"]}


def constraints() -> dict[str, str]:
    """Read hub/constraints.txt: package → version."""
    lines = (ROOT / "hub/constraints.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_the_constraints_are_versions_that_the_requirements_allow_and_the_comments_name():
    wanted = {}
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        if line and line[0] != "#":
            wanted[Requirement(line).name] = Requirement(line).specifier
    for package, exact in constraints().items():
        assert exact in wanted.get(package, SpecifierSet())
    code = "".join(path.read_text() for folder in ("demo", "hub", "training")
                   for path in (ROOT / folder).rglob("*.py"))  # fmt: skip
    named = {(name.lower(), found) for name, found in
             re.findall(r"(Gradio|huggingface_hub) (\d[\d.]*\d)", code)}  # fmt: skip
    assert {name for name, _ in named} == {"gradio", "huggingface_hub"}
    assert all(constraints()[name].startswith(found) for name, found in named)


def test_the_hubs_own_verification_agrees_with_ours(repo, fetch, hub):
    """`hf cache verify` is for people: it lists the repository again, and knows no time limit."""
    snapshot = fetch()
    api = HfApi(hub.url, token=False)
    where = dict(cache_dir=snapshot.folder.parents[2], revision=snapshot.address.revision)
    found = api.verify_repo_checksums("alice/net", **where)
    assert (found.mismatches, found.checked_count) == ([], len(snapshot.checksums))
    weights = (snapshot.folder / "model.safetensors").resolve()
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    (wrong,) = api.verify_repo_checksums("alice/net", **where).mismatches
    listed = snapshot.checksums["model.safetensors"]
    assert (wrong["path"], wrong["expected"]) == ("model.safetensors", listed)
    assert wrong["actual"] == checksums.compute_checksum(weights, listed) != listed


def test_the_default_client_has_a_request_hook_and_no_timeout():
    """timeouts.py appends its own hook and sets every request's missing timeouts."""
    with timeouts.default_client_factory() as client:
        assert isinstance(client, httpx.Client)
        assert len(client.event_hooks["request"]) == 1
        assert client.timeout == httpx.Timeout(None)
        assert client.follow_redirects


def test_every_request_of_a_push_gets_timeouts_even_one_that_asks_for_none(hub, online):
    """timeouts.py: httpx stores a request's timeouts in its extensions."""
    seen = []
    try:
        set_client_factory(timeouts.client_with_timeouts)
        session = get_session()
        session.event_hooks["request"].append(lambda request: seen.append(request.extensions))
        session.get(f"{hub.url}/api/whoami-v2", timeout=None)
        session.get(f"{hub.url}/api/whoami-v2", timeout=3)
    finally:
        set_client_factory(timeouts.default_client_factory)
    none, three = (extensions["timeout"] for extensions in seen)
    assert none == {"connect": 10, "read": 60, "write": 60, "pool": 60}
    assert set(three.values()) == {3}


def test_downloads_grow_in_the_folder_that_is_watched(repo, fetch, tmp_path):
    """pull.py watches `blobs` of this folder; verified.py reads checksums off the names in it."""
    snapshot = fetch()
    folder = pull.repo_folder_name(repo_id="alice/net", repo_type="model")
    blobs = {path.name for path in (tmp_path / "cache" / folder / "blobs").iterdir()}
    assert blobs == set(snapshot.checksums.values())
    assert timeouts.count_bytes(tmp_path / "cache" / folder / "blobs") > 100_000


def test_checksums_are_those_that_git_and_the_hub_use(tmp_path):
    """checksums.py, with the example in huggingface_hub's own documentation."""
    content = b"Hello, World!"
    (tmp_path / "file").write_bytes(content)
    git = "b45ef6fec89518d314f546fd6c3025367b721684"
    sha256 = "dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f"
    assert checksums.compute_checksum(tmp_path / "file", like="0" * 40) == git
    assert checksums.compute_checksum(tmp_path / "file", like="0" * 64) == sha256
    assert checksums.matches_checksum(content, git) and checksums.matches_checksum(content, sha256)
    assert not checksums.matches_checksum(content, None)


def test_the_mixin_keeps_the_constructor_arguments():
    """models.py hands them to config.json; `calibrate` changes two of them."""
    net = models.CompactNet(
        classes=["a", "b"], widths=[2, 2, 2], convs=[1, 1, 1], mean=[0.5], std=[0.5]
    )
    config = models.hub_config(net)
    assert (config["classes"], config["widths"], config["early"]) == (["a", "b"], [2, 2, 2], False)
    net.calibrate(2.0, 1.5)
    assert (config["temperature"], config["threshold"]) == (2.0, 1.5)
