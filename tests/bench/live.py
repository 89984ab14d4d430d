"""How soon the pad answers, in Chromium on this machine.  `python tests/bench/live.py --pen-ups 40`

Two figures: answers a second while the pen is held, and the time from pen-up to the frame that
shows the answer to the finished drawing; both by the page's own clock.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import start_chromium
from running_app import running_app

WATCH = """() => {
  window.answers = [];      // when an answer came; to a full paper it may be the same again
  window.painted = [];      // when a frame showed it, or another change of the answer
  window.lifted = null;
  const every = { subtree: true, childList: true, attributes: true, characterData: true };
  const after = () => setTimeout(() => painted.push(performance.now()));
  const frame = () => requestAnimationFrame(after);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name.includes("/run/predict")) answers.push(entry.responseEnd);
  }).observe({ type: "resource" });
  for (const place of ["digit-seen", "digit-answer"])
    new MutationObserver(frame).observe(document.getElementById(place), every);
  addEventListener("pointerup", () => { lifted = performance.now(); }, true);
}"""


def scribble(page: Page, seconds: float) -> None:
    """Hold the pen and move it for a while, then jump, so that the last picture is a new one."""
    box = page.locator("#pad canvas").bounding_box()
    at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])   # noqa: E731
    page.mouse.move(*at(0.4, 0.2))
    page.mouse.down()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.mouse.move(*at(random.uniform(0.3, 0.6), random.uniform(0.2, 0.8)), steps=4)
        page.wait_for_timeout(8)
    page.mouse.move(*at(random.uniform(0.2, 0.8), 0.9))


def held(page: Page, seconds: float) -> float:
    """Answers a second while the pen is down."""
    page.evaluate("answers.length = 0")
    scribble(page, seconds)
    times = page.evaluate("answers")
    page.mouse.up()
    return (len(times) - 1) / (times[-1] - times[0]) * 1000


def pen_up(page: Page) -> float:
    """Milliseconds from pen-up to the frame with the answer."""
    page.keyboard.press("Delete")
    page.wait_for_timeout(500)
    scribble(page, 0.4)
    page.evaluate("painted.length = 0")
    page.mouse.up()
    page.wait_for_timeout(700)
    times = [t for t in page.evaluate("painted.map(t => t - lifted)") if t > 0]
    return times[-1] if times else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pen-ups", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=10, help="of a held stroke")
    parser.add_argument("--port", type=int, default=7931)
    arguments = parser.parse_args()
    with running_app(arguments.port), sync_playwright() as playwright:
        chromium = start_chromium(playwright)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"http://127.0.0.1:{arguments.port}")
        page.locator("#pad canvas").wait_for()
        page.wait_for_timeout(1000)
        page.evaluate(WATCH)
        for _ in range(3):
            pen_up(page)            # the first answers wake things up
        rate = held(page, arguments.seconds)
        times = sorted(pen_up(page) for _ in range(arguments.pen_ups))
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Chromium headless")
    print(f"held stroke of {arguments.seconds:.0f} s: {rate:.1f} answers a second")
    print(f"pen-up to painted answer, n = {len(times)}: median {statistics.median(times):.0f} ms, "
          f"90 % within {times[int(0.9 * len(times))]:.0f} ms")


if __name__ == "__main__":
    main()
