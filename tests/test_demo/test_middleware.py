"""The page is kept as it was sent: for each address, for a few of them, never past a login."""

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from gradio.routes import App

from demo.middleware import KEPT_PAGES, PageMemory
from demo.server import poll_queue_less, serve_files

pytestmark = pytest.mark.slow      # an app is started for each test


def launch_text(text: str) -> App:
    with gr.Blocks() as blocks:
        gr.Markdown(text)
    served, _, _ = blocks.launch(**serve_files(blocks, ""), prevent_thread_lock=True, quiet=True)
    return served


@pytest.fixture
def app():
    served = launch_text("one text")
    yield served
    served.blocks.close()


def count_kept_pages(app: App) -> int:
    layer = app.middleware_stack
    while not isinstance(layer, PageMemory):
        layer = layer.app
    return len(layer.pages)


@pytest.mark.parametrize("headers", [
    {"Accept-Encoding": "identity"}, {"Accept-Encoding": "br"}, {"X-Forwarded-Host": "a.example"},
    {"X-Forwarded-Proto": "https"},
])  # fmt: skip
def test_a_kept_page_is_the_page(app, headers):
    """Another visitor's address is not in it."""
    client = TestClient(app, base_url="http://localhost")
    other = client.get("/", headers={"X-Forwarded-Host": "other.example"})
    rendered, kept = (client.get("/", headers=headers) for _ in range(2))
    assert count_kept_pages(app) == 2
    assert kept.content == rendered.content and kept.headers == rendered.headers
    assert "other.example" in other.text and "other.example" not in kept.text
    assert headers.get("X-Forwarded-Host", "localhost") in kept.text


def test_a_kept_page_names_no_earlier_visitor(app):
    """Gradio writes the Origin of a request into the headers of its answer."""
    client = TestClient(app, base_url="http://localhost")
    for origin in ("http://localhost:1", "http://localhost:2"):
        answer = client.get("/", headers={"Origin": origin})
        assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Access-Control-Allow-Origin" not in client.get("/").headers
    assert count_kept_pages(app) == 1


def test_the_newest_few_pages_are_kept(app):
    client = TestClient(app, base_url="http://localhost")
    for number in range(KEPT_PAGES + 2):
        page = client.get("/?show=maps", headers={"X-Forwarded-Host": f"n{number}.example"})
        assert f"n{number}.example" in page.text
    assert count_kept_pages(app) == KEPT_PAGES


def test_another_address_of_the_app_is_not_kept(app):
    client = TestClient(app, base_url="http://localhost")
    for path in ("/config", "/no/page", "/?deep_link=none"):
        client.get(path)
    assert client.head("/").content == b""
    assert count_kept_pages(app) == 0


def test_a_hot_reload_shows_its_page(app):
    """`gradio app.py` puts the new blocks into the app that is running."""
    client = TestClient(app, base_url="http://localhost")
    assert "one text" in client.get("/").text
    first, other = app.blocks, launch_text("another text").blocks
    app.blocks = other
    assert "another text" in client.get("/").text
    app.blocks = first
    other.close()


def test_a_login_is_asked_for(app):
    client = TestClient(app, base_url="http://localhost")
    assert "one text" in client.get("/").text
    app.auth = {"alice": "secret"}
    assert "one text" not in client.get("/").text
    client.post("/login", data={"username": "alice", "password": "secret"})
    app.auth = None
    assert "one text" in client.get("/").text


def test_the_queue_rests_between_two_looks():
    """Gradio 6.31 sleeps for the seconds in this attribute when its queue is empty."""
    with gr.Blocks() as blocks:
        pass
    blocks.queue()
    before = blocks._queue.sleep_when_free
    poll_queue_less(blocks)
    assert before < 0.01 <= blocks._queue.sleep_when_free < 0.1
