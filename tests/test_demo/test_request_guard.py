"""An app of this computer answers only its own pages; one that is hosted answers everybody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr
import httpx
import pytest
from local_app import free_port

from demo.i18n import catalogue
from demo.server import publish, serve_files
from demo.serving.security_headers import content_policy

pytestmark = pytest.mark.slow      # an app is started for each test

# A request of each kind: the page, what it loads, and all ways to send something.
JSON = {"json": {"data": ["x"], "session_hash": "s", "fn_index": 0}}
REQUESTS = {
    "GET /": {}, "HEAD /": {}, "GET /config": {}, "GET /gradio_api/info": {},
    "GET /robots.txt": {}, f"GET /{publish('f()')}": {}, "GET /gradio_api/file=/none": {},
    "OPTIONS /gradio_api/upload": {}, "POST /gradio_api/run/echo": JSON,
    "POST /gradio_api/call/echo": JSON, "POST /gradio_api/queue/join": JSON,
    "POST /gradio_api/component_server": JSON,
    "POST /gradio_api/upload": {"files": {"files": ("a.txt", b"x")}},
    "GET /gradio_api/queue/data?session_hash=s": {}, "GET /gradio_api/heartbeat/s": {},
}  # fmt: skip
PLACES = [      # of what may follow a link to the page, and what may not
    ("navigate", "document", "/", 200), ("navigate", "iframe", "/", 403),
    ("no-cors", "image", "/", 403), ("navigate", "document", "/config", 403),
]


@contextmanager
def served(server_name: str | None = None) -> Iterator[httpx.Client]:
    """Launch a small app as app.py is, on a port of its own; return its client."""
    with gr.Blocks() as app:
        box = gr.Textbox()
        box.submit(lambda text: text, box, box, api_name="echo")
    app.launch(**serve_files(app, ""), server_name=server_name, server_port=free_port(),
               prevent_thread_lock=True, quiet=True)
    with httpx.Client(base_url=f"http://127.0.0.1:{app.server_port}") as client:
        yield client
    app.close(verbose=False)


@pytest.fixture(scope="module")
def local():
    with served() as client:
        yield client


def status(client: httpx.Client, request: str, **headers: str) -> int:
    """Send a request; return the status of its answer, whose streams end here."""
    method, path = request.split()
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    with client.stream(method, path, headers=headers, **REQUESTS.get(request, {})) as answer:
        return answer.status_code


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "127.9.9.9", "[::1]:7"])
def test_this_computer_is_answered(local, host):
    for request in ("GET /", "GET /config", "POST /gradio_api/upload", "POST /gradio_api/run/echo"):
        for origin in ({}, {"Origin": "http://localhost:3000"}, {"Origin": f"http://{host}"}):
            assert status(local, request, Host=host, **origin) == 200, request


@pytest.mark.parametrize("request_line", REQUESTS)
def test_another_name_and_another_site_are_refused(local, request_line):
    """A name that resolves to 127.0.0.1, as in DNS rebinding, and a page that is open beside."""
    for host in ("evil.example", "127.0.0.1.evil.example:7860", "localhost.evil.example", "0.0.0.0",
                 "evil.example#@127.0.0.1", "[::1", ""):
        assert status(local, request_line, Host=host) == 403, host
    for origin in ("https://evil.example", "http://127.0.0.1.evil.example", "null", ""):
        assert status(local, request_line, Origin=origin) == 403, origin
    assert status(local, request_line, Sec_Fetch_Site="cross-site") == 403


@pytest.mark.parametrize(("mode", "dest", "path", "expected"), PLACES)
def test_a_link_from_another_site_opens_the_page_and_nothing_else(
    local, mode, dest, path, expected
):
    headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": dest}
    assert status(local, f"GET {path}", **headers) == expected


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_is_one_sentence(local, language):
    answer = local.get("/", headers={"Host": "evil.example", "Accept-Language": language})
    assert answer.text == catalogue()["serving_refused"][language]
    assert "CONVLENS_HOSTS" in answer.text and "\n" not in answer.text


def test_a_refused_request_has_no_effect(local, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with served() as client:
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            client.post("/gradio_api/upload", headers=headers, files={"files": ("a.txt", b"x")})
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
        assert client.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).is_success
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.txt"]


def test_a_proxy_serves_the_app_under_the_names_in_a_variable(local, monkeypatch):
    """As nginx sends it: with the public name as Host, or only as Origin."""
    monkeypatch.setenv("CONVLENS_HOSTS", "lens.example, https://Other.example:8443")
    for name in ("lens.example", "other.example"):
        for names in ({"Host": name, "Origin": f"https://{name}"}, {"Origin": f"https://{name}"}):
            assert status(local, "POST /gradio_api/run/echo", **names) == 200
    assert status(local, "GET /", Host="third.example") == 403
    monkeypatch.setenv("CONVLENS_HOSTS", "")
    assert status(local, "GET /", Host="lens.example") == status(local, "GET /", Host="") == 403


def test_a_hosted_app_answers_every_name(local, monkeypatch):
    """A Space, and an app that is bound to be reached from elsewhere."""
    foreign = {"Host": "alice-lens.hf.space", "Origin": "https://a.example"}
    with served("0.0.0.0") as client:
        for request in ("GET /", "GET /config", "POST /gradio_api/run/echo"):
            assert status(client, request, **foreign, Sec_Fetch_Site="cross-site") == 200
    assert status(local, "GET /", **foreign) == 403
    monkeypatch.setenv("SPACE_ID", "alice/lens")
    assert status(local, "GET /", **foreign) == 200


def test_every_answer_says_what_a_browser_may_do(local):
    paths = ["/", "/", "/config", "/gradio_api/info", "/none", f"/{publish('f()')}", "/theme.css"]
    answers = [local.get(path) for path in paths]
    answers.append(local.get("/", headers={"Host": "evil.example"}))
    answers.append(local.get("/", headers={"Accept-Encoding": "identity"}))
    page = re.search(r'src="\./(assets/index-[^"]*\.js)"', answers[0].text)[1]
    answers.append(local.get(f"/{page}"))
    for answer in answers:
        assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]
        assert answer.headers.get_list("Referrer-Policy") == ["same-origin"]
        assert "camera=(self)" in answer.headers["Permissions-Policy"]
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_who_may_frame_the_app(monkeypatch):
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert content_policy().endswith("frame-ancestors 'self'")
    monkeypatch.setenv("CONVLENS_HOSTS", "school.example")
    assert content_policy().endswith("frame-ancestors 'self' school.example")
    monkeypatch.setenv("SPACE_ID", "alice/lens")
    assert content_policy().endswith(" school.example https://huggingface.co https://*.hf.space")


@pytest.mark.parametrize("path", ["/monitoring", "/monitoring/summary", "/monitoring/x"])
def test_the_traffic_is_not_shown(local, path):
    assert local.get(path).status_code == 403
