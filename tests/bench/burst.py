"""Have 60 callers ask for the heaviest answers at once; print the memory and the pad's answers.

    python tests/bench/burst.py                 # the budget, and without it, in turn
    python tests/bench/burst.py --runs 3 --seconds 20

The app runs in a process of its own; 60 callers each ask for one of the heavy answers again and
again, at the largest size, while a pad draws: it sends its picture 80 ms after each answer.
"""

import argparse
import asyncio
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from local_app import free_port  # noqa: E402
from odd_values import Call, post_call_async  # noqa: E402

CALLERS = 60
HEAVY = ("renew", "draw", "show_step", "recolour", "show_details", "compare_poolings",
         "compare_epochs", "feature_maps", "make_files", "classify")
WITHOUT = ("from demo.limits import budget; budget.bound_work = lambda app: None; "
           "from demo.serving import sessions; sessions.keep_little = lambda: None; ")
START = "import runpy; runpy.run_path('app.py', run_name='__main__')"


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def heavy_calls(config: dict[str, Any], picture: dict[str, Any]) -> list[Call]:
    """Return a call of each heavy listener, for a large picture at the largest size."""
    parts = {part["id"]: part["props"] for part in config["components"]}
    sent = {"picture": picture, "side": 1024, "shape": "square", "look-step": "pool2"}
    calls = []
    for listener in config["dependencies"]:
        name = listener["api_name"] or ""
        if listener["backend_fn"] and name.rstrip("_0123456789") in HEAVY:
            data = [sent.get(parts[part].get("elem_id"), parts[part].get("value"))
                    for part in listener["inputs"]]
            calls.append(Call(listener, data, {"index": [50, 50], "value": 3}))
    assert len(calls) >= 8
    return calls


def large_photo() -> bytes:
    """Return a JPEG of 24 million pixels."""
    small = np.random.default_rng(0).integers(0, 256, (300, 450, 3), np.uint8)
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        Image.fromarray(small).resize((6000, 4000), Image.Resampling.BICUBIC).save(file.name)
        return Path(file.name).read_bytes()


async def measure(url: str, pid: int, seconds: float) -> dict[str, float]:
    """Return memory before a burst and how it grew, and the milliseconds of the pad's answers."""
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(timeout=300, limits=limits) as client:
        config = (await client.get(f"{url}config")).json()
        names = await client.post(
            f"{url}gradio_api/upload", files={"files": ("photo.jpg", large_photo())})
        picture = {"path": names.json()[0], "meta": {"_type": "gradio.FileData"}}
        calls = heavy_calls(config, picture)
        pad = next(listener for listener in config["dependencies"]
                   if listener["api_name"] == "show_answer")
        parts = {part["id"]: part["props"] for part in config["components"]}
        drawing = Call(pad, [parts[part].get("value") for part in pad["inputs"]], None)
        for call in [drawing, *calls]:
            await post_call_async(client, url, call, "first")
        await asyncio.sleep(3)
        before, most, answers, done = memory(pid), 0.0, [], Counter()
        end = time.perf_counter() + seconds

        async def ask(number: int) -> None:
            for call in itertools.islice(itertools.cycle(calls), number, None):
                if time.perf_counter() > end:
                    return
                answer = await post_call_async(client, url, call, f"caller{number}")
                done[answer.sentence is None] += 1

        async def draw() -> None:
            while time.perf_counter() < end:
                begun = time.perf_counter()
                await post_call_async(client, url, drawing, "pad")
                answers.append(1000 * (time.perf_counter() - begun))
                await asyncio.sleep(0.08)

        async def watch() -> None:
            nonlocal most
            while tasks and not all(task.done() for task in tasks):
                most = max(most, memory(pid))
                await asyncio.sleep(0.05)

        tasks = [asyncio.create_task(ask(number)) for number in range(CALLERS)]
        tasks.append(asyncio.create_task(draw()))
        await asyncio.gather(watch(), *tasks)
        await asyncio.sleep(5)
        return {"before": before, "growth": most - before, "kept": memory(pid) - before,
                "p50": np.percentile(answers, 50), "p95": np.percentile(answers, 95),
                "drawn": len(answers), "answered": done[True], "refused": done[False]}


def run_app(without: bool, seconds: float) -> dict[str, float]:
    """Measure the app in a new process, with its budget or without."""
    port = free_port()
    with tempfile.TemporaryDirectory() as uploads:
        environment = {**os.environ, "GRADIO_SERVER_NAME": "127.0.0.1", "HF_HUB_OFFLINE": "1",
                       "GRADIO_SERVER_PORT": str(port), "GRADIO_TEMP_DIR": uploads}
        command = [sys.executable, "-c", (WITHOUT if without else "") + START]
        app = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            url = f"http://127.0.0.1:{port}/"
            for _ in range(600):
                try:
                    httpx.get(f"{url}config", timeout=60)
                    break
                except httpx.ConnectError:
                    time.sleep(0.2)
            return asyncio.run(measure(url, app.pid, seconds))
        finally:
            app.terminate()
            app.wait(30)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", choices=["with", "without"])
    options = parser.parse_args()
    for run, without in itertools.product(range(options.runs), (False, True)):
        if options.only != ("with" if without else "without"):
            found = run_app(without, options.seconds)
            figures = ", ".join(f"{name} {value:.0f}" for name, value in found.items())
            print(f"run {run + 1} {'without' if without else 'with'} the budget: {figures}",
                  flush=True)
