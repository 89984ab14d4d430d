"""Share between the pages' tests: an uploaded file."""

import pytest
from PIL import Image


@pytest.fixture
def uploaded(tmp_path, monkeypatch):
    """Put a file where Gradio puts uploads, and return what the page then sends."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))

    def upload(content, name="file.png"):
        path = tmp_path / name
        content.save(path) if isinstance(content, Image.Image) else path.write_bytes(content)
        return {"path": str(path), "meta": {"_type": "gradio.FileData"}}

    return upload
