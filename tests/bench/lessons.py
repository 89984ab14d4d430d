"""Measure how soon a lesson answers, in Chromium.  `python tests/bench/lessons.py --n 20`

A control is moved; the time runs until the frame that shows the last change that follows.
"""

import argparse
import os
import platform
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import start_chromium
from running_app import running_app

MOVED = {       # lesson: the control that is moved, and its two values
    "convolution": ("[name=size]", 8, 11), "stride": ("[name=stride]", 2, 3),
    "activation": ("[name=bias]", 0, 1.5), "pooling": ("[name=side]", 2, 3),
    "sharing": ("[name=kernel]", 3, 5), "shapes": ("[data-field=out_channels]", 32, 48),
    "batch": ("[name=size]", 4, 3), "learning": ("[name=rate]", 4, 6),
    "optimizers": ("[name=level]", 1, 0), "fitting": ("[name=epoch]", 20, 50),
    "tensorboard": ("[name=smoothing]", 0.5, 0), "space": ("[name=byte]", 1, 0),
    "homework": (".another", 0, 0),
}
MOVE = """([lesson, control, value]) => new Promise((done) => {
  const panel = document.querySelector(`#lesson-${lesson}`);
  const part = panel.querySelector(control);
  const start = performance.now();
  let painted = null;
  const after = () => { painted = performance.now() - start; };
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(after)))
    .observe(panel, { subtree: true, childList: true, attributes: true, characterData: true });
  if (part.matches("button")) part.click();
  else part.value = value;
  for (const kind of ["input", "change"]) part.dispatchEvent(new Event(kind, { bubbles: true }));
  setTimeout(() => done(painted), 600);
})"""


def measure_answers(page: Page, url: str, lesson: str, n: int) -> list[float]:
    """Measure the milliseconds from input to paint, n times."""
    control, *values = MOVED[lesson]
    page.goto(f"{url}?lesson={lesson}")
    page.locator(f"#lesson-{lesson} {control}").first.wait_for(state="attached")   # or folded
    page.wait_for_timeout(1500)
    taken = [page.evaluate(MOVE, [lesson, control, values[k % 2]]) for k in range(n + 2)]
    return taken[2:]        # without two warm-up runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=20, help="times each (20)")
    parser.add_argument("--port", type=int, default=7932)
    arguments = parser.parse_args()
    with running_app(arguments.port):
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        with sync_playwright() as playwright:
            chromium = start_chromium(playwright)
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            for lesson in MOVED:
                url = f"http://127.0.0.1:{arguments.port}/"
                taken = measure_answers(page, url, lesson, arguments.n)
                middle, most = statistics.median(taken), max(taken)
                print(f"{lesson}: median {middle:.0f} ms, most {most:.0f} ms, n = {len(taken)}",
                      flush=True)


if __name__ == "__main__":
    main()
