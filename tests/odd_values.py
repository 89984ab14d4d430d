"""Calls of every listener of the app with values that no page sends, and what is answered."""

import json
import math
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
from own_loop import run_apart

LONG = "x" * 100_000
ODD = [
    None, True, -1, 0, 1.5, math.nan, math.inf, 10**400, 2**63, "", "x", LONG,
    "trained:" + "a" * 22, "run:x", "a/b@" + 40 * "0", "\ud800", [], [[]], [None] * 3, {}, {"x": 1},
    [LONG], {"path": LONG}, {"path": None}, {"value": {}},
    {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
    {"path": "/etc/passwd", "url": "http://127.0.0.1:1/", "meta": {"_type": "gradio.FileData"}},
    {"__type__": "update", "value": 3}, {"index": [[], {}], "value": None}, {"index": 10**400},
    {"picture": [1, 10**400, 1], "layers": []}, "data:image/png;base64,AAAA", "data:,",
    {"settings": {"epochs": 10**400, "pictures": math.nan}}, ["http://127.0.0.1:1/x.png"],
]  # fmt: skip


class Call(NamedTuple):
    """One call: of which listener, with which values and which data of its event."""

    listener: dict[str, Any]
    data: list[Any]
    event_data: Any


class Answer(NamedTuple):
    """What came back: an HTTP status, or a result, or a sentence, and how much text."""

    status: int
    sentence: str | None
    size: int


def listeners_of(config: dict[str, Any], skip: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """List the listeners that run on the server, but for those with an output in `skip`."""
    names = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
    return [listener for listener in config["dependencies"] if listener["backend_fn"]
            and not {names.get(place) for place in listener["outputs"]} & {*skip}]


def odd_calls(config: dict[str, Any], count: int, seed: int = 0) -> Iterator[Call]:
    """Yield calls: every listener in turn, with one to all of its values replaced by odd ones."""
    rng = random.Random(seed)
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    listeners = listeners_of(config, skip=("runs-live", "lesson-fitting"))     # these train
    for number in range(count):
        listener = listeners[number % len(listeners)]
        data = [values.get(place) for place in listener["inputs"]]
        changed = 1 if rng.random() < 0.6 else rng.randint(0, len(data))
        for place in rng.sample(range(len(data)), min(changed, len(data))):
            data[place] = rng.choice(ODD)
        if rng.random() < 0.05:
            data = data[:-1] if rng.random() < 0.7 else [*data, 1]
        yield Call(listener, data, rng.choice([None, *ODD]))


def call_body(call: Call, session: str) -> dict[str, Any]:
    """Return the body that a page sends for a call."""
    trigger = (call.listener["targets"] or [[None]])[0][0]
    return {"fn_index": call.listener["id"], "data": call.data, "event_data": call.event_data,
            "session_hash": session, "trigger_id": trigger}


async def post_call_async(
    client: httpx.AsyncClient, url: str, call: Call, session: str
) -> Answer:
    """Send a call past the queue or through it, as its listener wants; wait for the answer."""
    content, headers = json.dumps(call_body(call, session)), {"Content-Type": "application/json"}
    is_queued = call.listener["queue"] is not False
    address = f"{url}gradio_api/" + ("queue/join" if is_queued else "run/predict")
    found = await client.post(address, content=content, headers=headers)
    if not is_queued or found.status_code != 200:
        return Answer(found.status_code, read_sentence(found.json()), len(found.content))
    event, address = found.json()["event_id"], f"{url}gradio_api/queue/data?session_hash={session}"
    async with client.stream("GET", address) as events:
        async for line in events.aiter_lines():
            message = json.loads(line[5:]) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed" and message["event_id"] == event:
                return Answer(200, read_sentence(message.get("output") or {}), len(line))
    return Answer(0, None, 0)


def post_calls(url: str, calls: list[tuple[Call, str]]) -> list[Answer]:
    """Send calls, each with its session, one after the other; return the answers."""
    async def send_all() -> list[Answer]:
        async with httpx.AsyncClient(timeout=60) as client:
            return [await post_call_async(client, url, *call) for call in calls]

    return run_apart(send_all())


def read_sentence(answer: dict[str, Any]) -> str | None:
    """Return the sentence of an error; None for a result."""
    return None if "data" in answer else str(answer.get("error") or answer.get("detail"))
