"""Take a picture of every page and lesson.  `python tests/bench/screenshots.py FOLDER`

At 1280 and 390 pixels, in both languages, light and dark, each as PAGE_WIDTH_LANGUAGE_THEME.png.
`--readme` takes the small pictures of README.md instead: English, light, 480 pixels wide.
"""

import argparse
import itertools
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import start_chromium
from opening import CONTENT
from paths import ROOT
from running_app import running_app

sys.path.insert(0, str(ROOT))

from demo.lessons.page import NAMES

SIZES = {1280: 900, 390: 844}
PLACES = {      # the address of each page and lesson, and what shows that it is there
    **{name: (f"show={name}", content) for name, content in CONTENT.items() if name != "lessons"},
    **{f"lesson-{name}": (f"lesson={name}", f"#lesson-{name} button") for name in NAMES},
    "lesson-story": ("lesson=story", "#story img"),
}
README = {      # the pictures in demo/screenshots
    "mnist.png": "digits", "feature_maps.jpg": "maps", "fashion_mnist.png": "fashion",
    "lessons.png": "lesson-convolution", "training_runs.png": "runs",
}
README_SCREEN, README_SIZE = (1280, 773), (480, 290)


def open_place(page: Page, url: str, place: str, language: str, theme: str) -> None:
    """Open a page or lesson and wait until its content is there."""
    address, content = PLACES[place]
    page.goto(f"{url}?{address}&lang={language}&__theme={theme}")
    page.locator(content).locator("visible=true").first.wait_for()
    page.wait_for_timeout(1500)         # until a drawing is drawn in and images are decoded


def take_all(chromium: Browser, url: str, folder: Path, full: bool) -> None:
    """Take every place in every size, language and theme."""
    for width, height in SIZES.items():
        phone = dict(has_touch=True, is_mobile=True) if width < 700 else {}
        page = chromium.new_page(viewport={"width": width, "height": height}, **phone)
        for place, language, theme in itertools.product(PLACES, ("en", "zh"), ("light", "dark")):
            open_place(page, url, place, language, theme)
            path = folder / f"{place}_{width}_{language}_{theme}.png"
            page.screenshot(path=path, full_page=full)
            print(path.name, flush=True)
        page.close()


def take_small(chromium: Browser, url: str, folder: Path) -> None:
    """Take the pictures of README.md: a palette, so that they stay small."""
    page = chromium.new_page(viewport=dict(zip(("width", "height"), README_SCREEN)))
    for name, place in README.items():
        open_place(page, url, place, "en", "light")
        taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
        small = taken.resize(README_SIZE, Image.Resampling.LANCZOS)
        if name.endswith(".png"):
            small = small.quantize(256, dither=Image.Dither.NONE)
        small.save(folder / name, optimize=True, quality=80)
        print(name, (folder / name).stat().st_size, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readme", action="store_true", help="the small pictures of README.md")
    parser.add_argument("--full", action="store_true", help="whole pages, not what a screen shows")
    parser.add_argument("--port", type=int, default=7938)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with running_app(arguments.port):
        url = f"http://127.0.0.1:{arguments.port}/"
        with sync_playwright() as playwright:
            chromium = start_chromium(playwright)
            if arguments.readme:
                take_small(chromium, url, arguments.folder)
            else:
                take_all(chromium, url, arguments.folder, arguments.full)


if __name__ == "__main__":
    main()
