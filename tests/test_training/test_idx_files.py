"""MNIST's files are found where they are, packed or not, and a broken one is named."""

import gzip
import os
import shutil

import pytest
import torch
from paths import DATA

from training import data
from training.idx_files import STEMS

RAW = DATA / "MNIST" / "raw"


@pytest.fixture
def offline(monkeypatch):
    """Fail where a download begins."""
    monkeypatch.setattr(data, "download_dataset", lambda *_: pytest.fail("asked the network"))


def copy_files(folder, rename=lambda name: name, pack: bool = False):
    folder.mkdir(parents=True)
    for stem in STEMS:
        content = (RAW / stem).read_bytes()
        name = rename(stem) + (".gz" if pack else "")
        (folder / name).write_bytes(gzip.compress(content, 1) if pack else content)


@pytest.mark.parametrize(
    ("inside", "given"),
    [("MNIST/raw", "."), ("MNIST/raw", "MNIST"), ("MNIST/raw", "MNIST/raw"), ("MNIST", ".")],
)
@pytest.mark.parametrize("pack", [False, True])
def test_the_files_are_found_packed_or_not_one_level_off(tmp_path, offline, inside, given, pack):
    copy_files(tmp_path / inside, lambda name: name.replace("-idx", ".idx"), pack)
    train, test = data.load_dataset("MNIST", tmp_path / given)
    plain, _ = data.load_dataset("MNIST", DATA)
    assert torch.equal(train.images, plain.images) and torch.equal(train.labels, plain.labels)
    assert train.labels.dtype == torch.int64
    assert test.classes == [str(n) for n in range(10)]


@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize("left", [0, 3, 500])
def test_a_truncated_file_is_named_and_nothing_is_downloaded(tmp_path, offline, left, pack):
    copy_files(tmp_path / "MNIST" / "raw", pack=pack)
    file = next((tmp_path / "MNIST" / "raw").glob("t10k-images*"))
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(SystemExit, match=f"{file.name}.*not whole"):
        data.load_dataset("MNIST", tmp_path)


def test_a_file_as_data_dir_is_told_in_a_sentence(tmp_path):
    shutil.copy(RAW / STEMS[1], tmp_path / "file")
    with pytest.raises(SystemExit, match="is a file") as refusal:
        data.load_dataset("MNIST", tmp_path / "file")
    assert "\n" not in str(refusal.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(SystemExit, match="Permission denied"):
        data.load_dataset("MNIST", tmp_path / "new")
