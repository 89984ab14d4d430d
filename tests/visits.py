"""Visitors who come, draw, ask, and go, again and again, and the memory of the app meanwhile."""

import asyncio
import io
import itertools
import json
from pathlib import Path

import httpx
from odd_values import Call, post_call_async
from PIL import Image

from demo.mnist import pad

COMERS = itertools.count()


def private_megabytes(process: int) -> float:
    """Return the memory that a process shares with none, in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000


def calls_of_visit(config: dict, picture: dict) -> list[Call]:
    """Return the calls of a visit: what loads a page, drawings, and questions about a picture."""
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    names = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
    listeners = {one["api_name"]: one for one in config["dependencies"]}
    calls = [Call(one, [values.get(place) for place in one["inputs"]], None)
             for one in config["dependencies"]
             if one["backend_fn"] and any(target[1] == "load" for target in one["targets"])]
    drawing = pad.example_drawing()
    calls += [Call(listeners["show_answer"], [drawing, "mnist", shown, True], None)
              for shown in (False, True, False)]
    calls.append(Call(listeners["recognise"], [drawing, "mnist"], None))
    for name in ("draw", "shape_line"):
        one = listeners[name]
        calls.append(Call(one, [picture if names[place] == "picture" else values.get(place)
                                for place in one["inputs"]], None))
    return calls


async def visit_once(url: str, config: dict, number: int) -> list[str]:
    """Come, hold the page open, make all calls, and go; return the sentences of errors."""
    async with httpx.AsyncClient(timeout=120) as client:
        (await client.get(url)).raise_for_status()
        png = io.BytesIO()
        Image.new("RGB", (64, 64), (number % 256, number // 256 % 256, 90)).save(png, "PNG")
        names = await client.post(f"{url}gradio_api/upload",
                                  files={"files": ("own.png", png.getvalue())})
        picture = {"path": names.json()[0], "meta": {"_type": "gradio.FileData"}}
        told = []
        async with client.stream("GET", f"{url}gradio_api/heartbeat/soak{number}"):
            for call in calls_of_visit(config, picture):
                answer = await post_call_async(client, url, call, f"soak{number}")
                if answer.status != 200 or answer.sentence is not None:
                    told.append(json.dumps([call.listener["api_name"], answer]))
        return told


async def come_and_go(url: str, visits: int, at_once: int = 4) -> list[str]:
    """Have so many visitors come and go, a few at once; return the sentences of errors."""
    async with httpx.AsyncClient(timeout=60) as client:
        config = (await client.get(f"{url}config")).json()
    places = asyncio.Semaphore(at_once)

    async def visit() -> list[str]:
        async with places:
            return await visit_once(url, config, next(COMERS))

    told = await asyncio.gather(*(visit() for _ in range(visits)))
    return [sentence for one in told for sentence in one]
