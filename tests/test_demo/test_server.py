"""The page comes compressed when asked, and its components' scripts as files that are kept."""

import hashlib
import json
import re
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import gradio as gr
import pytest
from fastapi.testclient import TestClient

from demo.i18n import catalogue
from demo.server import FILES, serve_files
from demo.templates import template

LINK = re.compile(r'(?:src|href)=\\?"(convlens/[\w.]+)')


def fetch(address: str, encoding: str = "identity"):
    return urlopen(Request(address, headers={"Accept-Encoding": encoding}))


@pytest.mark.parametrize("path", ["", "config", "gradio_api/info"])
def test_the_page_is_compressed_when_asked(url, path):
    """The method that decides about it is Gradio 6.31's own."""
    whole = fetch(url + path)
    assert "Content-Encoding" not in whole.headers
    for encoding, name in (("gzip", "gzip"), ("gzip, deflate, br, zstd", "br")):
        answer = fetch(url + path, encoding)
        assert answer.headers["Content-Encoding"] == name
        assert len(answer.read()) < int(whole.headers["Content-Length"]) / 3


def test_a_file_is_named_after_its_text_and_kept(url):
    links = set(LINK.findall(fetch(url).read().decode()))
    assert links
    for link in links:
        answer = fetch(urljoin(url, link))
        text = answer.read()
        assert hashlib.sha256(text).hexdigest()[:12] == link.split("/")[1].removesuffix(".js")
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("text/javascript")


def test_no_script_of_a_component_is_left_in_the_configuration(url):
    config = fetch(url + "config").read().decode()
    for text in FILES.values():
        assert len(text) < 200 or text[100:200] not in config


def test_the_page_brings_the_words_that_it_translates_and_no_others(url):
    """The lessons' words come with their scripts; both languages, each once."""
    config = json.loads(fetch(url + "config").read())
    words = config.pop("i18n_translations")
    marked = set(re.findall(r'"key\\*": \\*"(\w+)', json.dumps(config)))
    assert len(marked) > 100 and set(words) == {"en", "zh-CN"}
    for language in words.values():
        assert marked <= language.keys()
        assert {"asking", "from_bundled", "pull_away"} <= language.keys()    # by a handler
        assert len(language) < len(catalogue()) / 3


def test_one_script_is_one_file():
    with gr.Blocks() as app:
        charts = [template("training_runs/chart", f"chart-{n}") for n in (1, 2)]
    script = charts[0].js_on_load
    serve_files(app, "")
    assert charts[0].head == charts[1].head
    assert script in FILES[LINK.search(charts[0].head)[1].split("/")[1]]
    assert script not in charts[0].js_on_load


def test_the_head_stays_in_the_page():
    """Gradio does not wait for files named there: the first view would lack its styles."""
    head = "<style>a { b: c }</style><script>f()</script>"
    with gr.Blocks() as app:
        template("training_runs/chart", "chart-4")
    assert serve_files(app, head)["head"].endswith(head)


def test_the_page_and_its_files_work_behind_a_path_prefix():
    with gr.Blocks() as app:
        template("training_runs/chart", "chart-3")
    arguments = serve_files(app, "<style>i { color: red }</style>")
    served, _, _ = app.launch(
        **arguments, root_path="/prefix", prevent_thread_lock=True, quiet=True)
    try:
        client = TestClient(served, base_url="http://localhost")
        page = client.get("/").text
        assert re.search(r'"root":"[^"]*/prefix"', page)
        for link in LINK.findall(page):     # relative, so a browser asks for /prefix/convlens/…
            assert client.get(f"/{link}").status_code == 200
        assert client.get("/convlens/other.js").status_code == 404
    finally:
        app.close()
