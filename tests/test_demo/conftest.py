"""Share fixtures between the pages' tests: an uploaded file, a drawing, kinds of networks."""

import pytest

# As in tests/conftest.py, most is imported in the fixtures.

DIGITS = [str(n) for n in range(10)]


@pytest.fixture
def uploaded(tmp_path, monkeypatch):
    """Put a file where Gradio puts uploads, and return what the page then sends."""
    from PIL import Image

    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))

    def upload(content, name="file.png"):
        path = tmp_path / name
        content.save(path) if isinstance(content, Image.Image) else path.write_bytes(content)
        return {"path": str(path), "meta": {"_type": "gradio.FileData"}}

    return upload


@pytest.fixture(params=["mnist", "mnist_tutorial", "own LeNet", "own deep"])
def net(request):
    """Return a network of each kind that may answer on the Digits page."""
    import torch

    from demo.networks import registry
    from hub.models import CompactNet, FashionMnistTutorial

    with torch.random.fork_rng():
        torch.manual_seed(0)
        if request.param == "own LeNet":
            return FashionMnistTutorial(DIGITS, [0.1307], [0.3081]).eval()
        if request.param == "own deep":
            net = CompactNet(DIGITS[::-1], [8, 8, 16], [1, 2, 2], [0.1307], [0.3081])
            net.calibrate(1.7, None)
            return net.eval()
    return registry.current(request.param).net


@pytest.fixture
def drawing(digits):
    """Return a 3 on the paper, as the pad sends it."""
    from drawings import on_canvas

    return on_canvas(digits.data[3], 150, 90, 40)
