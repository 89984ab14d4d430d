"""Each request decides whether its visitor may train, through the queue as a page sends it."""

import json
import secrets
from types import SimpleNamespace

import httpx
import pytest

from demo import training_process
from demo.i18n import both
from demo.lessons.fitting.page import LIMITS

SETTINGS = {name: least for name, (least, most) in LIMITS.items()}
# The listener of each button, by the name of its function, and what the page sends with it.
BUTTONS = {
    "follow": {"data": ["mnist", "fast", 1, 100, 1, None]},
    "train_live": {"data": [], "event_data": {"number": 1, "settings": SETTINGS}},
}
FROM_ELSEWHERE = [
    {"X-Forwarded-For": "203.0.113.7"}, {"Forwarded": "for=203.0.113.7"}, {"Via": "1.1 proxy"},
    {"X-Real-IP": "203.0.113.7"}, {"X-Forwarded-For": "127.0.0.1"},
    {"Host": "lens.example"}, {"Origin": "https://lens.example"},
]  # fmt: skip


@pytest.fixture
def train(url, monkeypatch, tmp_path):
    """Press a button of the app, with these headers; return whether a script was started.

    Otherwise, expect the sentence. The scripts write their names to a file, and end.
    """
    from app import demo

    log = tmp_path / "started"
    for name in ("mnist", "fitting"):
        (tmp_path / f"{name}.py").write_text(f"open({str(log)!r}, 'a').write({name!r})")
    monkeypatch.setattr(training_process, "SCRIPTS", tmp_path)
    monkeypatch.setenv("CONVLENS_HOSTS", "lens.example")
    for name in ("SPACE_ID", "CONVLENS_TRAINING"):
        monkeypatch.delenv(name, raising=False)
    numbers = {listener.fn.__name__: number for number, listener in demo.fns.items() if listener.fn}
    refusal = json.dumps(both("trainer_forbidden")["zh"])[1:-1]

    def train(button: str, headers: dict[str, str]) -> bool:
        log.unlink(missing_ok=True)
        session = secrets.token_hex(4)
        event = {"fn_index": numbers[button], "session_hash": session, **BUTTONS[button]}
        with httpx.Client(base_url=f"{url}gradio_api/queue/", timeout=60, headers=headers) as page:
            assert page.post("join", json=event).is_success
            said = page.get("data", params={"session_hash": session}).text
        assert "process_completed" in said and (refusal in json.dumps(said)) != log.exists()
        return log.exists()

    return train


@pytest.mark.slow
@pytest.mark.parametrize("button", BUTTONS)
def test_only_who_is_at_this_computer_may_train(train, monkeypatch, button):
    assert train(button, {})
    assert train(button, {"Host": "localhost", "Origin": "http://localhost:7860"})
    assert not [headers for headers in FROM_ELSEWHERE if train(button, headers)]
    monkeypatch.setenv("SPACE_ID", "alice/lens")
    assert not train(button, {})


@pytest.mark.parametrize("address", ["192.168.1.7", "2001:db8::7", "172.17.0.1"])
def test_the_name_alone_is_not_believed(monkeypatch, address):
    """A program on another computer, or before a container, may write any Host."""
    for name in ("SPACE_ID", "CONVLENS_TRAINING"):
        monkeypatch.delenv(name, raising=False)
    headers = {"host": "localhost:7860"}
    for client, allowed in ((address, False), ("127.0.0.1", True), ("::1", True)):
        request = SimpleNamespace(headers=headers, client=SimpleNamespace(host=client))
        assert training_process.training_allowed(request) == allowed


@pytest.mark.parametrize("button", BUTTONS)
def test_with_a_variable_everybody_may_train(train, monkeypatch, button):
    monkeypatch.setenv("CONVLENS_TRAINING", "1")
    assert all(train(button, headers) for headers in FROM_ELSEWHERE[:1] + FROM_ELSEWHERE[-2:])
    monkeypatch.setenv("SPACE_ID", "alice/lens")
    assert train(button, FROM_ELSEWHERE[0])
