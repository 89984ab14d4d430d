"""How fast maps are drawn, beside the tutorial's figure.  `python tests/bench/maps.py`

In Python: our mosaics and a matplotlib figure of the same maps, alternately. In Chromium, against
the app on this machine: a 12-megapixel JPEG uploaded, colours changed, a map clicked, each until
the picture that follows is painted.
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
SEEN = """(id) => new Promise((done) => {
  const before = document.querySelector(id)?.src;
  let start = null;         // when the visitor's hand was felt
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


def tutorials_figure(maps: torch.Tensor) -> bytes:
    """Maps, (C, H, W), as the tutorial draws them: a row of subplots, 12×3 inches."""
    figure = Figure(figsize=(12, 3))
    for k, axes in enumerate(figure.subplots(1, len(maps))):
        axes.imshow(maps[k], cmap="gray")
        axes.axis("off")
        axes.set_title(f"{k + 1}")
    png = io.BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def milliseconds(draw: Callable[[], object]) -> float:
    """What one call takes."""
    started = time.perf_counter()
    draw()
    return 1000 * (time.perf_counter() - started)


def report(what: str, times: list[float]) -> None:
    """Median and the fastest of n."""
    print(f"{what}: median {statistics.median(times):.0f} ms, least {min(times):.0f} ms, "
          f"n = {len(times)}", flush=True)


def in_python(n: int) -> None:
    """The same 16 and 32 maps, drawn and encoded."""
    from demo import mosaic
    from demo.feature_maps.activations import compute_activations
    from demo.feature_maps.selection import Selection
    from demo.images import png_url

    maps = compute_activations(Image.open(PHOTO), Selection(step="pool2")).maps
    both = [maps["pool1"][0], maps["pool2"][0]]
    ours, theirs = [], []
    for _ in range(n):      # alternately, because other work comes and goes
        ours.append(milliseconds(lambda: [png_url(mosaic.numbered_mosaic(m)) for m in both]))
        theirs.append(milliseconds(lambda: [tutorials_figure(m.numpy()) for m in both]))
    report("16 + 32 maps, mosaics", ours)
    report("16 + 32 maps, the tutorial's figures", theirs)
    print(f"{statistics.median(theirs) / statistics.median(ours):.0f} times as fast")


def in_chromium(n: int) -> None:
    """From the visitor's hand to the paint."""
    from chromium import ARGUMENTS
    from playwright.sync_api import sync_playwright

    from app import LAUNCH, demo

    _, url, _ = demo.launch(**LAUNCH, prevent_thread_lock=True, quiet=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{url}?show=maps")
        page.locator("#look-mosaic img").wait_for()
        page.wait_for_timeout(3000)
        times: dict[str, list[float]] = {"upload": [], "colours": [], "layer": [], "click": []}
        for k in range(n):
            times["upload"].append(upload(page, Path(folder) / f"{k}.jpg", k))
            times["colours"].append(timed(page, "#look-mosaic img", chooser(page, k)))
            page.locator("#look-step input").click()
            option = page.get_by_role("option", name=("relu1", "pool1")[k % 2])
            option.hover()
            times["layer"].append(timed(page, "#look-mosaic img", page.mouse.down))
            page.mouse.up()
            click = partial(page.evaluate, CLICK, k % 16)
            times["click"].append(timed(page, "#look-large img", click))
        browser.close()
    demo.close()
    for what, measured in times.items():
        report(what, measured)


CLICK = """(k) => { const image = document.querySelector("#look-mosaic img");
  const box = image.getBoundingClientRect();
  image.dispatchEvent(new MouseEvent("click", { bubbles: true,
    clientX: box.x + box.width * (k % 4 + 0.5) / 4,
    clientY: box.y + box.height * (Math.floor(k / 4) + 0.5) / 4 })); }"""


def chooser(page, k: int) -> Callable[[], object]:
    """Chooses other colours."""
    shades = ("viridis", "grey")[k % 2]
    script = f"document.querySelector('#look-colours input[value={shades}]').click()"
    return partial(page.evaluate, script)


def timed(page, picture: str, act: Callable[[], object]) -> float:
    """Milliseconds from `act` until `picture` is another one, and painted."""
    page.evaluate(f"window.seen = ({SEEN})('{picture}'); 0")
    act()
    elapsed = page.evaluate("window.seen")
    page.wait_for_timeout(400)
    return elapsed


def upload(page, file: Path, k: int) -> float:
    """A photo of 4000×3000 pixels, another one each time, until its mosaic is painted."""
    photo = Image.open(PHOTO).convert("RGB").rotate(k).resize((4000, 3000))
    photo.save(file, quality=90)
    if page.locator("#picture").get_by_label("Remove Image").count():
        page.locator("#picture").get_by_label("Remove Image").click()
    page.wait_for_timeout(300)
    put = lambda: page.locator("#picture input[type=file]").set_input_files(file)  # noqa: E731
    elapsed = timed(page, "#layer1 img", put)
    page.wait_for_timeout(2000)         # until the tools further down have it as well
    return elapsed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=15, help="times each (15)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    in_python(args.n)
    in_chromium(args.n)


if __name__ == "__main__":
    main()
