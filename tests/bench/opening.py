"""Measure how long opening a page takes, after the first time.  `python tests/bench/opening.py`

The time from a click in the header to the next painted frame with the page's content, in turn
over all pages; the first round, in which each page is built, is reported separately.
"""

import argparse
import os
import platform
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import start_chromium
from running_app import running_app
from weight import show_spread

CONTENT = {     # what a visitor came for, by page
    "maps": "#look-mosaic img", "fashion": "#garment-photo image", "lessons": "#story img",
    "runs": "#runs-curves svg path", "digits": "#pad canvas",
}
OPEN = """([page, content]) => new Promise((done) => {
  const start = performance.now();
  document.querySelector(`#header nav [data-page="${page}"]`).click();
  const look = () => {
    const place = document.querySelector(content);
    if (!place?.getBoundingClientRect().width) return requestAnimationFrame(look);
    requestAnimationFrame(() => {           // this frame shows it; a message comes after its paint
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - start);
      port2.postMessage(null);
    });
  };
  look();
})"""


def measure_rounds(url: str, n: int) -> list[dict[str, float]]:
    """Open every page in turn, n + 1 times; return the milliseconds of each round, by page."""
    with sync_playwright() as playwright:
        page = start_chromium(playwright).new_page(viewport={"width": 1280, "height": 900})
        page.goto(url)
        page.locator("#pad canvas").wait_for()
        page.wait_for_timeout(2000)
        rounds = []
        for _ in range(n + 1):
            rounds.append({})
            for name, content in CONTENT.items():
                rounds[-1][name] = page.evaluate(OPEN, [name, content])
                page.wait_for_timeout(700)      # until the page is at rest
    return rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=10, help="times each (10)")
    parser.add_argument("--port", type=int, default=7936)
    arguments = parser.parse_args()
    with running_app(arguments.port):
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        first, *rounds = measure_rounds(f"http://127.0.0.1:{arguments.port}/", arguments.n)
        print(f"page: first time, ms | later, n = {arguments.n}: median (range)")
        for name in CONTENT:
            print(f"{name}: {first[name]:,.0f} | {show_spread([one[name] for one in rounds])}")


if __name__ == "__main__":
    main()
