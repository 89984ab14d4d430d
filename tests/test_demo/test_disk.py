"""Visitors' files on the disk: bounded, the oldest go first, a full disk is a sentence."""

import os
import shutil
import time
from collections import namedtuple
from types import SimpleNamespace

import gradio as gr
import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from demo.limits import disk
from demo.limits.upload_quota import UploadQuota

MEGABYTE = b"x" * disk.MEGABYTE


def put(folder, name, age, size=1):
    """Put a file of so many megabytes there, used so many seconds ago; return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MEGABYTE * size)
    os.utime(path, (time.time() - age,) * 2)
    return path


def upload_name(number):
    return f"{number:064x}/picture.png"


def test_the_oldest_files_make_room_for_a_new_one(tmp_path):
    old, newer, young = (put(tmp_path, upload_name(k), age)
                         for k, age in enumerate((900, 800, 5)))  # fmt: skip
    assert disk.make_room(tmp_path, disk.MEGABYTE, set(), most=4 * disk.MEGABYTE)
    assert old.exists()
    assert disk.make_room(tmp_path, disk.MEGABYTE, set(), most=3 * disk.MEGABYTE)
    assert not old.parent.exists() and newer.exists() and young.exists()
    assert not disk.make_room(tmp_path, 3 * disk.MEGABYTE, set(), most=3 * disk.MEGABYTE)
    assert young.exists()       # somebody looks at it


def test_what_was_left_behind_goes_and_foreign_files_and_the_examples_stay(tmp_path):
    left = [put(tmp_path, name, 2 * disk.OLD_SECONDS)
            for name in (upload_name(1), "maps-0123abcd/maps.npz")]
    left += [put(tmp_path, "tmpab_1cd2x", 2 * disk.YOUNG_SECONDS)]  # whose browser has vanished
    arriving = put(tmp_path, "tmpab_1cd2y", 1)
    example = put(tmp_path, upload_name(2), 2 * disk.OLD_SECONDS)
    foreign = put(tmp_path, "thesis/chapter.txt", 2 * disk.OLD_SECONDS)
    assert disk.make_room(tmp_path, 1, {str(example)})
    assert [path for path in left if path.exists()] == []
    assert example.exists() and foreign.exists() and arriving.exists()


def test_a_full_disk_is_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "removed" / "folder"))
    usage = namedtuple("usage", "total used free")(10**12, 10**12, disk.FREE_BYTES)
    with disk.replace_export(10) as folder:
        (folder / "maps.npz").write_bytes(MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(gr.Error, match="no room for files"), disk.replace_export(10):
        pytest.fail("written all the same")
    monkeypatch.undo()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with pytest.raises(gr.Error, match="no room for files"), disk.replace_export(10) as folder:
        raise OSError(28, "No space left on device")
    assert not folder.exists()


def test_a_visitor_s_new_export_replaces_the_last(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    folders = []
    for session in ("anna", "bo", "anna"):
        with disk.replace_export(10, SimpleNamespace(session_hash=session)) as folder:
            (folder / f"{len(folders)}.npz").write_bytes(MEGABYTE)
        folders.append(folder)
    assert len(list(tmp_path.iterdir())) == 2
    assert [path.name for path in folders[2].iterdir()] == ["2.npz"]


def upload_server(tmp_path, failing=False):
    """A server that writes what it is sent where Gradio would, and answers with the path."""

    async def write(request):
        if failing:
            raise OSError(28, "No space left on device")
        content = await request.body()
        path = put(tmp_path, upload_name(int(content[:4])), 0, 0)
        path.write_bytes(content)
        return JSONResponse([str(path)])

    app = Starlette(routes=[Route("/upload", write, methods=["POST"])])
    app.add_middleware(UploadQuota)
    app.get_blocks = gr.Blocks
    return TestClient(app)


def test_the_oldest_uploads_of_one_visitor_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(disk, "MOST_OF_ONE", 3 * disk.MEGABYTE)
    client = upload_server(tmp_path)
    for number in (0, 1, 2, 1, 3, 4):
        assert client.post("/upload", content=f"{number:04}".encode() + MEGABYTE).status_code == 200
    left = sorted(int(folder.name, 16) for folder in tmp_path.iterdir())
    assert left == [3, 4]


def test_an_upload_that_finds_no_room_is_answered_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    answer = upload_server(tmp_path, failing=True).post("/upload", content=b"0001")
    assert answer.status_code == 507 and "no room for files" in answer.json()["error"]
    monkeypatch.setattr(disk, "MOST_BYTES", 2)
    assert upload_server(tmp_path).post("/upload", content=b"0001").status_code == 507
    assert list(tmp_path.iterdir()) == []


def test_a_deep_link_writes_nothing(url):
    assert httpx.get(f"{url}gradio_api/deep_link?session_hash=a").status_code == 404
