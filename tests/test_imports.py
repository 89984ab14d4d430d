"""app → demo → hub ← training: who may import whom, and that importing costs nothing."""

import ast

import forked_python
import pytest
from paths import ROOT

ROOMS = {"hub": set(), "training": {"hub"}, "demo": {"hub"}}   # room: rooms it may look into


@pytest.mark.parametrize("room", ROOMS)
def test_doors(room):
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path} imports with dots"
                names = [node.module]
            for name in names:
                first = name.split(".")[0]
                allowed = {room, *ROOMS[room]}
                assert first not in {*ROOMS, "tests", "app"} - allowed, f"{path} imports {name}"
                assert not (room != "training" and first == "torchvision"), f"{path}: {name}"
                assert name != "matplotlib.pyplot", path


def test_importing_costs_nothing():
    """No seed is set, no file of ours is opened, no network is used by an import."""
    code = """
import sys, torch
before = torch.initial_seed()
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
sys.addaudithook(lambda event, args: event == "socket.connect" and sys.exit("connected"))
import demo.mnist.page, demo.feature_maps.page, demo.fashion_mnist.page, hub.remote.push, training.mnist
assert torch.initial_seed() == before
ours = [p for p in opened if p.endswith((".json", ".safetensors", ".js", ".css", ".html"))]
ours = [p for p in ours if p.startswith(sys.argv[1]) and "site-packages" not in p]
assert not ours, ours
"""
    done = forked_python.python(["-c", code, ROOT])
    assert done.returncode == 0, done.stderr
