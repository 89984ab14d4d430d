"""Time our mosaics against the tutorial's figures.  `python tests/bench/maps.py`

In Python: our mosaics and a matplotlib figure of the same maps, alternately. In Chromium, against
the app on this machine: upload a 12-megapixel JPEG, change colours, change the layer, click a map;
each is timed until the new picture is painted.
"""

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_SERVER_NAME"] = "127.0.0.1"

import torch  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from PIL import Image  # noqa: E402

PHOTO = ROOT / "demo" / "examples" / "photos" / "coffee.jpg"
NEXT_PAINT = """(id) => new Promise((done) => {
  const before = document.querySelector(id)?.src;
  let start = null;         // when the click or the change arrived
  for (const kind of ["click", "mousedown", "change"])
    addEventListener(kind, () => { start ??= performance.now(); }, { capture: true, once: true });
  const look = () => {
    const image = document.querySelector(id);
    if (start && image && image.src !== before && image.complete && image.naturalWidth)
      setTimeout(() => done(performance.now() - start));    // after this frame
    else requestAnimationFrame(look);
  };
  look();
})"""


def tutorial_figure(maps: torch.Tensor) -> bytes:
    """Draw maps, (C, H, W), like the tutorial: a row of subplots, 12×3 inches."""
    figure = Figure(figsize=(12, 3))
    for k, axes in enumerate(figure.subplots(1, len(maps))):
        axes.imshow(maps[k], cmap="gray")
        axes.axis("off")
        axes.set_title(f"{k + 1}")
    png = io.BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def time_call(draw: Callable[[], object]) -> float:
    """Return the milliseconds that one call takes."""
    started = time.perf_counter()
    draw()
    return 1000 * (time.perf_counter() - started)


def report_times(name: str, times: list[float]) -> None:
    """Print the median and the fastest of n."""
    print(f"{name}: median {statistics.median(times):.0f} ms, least {min(times):.0f} ms, "
          f"n = {len(times)}", flush=True)


def measure_python(n: int) -> None:
    """Time drawing and encoding the same 16 and 32 maps."""
    from demo import mosaic
    from demo.feature_maps.activations import compute_activations
    from demo.feature_maps.selection import Selection
    from demo.images import png_url

    maps = compute_activations(Image.open(PHOTO), Selection(step="pool2")).maps
    both = [maps["pool1"][0], maps["pool2"][0]]
    ours, theirs = [], []
    for _ in range(n):      # alternately, because other work comes and goes
        ours.append(time_call(lambda: [png_url(mosaic.numbered_mosaic(m)) for m in both]))
        theirs.append(time_call(lambda: [tutorial_figure(m.numpy()) for m in both]))
    report_times("16 + 32 maps, mosaics", ours)
    report_times("16 + 32 maps, the tutorial's figures", theirs)
    print(f"{statistics.median(theirs) / statistics.median(ours):.0f} times as fast")


def measure_chromium(n: int) -> None:
    """Time from the visitor's action to the paint."""
    from chromium import start_chromium
    from playwright.sync_api import sync_playwright

    from app import LAUNCH, demo

    _, url, _ = demo.launch(**LAUNCH, prevent_thread_lock=True, quiet=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = start_chromium(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{url}?show=maps")
        page.locator("#look-mosaic img").wait_for()
        page.wait_for_timeout(3000)
        times: dict[str, list[float]] = {"upload": [], "colours": [], "layer": [], "click": []}
        for k in range(n):
            times["upload"].append(time_upload(page, Path(folder) / f"{k}.jpg", k))
            times["colours"].append(time_paint(page, "#look-mosaic img", colour_change(page, k)))
            page.locator("#look-step label", has_text=("relu1", "pool1")[k % 2]).hover()
            times["layer"].append(time_paint(page, "#look-mosaic img", page.mouse.down))
            page.mouse.up()
            click = partial(page.evaluate, CLICK, k % 16)
            times["click"].append(time_paint(page, "#look-large img", click))
        browser.close()
    demo.close()
    for name, measured in times.items():
        report_times(name, measured)


CLICK = """(k) => { const image = document.querySelector("#look-mosaic img");
  const box = image.getBoundingClientRect();
  image.dispatchEvent(new MouseEvent("click", { bubbles: true,
    clientX: box.x + box.width * (k % 4 + 0.5) / 4,
    clientY: box.y + box.height * (Math.floor(k / 4) + 0.5) / 4 })); }"""


def colour_change(page, k: int) -> Callable[[], object]:
    """Return a call that chooses other colours."""
    shades = ("viridis", "grey")[k % 2]
    script = f"document.querySelector('#look-colours input[value={shades}]').click()"
    return partial(page.evaluate, script)


def time_paint(page, picture: str, act: Callable[[], object]) -> float:
    """Return the milliseconds from `act` until `picture` is another one, and painted."""
    page.evaluate(f"window.painted = ({NEXT_PAINT})('{picture}'); 0")
    act()
    elapsed = page.evaluate("window.painted")
    page.wait_for_timeout(400)
    return elapsed


def time_upload(page, file: Path, k: int) -> float:
    """Upload a new photo of 4000×3000 pixels; return the milliseconds until its mosaic shows."""
    photo = Image.open(PHOTO).convert("RGB").rotate(k).resize((4000, 3000))
    photo.save(file, quality=90)
    if page.locator("#picture").get_by_label("Remove Image").count():
        page.locator("#picture").get_by_label("Remove Image").click()
    page.wait_for_timeout(300)
    put = lambda: page.locator("#picture input[type=file]").set_input_files(file)  # noqa: E731
    elapsed = time_paint(page, "#look-mosaic img", put)
    page.wait_for_timeout(2000)         # until the tools further down are done too
    return elapsed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=15, help="times each (15)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    measure_python(args.n)
    measure_chromium(args.n)


if __name__ == "__main__":
    main()
