"""Injected faults: responses that are delayed, refused, cut, stalled, truncated or altered."""

import asyncio

from fastapi.responses import JSONResponse


def next_fault(faults: list[dict], line: str) -> dict:
    """Return the first fault that matches a request line and has not yet occurred `times` times."""
    for fault in faults:
        if fault["match"] in line and fault.get("times", 1) > 0:
            if "times" in fault:
                fault["times"] -= 1
            return fault
    return {}


async def answer_with_fault(app, scope, receive, send, fault: dict) -> None:
    """Send the response of `app`, changed by a fault: a dict with `match` and `action`.

    delay: respond after `seconds`. status: refuse with `status` and `headers`, without asking
    `app`. alter: pass the body through the function `alter`. The others, see `send_damaged`, let
    `app` work and damage its response. A function under `before` is called first, for events that
    happen elsewhere at that moment. `times` limits how often a fault occurs.
    """
    if "before" in fault:
        await asyncio.to_thread(fault["before"])
    action = fault.get("action")
    if action == "status":
        headers = {"X-Error-Message": "a fault injected by a test"} | fault.get("headers", {})
        app = JSONResponse({"error": "a fault injected by a test"}, fault["status"], headers)
    if action == "delay":
        await asyncio.sleep(fault["seconds"])
    if action in (None, "status", "delay"):
        return await app(scope, receive, send)

    messages = []

    async def keep(message: dict) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    body = b"".join(message.get("body", b"") for message in messages)
    await send_damaged(messages[0], body, send, fault)


async def send_damaged(start: dict, body: bytes, send, fault: dict) -> None:
    """Send a response whose body is damaged at the fraction `at` of its length.

    cut: the connection ends there. stall: after `seconds` of silence. truncate: the body ends
    there and says so. corrupt: one bit differs.
    """
    place = int(len(body) * fault.get("at", 0.5))
    if fault["action"] == "truncate":
        body = body[:place]
    if fault["action"] == "corrupt" and body:
        body = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
    if fault["action"] == "alter":
        body = fault["alter"](body)
    whole = fault["action"] in ("truncate", "corrupt", "alter")
    if whole:
        others = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        start["headers"] = [*others, (b"content-length", b"%d" % len(body))]
    await send(start)
    await send({
        "type": "http.response.body",
        "body": body if whole else body[:place],
        "more_body": not whole,     # the server ends the connection when no more comes
    })  # fmt: skip
    if fault["action"] == "stall":
        await asyncio.sleep(fault["seconds"])
