"""Record README's animation of the network at work.  `python tests/bench/animation.py FILE.webp`

A 3 is drawn, the sheets in depth are turned, a map is pointed at, the layers light up one by one.
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import start_chromium
from running_app import running_app

SCREEN = {"width": 1240, "height": 1100}
TOP, WIDTH = 66, 620                # pixels of the header that are left out; of the animation
ROOM = 70                           # the reasons for an answer move the picture down so far
STROKE = [(0.3, 0.25), (0.45, 0.17), (0.62, 0.2), (0.68, 0.33), (0.55, 0.45), (0.45, 0.48),
          (0.6, 0.52), (0.7, 0.65), (0.62, 0.8), (0.45, 0.85), (0.3, 0.78)]  # shares of the pad
TURNS = [*range(1, 9), *range(8, -1, -1)]
NETWORK = "#digit-network"


def draw_three(page: Page) -> Iterator[int]:
    """Draw a 3, waiting after each part; yield how many milliseconds a frame is to be shown."""
    pad = page.locator("#pad canvas").bounding_box()
    places = [(pad["x"] + x * pad["width"], pad["y"] + y * pad["height"]) for x, y in STROKE]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=6)
        page.wait_for_timeout(350)
        yield 160
    page.mouse.up()
    page.wait_for_timeout(1500)
    yield 1200


def turn_and_point(page: Page) -> Iterator[int]:
    """Turn the sheets to the right and back, then rest on a map in the middle."""
    box = page.locator(f"{NETWORK} canvas").first.bounding_box()
    x, y = box["x"] + 560, box["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    for turn in TURNS:
        page.mouse.move(x + 11 * turn, y - 2 * turn)
        page.wait_for_timeout(120)
        yield 90
    page.mouse.up()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 110)
    page.wait_for_timeout(1200)
    yield 1600
    page.mouse.move(10, 10)


def light_up(page: Page) -> Iterator[int]:
    """Show the layers one by one."""
    for _ in range(5):
        page.locator(f"{NETWORK} [data-do=step]").click()
        for wait, shown in ((300, 120), (300, 120), (700, 1300)):
            page.wait_for_timeout(wait)
            yield shown


def record(page: Page, url: str) -> tuple[list[Image.Image], list[int]]:
    """Play it all; return the frames, and the milliseconds that each is shown."""
    page.goto(f"{url}?show=digits&view=depth&lang=en&__theme=light")
    canvas = page.locator(f"{NETWORK} canvas").first
    canvas.wait_for()
    page.wait_for_timeout(3000)
    page.locator("#clear").click()
    page.wait_for_timeout(1000)
    box = canvas.bounding_box()
    height = box["y"] + box["height"] + ROOM - TOP
    clip = {"x": 0, "y": TOP, "width": SCREEN["width"], "height": height}
    frames, shown = [], []
    for part in (draw_three, turn_and_point, light_up):
        for milliseconds in part(page):
            frames.append(Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB"))
            shown.append(milliseconds)
    return frames, shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--quality", type=int, default=45, help="of WebP, 0 to 100")
    parser.add_argument("--port", type=int, default=7939)
    arguments = parser.parse_args()
    with running_app(arguments.port), sync_playwright() as playwright:
        page = start_chromium(playwright).new_page(viewport=SCREEN)
        frames, shown = record(page, f"http://127.0.0.1:{arguments.port}/")
    size = WIDTH, round(WIDTH * frames[0].height / frames[0].width)
    first, *rest = [frame.resize(size, Image.Resampling.LANCZOS) for frame in frames]
    first.save(arguments.file, save_all=True, append_images=rest, duration=shown, loop=0,
               quality=arguments.quality, method=6, kmin=20, kmax=40)  # fmt: skip
    print(arguments.file, arguments.file.stat().st_size, "bytes,", sum(shown) / 1000, "s")


if __name__ == "__main__":
    main()
