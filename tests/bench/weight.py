"""Measure what a visit costs, beside a minimal Gradio app.  `python tests/bench/weight.py --n 10`

Both apps are opened in turn, each time in a fresh Chromium: bytes and requests, first paint, the
time until the pad is there, and layout shift; at full speed and at 1.6 Mbit/s with 150 ms.
"""

import argparse
import os
import platform
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import start_chromium
from paths import ROOT
from running_app import start_app

APPS = {    # script, and what is on the page as soon as one can draw
    "ConvLens": (ROOT / "app.py", "#early-pad canvas, #pad canvas"),
    "minimal": (Path(__file__).with_name("minimal_app.py"), "button[aria-label='Brush']"),
}
LINES = {   # bytes a second and milliseconds of latency
    "full speed": None,
    "1.6 Mbit/s, 150 ms": (200_000, 150),
}
FIGURES = {"kB": "transferred, kB", "requests": "requests", "paint": "first paint, ms",
           "usable": "pad usable, ms", "shift": "layout shift"}
OBSERVE = """(ready) => {
  window.shift = 0;
  window.usable = null;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const pad = document.querySelector(ready);
    if (pad && pad.getBoundingClientRect().width) usable = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""


def count_traffic(session: CDPSession) -> dict[str, float]:
    """Count the requests of a page and the bytes that arrive for them, from now on."""
    count = {"kB": 0.0, "requests": 0}
    session.send("Network.enable")

    def request(event: dict) -> None:
        count["requests"] += not event["request"]["url"].startswith("data:")

    def finish(event: dict) -> None:        # headers and body, as they came over the line
        count["kB"] += event["encodedDataLength"] / 1000

    session.on("Network.requestWillBeSent", request)
    session.on("Network.loadingFinished", finish)
    return count


def load_page(chromium: Browser, url: str, ready: str, line: tuple | None) -> dict[str, float]:
    """Open an app for the first time and return its figures."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    count = count_traffic(session)
    if line:
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": line[1],
            "downloadThroughput": line[0], "uploadThroughput": line[0]})
    page.add_init_script(f"({OBSERVE})({ready!r})")
    page.goto(url, wait_until="commit")
    page.wait_for_function("window.usable", timeout=60_000)
    before = -1.0
    while before < count["kB"]:     # one stream stays open, so the network is never idle
        before = count["kB"]
        page.wait_for_timeout(2000)
    times = page.evaluate("""() => ({ usable, shift,
      paint: performance.getEntriesByName("first-contentful-paint")[0].startTime })""")
    context.close()
    return {**count, **times}


def show_spread(values: list[float], digits: int = 0) -> str:
    """Format a median with its range."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:,.{digits}f} ({low:,.{digits}f} to {high:,.{digits}f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=10, help="times each (10)")
    parser.add_argument("--port", type=int, default=7933)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout of the app")
    arguments = parser.parse_args()
    apps = {"ConvLens": (arguments.root / "app.py", APPS["ConvLens"][1]),
            "minimal": APPS["minimal"]}
    servers = [start_app(script, arguments.port + k, arguments.root)
               for k, (script, _) in enumerate(apps.values())]
    try:
        for server in servers:
            server.stdout.readline()        # its address: it is ready
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        with sync_playwright() as playwright:
            chromium = start_chromium(playwright)
            urls = {name: f"http://127.0.0.1:{arguments.port + k}/" for k, name in enumerate(apps)}
            for line, limits in LINES.items():
                found: dict[str, list] = {name: [] for name in apps}
                for _ in range(arguments.n):
                    for name, (_, ready) in apps.items():
                        found[name].append(load_page(chromium, urls[name], ready, limits))
                print(f"\n{line}, n = {arguments.n}: median (range)")
                for figure, title in FIGURES.items():
                    digits = 3 * (figure == "shift")
                    columns = [show_spread([one[figure] for one in found[name]], digits)
                               for name in apps]
                    print(f"{title}: {' | '.join(columns)}", flush=True)
    finally:
        for server in servers:
            server.terminate()


if __name__ == "__main__":
    main()
