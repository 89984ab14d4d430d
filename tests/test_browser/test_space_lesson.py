"""The lesson from script to Space in a browser: bytes are changed as by the copied program."""

import hashlib

from lesson_page import copy_with, lesson_panel, open_lesson, run_code
from paths import ROOT
from playwright.sync_api import expect

from demo.lessons.space import weights_file

CONTENT = weights_file.WEIGHTS.read_bytes()


def check_shown(here, place: int, byte: int) -> None:
    """Expect that this byte is chosen and shown."""
    expect(here.locator(".where")).to_contain_text(f"{place:,}")
    expect(here.locator(".bits")).to_have_text(f"0x{byte:02x} = {byte:08b}")
    expect(here.locator(".bytes .now")).to_contain_text(f"{byte:02x}")


def check_marks(here, marks: str) -> None:
    """Expect these results: of size, sha256, header and finite numbers."""
    expect(here.locator(".checks b")).to_have_text([*marks])


def test_a_byte_is_changed_and_checked_as_the_copied_program_does(browser, url, monkeypatch):
    monkeypatch.chdir(ROOT)
    with open_lesson(browser, url, "space", "part=header&byte=12&damage=bit&bit=1") as page:
        here = lesson_panel(page, "space")
        check_marks(here, "✓✗✗✓")
        here.locator(".whole-again").click()
        check_marks(here, "✓✓✓✓")
        left, total = here.locator(".sum").inner_text().replace(",", "").split("=")
        assert sum(map(int, left.split("+"))) == int(total) == len(CONTENT)
        for keys, place in (("ArrowDown", 36), ("ArrowLeft", 35)):
            here.locator(".bytes").press(keys)
            check_shown(here, place, CONTENT[place])
        here.locator(".bytes i").nth(5).click()
        check_shown(here, 5, CONTENT[5])
        here.locator("[name=part]").select_option("fc.weight")
        place = weights_file.list_tensors()[-1].first
        check_shown(here, place, CONTENT[place])
        here.locator(".flip").click()
        check_marks(here, "✓✗✓✓")
        check_shown(here, place, CONTENT[place] ^ 2)
        expect(here.locator(".verdict")).to_contain_text("of 20 sample digits")
        names = run_code(copy_with(page, "space", "code"))
        found = hashlib.sha256(names["changed"]).hexdigest()
        assert names["found"] == found != names["listed"] and names["finite"]
        expect(here.locator(".checks code")).to_contain_text(found[:12])
        here.locator(".cut").click()
        check_marks(here, "✗✗✗–")
        names = run_code(copy_with(page, "space", "code"))
        assert names["changed"] == CONTENT[:place] and names["finite"] is None
        assert 8 + names["length"] + names["data"] == len(CONTENT)
