"""Little is kept for a visitor, it is theirs alone, and it goes when they are gone.

And what they draw is answered with as little work as Gradio allows, as it was computed.
"""

import gc
import json
import shutil
import sys
import time
import weakref

import forked_python
import gradio as gr
import httpx
import pytest
import visits
from gradio import route_utils, state_holder
from own_loop import run_apart
from paths import ROOT

from demo.mnist import live, pad
from demo.networks import trained
from demo.serving.sessions import LeanSession, SessionHolder, WholeSession, keep_little

pytestmark = pytest.mark.slow      # an app is started for each test


@pytest.fixture
def served():
    """An app with a choice and a state; the states that were deleted; a visitor's call of it."""
    keep_little()
    deleted = []
    with gr.Blocks() as app:
        choice, done = gr.Dropdown(["first"]), gr.Textbox()
        name = gr.State(None, delete_callback=deleted.append)
        done.input(lambda: gr.Dropdown(["first", "second"]), None, choice, queue=False)
        done.change(lambda chosen: f"read {chosen}", choice, done, queue=False)
        done.submit(lambda text: text, done, name, queue=False)
        done.blur(lambda text: text, name, done, queue=False)
    _, url, _ = app.launch(prevent_thread_lock=True, quiet=True, state_session_capacity=3)
    client = httpx.Client(base_url=url, timeout=60)

    def call(visitor: str, number: int, *data: str | None) -> list | None:
        body = {"fn_index": number, "data": [*data], "session_hash": visitor}
        return client.post("gradio_api/run/predict", json=body).json().get("data")

    try:
        yield app, deleted, call, client
    finally:
        client.close()
        app.close()


CHECKPOINTS = ROOT / "hub" / "checkpoints"
OFFER, READ, SET, GET = range(4)


def test_no_component_is_copied_for_a_visitor_of_the_app(url):
    """Neither at the first call nor at the next; the private parts are those of Gradio 6.31."""
    from app import demo

    with httpx.Client(base_url=url, timeout=60) as client:
        number = next(n for n, fn in demo.fns.items() if fn.fn and fn.fn.__name__ == "show_answer")
        body = {"fn_index": number, "data": [None, "mnist", False, False], "session_hash": "lean"}
        for _ in range(2):
            assert client.post("gradio_api/run/predict", json=body).is_success
    holder = demo.state_holder
    assert isinstance(holder, SessionHolder) and isinstance(holder["lean"], LeanSession)
    assert state_holder.SessionState is route_utils.SessionState is LeanSession
    assert not holder["lean"].config_values and not [*holder["lean"].components]
    whole, lean = WholeSession(demo), LeanSession(demo)
    assert len(whole.config_values) == len(demo.blocks) > 200
    assert vars(whole).keys() == vars(lean).keys() and whole.state_data == lean.state_data == {}
    assert whole.blocks_config.blocks == lean.blocks_config.blocks


def test_what_changes_for_a_visitor_changes_for_nobody_else(served):
    _, _, call, _ = served
    call("one", OFFER)
    assert call("one", READ, "second") == ["read second"]
    assert call("two", READ, "second") is None and call("two", READ, "first") == ["read first"]
    call("one", SET, "mine")
    assert call("one", GET, None) == ["mine"] and call("two", GET, None) == [None]


def test_the_oldest_visitor_is_forgotten_first_with_what_they_held(served):
    app, deleted, call, _ = served
    for visitor in "abc":
        call(visitor, SET, visitor)
    call("a", READ, "first")        # a is not the oldest any more
    assert not deleted
    call("d", READ, "first")
    assert deleted == ["b"] and [*app.state_holder.session_data] == ["c", "a", "d"]
    assert app.state_holder.time_last_used.keys() == {"a", "c", "d"}
    assert call("a", GET, None) == ["a"]


@pytest.mark.slow
def test_who_closes_the_page_is_forgotten_after_a_while(served, monkeypatch):
    """An hour, which Gradio 6.31 makes a second for its own tests."""
    monkeypatch.setenv("GRADIO_IS_E2E_TEST", "1")
    app, deleted, call, client = served
    with client.stream("GET", "gradio_api/heartbeat/stays"):
        for visitor in ("leaves", "stays"):
            call(visitor, SET, visitor)
        with client.stream("GET", "gradio_api/heartbeat/leaves"):
            assert app.state_holder.session_data.keys() == {"leaves", "stays"}
        for _ in range(100):
            if "leaves" not in app.state_holder.session_data:
                break
            time.sleep(0.1)
        assert deleted == ["leaves"] and [*app.state_holder.session_data] == ["stays"]
        assert call("stays", GET, None) == ["stays"]


def test_nothing_stays_of_visitors_who_come_and_go(url, monkeypatch):
    """In no list of Gradio 6.31's, nor elsewhere; a bench script does the same for an hour."""
    from app import demo

    monkeypatch.setenv("GRADIO_IS_E2E_TEST", "1")       # a second instead of an hour
    kept = (demo.state_holder.session_data, demo.state_holder.time_last_used,
            demo._queue.pending_messages_per_session, demo._queue.pending_event_ids_session)
    blocks = []
    for count in (4, 6):
        assert run_apart(visits.come_and_go(url, count)) == []
        for _ in range(100):
            if not any(name.startswith("soak") for names in kept for name in [*names]):
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"not forgotten: {[[*names] for names in kept]}")
        gc.collect()
        blocks.append(sys.getallocatedblocks())
    assert blocks[1] - blocks[0] < 6 * 300      # 50 a visitor; 800 if the session stayed


def test_a_trained_network_goes_from_the_disk_and_from_memory(monkeypatch, tmp_path):
    monkeypatch.setattr(trained, "trained_root", lambda: tmp_path)
    kept, gone = trained.new_choice(), trained.new_choice()
    for choice in (kept, gone):
        shutil.copytree(CHECKPOINTS / "mnist", trained.checkpoint_folder(choice))
        trained.trained_network(choice, None)
    network = weakref.ref(trained.trained_network(gone, None).net)
    trained.delete_trained([gone])
    gc.collect()
    assert network() is None and not trained.checkpoint_folder(gone).parent.exists()
    assert trained.trained_network(kept, None).net.classes


@pytest.mark.parametrize("sent", [
    [pad.example_drawing(), "mnist", False, True], [pad.example_drawing(), "mnist", True, True],
    [None, "mnist_tutorial", False, True], [pad.example_drawing(), "none", False, True],
    ["no drawing", ["mnist"], None, 2], [1, {"mnist": 1}, "yes", [1]], [{}, 10**400, 0.5, "yes"],
])  # fmt: skip
def test_a_drawing_is_answered_as_computed_whatever_else_is_sent(url, sent):
    """Gradio converts nothing on the way."""
    number = next(one["id"] for one in httpx.get(f"{url}config", timeout=60).json()["dependencies"]
                  if one["api_name"] == "show_answer")
    body = {"fn_index": number, "data": sent, "session_hash": "draws"}
    answer = httpx.post(f"{url}gradio_api/run/predict", content=json.dumps(body), timeout=60,
                        headers={"Content-Type": "application/json"})
    verdict, seen, box, network = live.recognise_live(*sent)
    assert answer.json()["data"] == json.loads(json.dumps([verdict, seen, box, network]))
    assert verdict["bars"]


@pytest.mark.slow
def test_no_answer_waits_for_a_library_of_plots():
    """Gradio 6.31 asks matplotlib at each answer how it shows windows: it imports what may."""
    code = ("import sys, app; from gradio.utils import MatplotlibBackendMananger as Answer\n"
            "with Answer(): assert 'matplotlib.pyplot' not in sys.modules")
    done = forked_python.python(["-c", code])
    assert done.returncode == 0, done.stderr
