"""The Fashion page in a browser: a photo is found, corrected, explained, and many at once."""

import csv
import io
import re
from itertools import pairwise

from digit_page import EXAMPLES, open_app
from paths import ROOT
from playwright.sync_api import Page, expect

GARMENTS = sorted((ROOT / "tests" / "data" / "garments").glob("*/*.jpg"))
BAD = {"name": "photo.png", "mimeType": "image/png", "buffer": b"I am no picture"}
PHONE = dict(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


def note_calls(page: Page) -> list[dict]:
    """Return a list to which the page's calls of the server are added."""
    calls: list[dict] = []
    page.on("request", lambda each: "/queue/join" in each.url
            and calls.append(each.post_data_json))
    return calls


def answers(calls: list[dict]) -> list[dict]:
    """Return the photos that were sent to be answered, and forget the calls."""
    sent = [call["data"][0] for call in calls
            if call["data"] and isinstance(call["data"][0], dict) and "turns" in call["data"][0]]
    calls.clear()
    return sent


def test_a_photo_is_found_corrected_and_explained(browser, url, monkeypatch):
    """Each step asks once; the outline, the steps and the heat lie where they can be seen."""
    from app import demo

    with open_app(browser, f"{url}?show=fashion") as page:
        name, outline = page.locator("#fashion-answer h2"), page.locator("#garment-photo .outline")
        expect(name).to_contain_text("Ankle boot")      # the example that is there from the start
        expect(page.locator("#fashion-similar img")).to_have_count(8)
        for part in page.locator("#fashion-steps img").all():
            assert part.bounding_box()["y"] + part.bounding_box()["height"] <= 900
        calls, drawn = note_calls(page), outline.get_attribute("d")
        page.locator("#garment input[type=file]").set_input_files(EXAMPLES / "photos/coffee.jpg")
        expect(outline).not_to_have_attribute("d", drawn)
        expect(page.locator("#fashion-similar img")).to_have_count(8)
        page.locator("#garment input[type=file]").set_input_files(
            EXAMPLES / "fashion/1-trouser.png")       # over another picture
        expect(name).to_contain_text("Trouser")
        assert [each["box"] for each in answers(calls)] == [None, None]     # one call an upload

        place = page.locator("#garment-photo image").bounding_box()
        x, y, side = place["x"], place["y"], place["width"]
        drawn = outline.get_attribute("d")
        page.mouse.move(x + 0.3 * side, y + 0.05 * side)
        page.mouse.down()
        page.mouse.move(x + 0.7 * side, y + 0.5 * side, steps=3)
        page.mouse.up()
        expect(outline).not_to_have_attribute("d", drawn)
        box = answers(calls)[0]["box"]
        assert all(abs(found - wanted) < 0.02 for found, wanted in zip(box, (0.3, 0.05, 0.7, 0.5)))
        page.keyboard.press("Tab")
        page.locator("#garment .overlay").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#garment .box').style.left")
        expect(page.get_by_role("button", name="Find it again")).to_be_visible()
        with page.expect_request(lambda each: '"turns":1' in (each.post_data or "")) as sent:
            page.get_by_role("button", name="Turn left by 90°").click()
        left, top, right, bottom = sent.value.post_data_json["data"][0]["box"]
        moved = (0.32, 0.05, 0.72, 0.52)        # before the turn
        turned = (moved[1], 1 - moved[2], moved[3], 1 - moved[0])
        assert all(abs(found - wanted) < 0.02
                   for found, wanted in zip((left, top, right, bottom), turned))
        page.get_by_role("button", name="Find it again").click()
        page.wait_for_timeout(1500)     # its answer takes a question about a class away
        expect(page.locator("#garment .box")).to_be_hidden()

        page.locator("#fashion-answer").get_by_role("button", name="Dress").click()
        expect(page.locator("#garment-heat image")).to_be_visible()
        expect(page.locator("#fashion-why h3")).to_contain_text("Dress")
        page.locator("#fashion-answer").get_by_role("button", name="Dress").click()
        expect(page.locator("#garment-heat image")).to_have_count(0)

        page.locator("#garment input[type=file]").set_input_files(BAD)
        toast = page.get_by_test_id("toast-body")
        expect(toast).to_contain_text("cannot be read")
        page.get_by_test_id("toast-close").click()

        monkeypatch.setattr(demo._queue, "max_size", 0)
        page.locator("[data-example='8-bag.png']").click()
        expect(toast).to_contain_text(re.compile(r"try again in \d+ s"))
        expect(toast.locator("[lang=zh]")).to_be_hidden()
        monkeypatch.undo()
        page.locator("[data-example='8-bag.png']").click()          # and the page goes on
        expect(name).to_contain_text("Bag")


def test_many_photos_become_a_table_that_is_sorted_and_downloaded(browser, url):
    """One that cannot be read is named; the others are answered."""
    with open_app(browser, f"{url}?show=fashion&tab=batch") as page:
        page.locator("#batch-files").set_input_files([*GARMENTS[:3], ROOT / "LICENSE"])
        rows = page.locator("#fashion-batch tbody tr")
        expect(rows).to_have_count(4)
        expect(page.locator("#fashion-batch .status")).to_contain_text("1 of them")
        bad = rows.filter(has_text="LICENSE")
        expect(bad).to_contain_text("cannot be read")
        page.get_by_role("button", name="Probability").click()
        shown = [text for text in rows.locator("td:nth-child(4)").all_inner_texts() if text]
        assert shown == sorted(shown, key=lambda text: -float(text[:-1])) and len(shown) == 3
        page.get_by_role("button", name="File", exact=True).click()
        names = rows.locator("td:nth-child(2)").all_inner_texts()
        assert names == sorted(names, key=str.lower)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as CSV").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
        table = list(csv.DictReader(io.StringIO(text)))
        assert [row["file"] for row in table] == names and len(table[0]) == 14
        assert [row["label"] == "" for row in table] == [name == "LICENSE" for name in names]

        page.locator("#fashion-again").scroll_into_view_if_needed()
        strip = page.locator("#fashion-pictures li")
        expect(strip).to_have_count(12)
        first = strip.first.inner_html()
        page.locator("#fashion-again").click()
        expect(strip.first).not_to_have_js_property("innerHTML", first)


def test_a_phone_shows_photo_answer_and_steps_in_this_order(browser, url):
    """A finger that taps the photo marks the garment there; the camera has its button."""
    with open_app(browser, f"{url}?show=fashion", **PHONE) as page:
        expect(page.locator("#fashion-similar img")).to_have_count(8)
        parts = ["#garment-photo svg", "#fashion-answer h2", "#fashion-answer ol",
                 "#fashion-steps ol"]
        places = [page.locator(part).bounding_box() for part in parts]
        for above, below in pairwise(places):
            assert above["y"] + above["height"] <= below["y"] + 1
        assert all(place["x"] >= 0 and place["x"] + place["width"] <= 390 for place in places)
        expect(page.get_by_role("button", name="Take a photo")).to_be_visible()
        place = page.locator("#garment-photo image").bounding_box()
        with page.expect_request(lambda each: '"box":[' in (each.post_data or "")) as sent:
            page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        left, top, right, bottom = sent.value.post_data_json["data"][0]["box"]
        assert left < 0.5 < right and top < 0.5 < bottom
