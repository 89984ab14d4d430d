"""The teacher's page: found from the lessons; its links and QR codes open what was chosen."""

import zxingcpp
from lesson_page import lesson_panel
from PIL import Image
from playwright.sync_api import expect
from visitor import visitor

from demo.lessons.page import NAMES


def read_qr_code(page, folder) -> str:
    """Take a picture of the code as the page shows it, and read it as a telephone does."""
    file = folder / "code.png"
    page.locator("#lesson-teacher .qr").screenshot(path=file)
    return zxingcpp.read_barcode(Image.open(file)).text


def test_a_link_opens_as_the_teacher_made_it(browser, url, tmp_path):
    with visitor(browser, url) as page:
        page.goto(f"{url}?lesson=stride&__theme=light")
        expect(lesson_panel(page, "stride").locator(".link")).not_to_be_empty()
        lesson_panel(page, "stride").locator("[name=size]").press("ArrowRight")
        page.locator("#lessons-progress a").click()
        here = lesson_panel(page, "teacher")
        expect(page).to_have_url(f"{url}?show=teacher&__theme=light")
        expect(page).to_have_title("For teachers · ConvLens")
        assert len(here.locator("[name=place] option").all()) == len(NAMES) + 4
        expect(here.locator(".local")).to_be_visible()          # 127.0.0.1 is this computer alone
        here.locator("[name=place]").select_option("lesson=stride")
        expect(here.locator("[name=extra]")).to_have_value("stride=2&side=3&size=10&padding=0"
                                                           "&dilation=1&place=1")
        here.locator("[name=lang]").select_option("zh")
        here.locator("[name=theme]").select_option("dark")
        for name in ("present", "answers"):
            here.locator(f"[name={name}]").check()
        link = here.locator(".made").inner_text()
        expect(here.locator(".qr")).to_have_attribute("alt", f"QR code of {link}")
        assert read_qr_code(page, tmp_path) == link
        page.emulate_media(media="print")
        for part in (".title", ".qr", ".made"):
            expect(here.locator(part)).to_be_visible()
        expect(page.locator("button, select, input").locator("visible=true")).to_have_count(0)
        page.emulate_media(media="screen")
        expect(here.locator(".sheets .with")).to_have_attribute(
            "href", "?lesson=homework&sheet=all&seed=1&answers=1&lang=zh")

        here.locator("[name=extra]").fill(f"{url}?lesson=pooling&side=2&lang=en")   # pasted
        here.locator("[name=base]").fill("https://example.org/cnn")
        expect(here.locator(".made")).to_have_text(
            "https://example.org/cnn?lesson=stride&side=2&lang=zh&__theme=dark&present=1&answers=1")
        expect(here.locator(".local")).to_be_hidden()
        here.locator("[name=extra]").fill("kernel=" + "1" * 1500)
        expect(here.locator(".refused")).to_contain_text("too long")
        here.locator("[name=base]").fill("javascript:alert(1)")
        expect(here.locator(".refused")).to_contain_text("must begin with http")
        expect(here.locator(".qr")).to_be_hidden()

        pupil = page.context.new_page()
        pupil.goto(link)
        opened = lesson_panel(pupil, "stride")
        expect(opened.locator(".question .all .right")).to_contain_text("步长 4")
        expect(opened.locator("[name=size]")).to_have_value("10")
        expect(pupil.locator("html.presenting[lang=zh-CN] body.dark")).to_have_count(1)
