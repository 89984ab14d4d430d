"""Choose networks in a browser: where they come from, and a visitor's own from a local Hub."""

import re

import pytest
from app_and_hub import TOKEN, app_and_hub
from digit_page import answer, draw, open_page, unfold, visit
from fake_hub.cases import OWN_CLASSES
from playwright.sync_api import Page, expect

from demo.i18n import catalogue
from hub import checkpoint

SLOW = 30_000           # milliseconds that a page may take


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with app_and_hub(tmp_path_factory.mktemp("app")) as started:
        yield started


def percent(name: str) -> str:
    """Return the accuracy of a bundled checkpoint, as a page shows it."""
    return f"{checkpoint.load_metrics(checkpoint.BUNDLED / name)['accuracy']:.1%}"


def text(page: Page, name: str):
    return expect(page.locator(f"#{name}"))


def test_a_slow_hub_holds_nothing_up(browser, app):
    """The page is there and answers, while the Hub has not; then it answers with the Hub's."""
    with visit(browser, app.url) as page:
        open_page(page, "Feature maps")
        text(page, "feature_maps-source").to_have_text(
            f"feature_maps (bundled) · {percent('feature_maps')}", timeout=SLOW
        )
        text(page, "feature_maps-note").to_have_text("Downloading from the Hub: alice/maps …")
        page.locator("#fold-figures > button").click()
        maps = page.locator("#layer1 img")
        before = maps.get_attribute("src")
        page.locator("#weights input[value=random]").check()
        expect(maps).not_to_have_attribute("src", before, timeout=SLOW)
        page.locator("#weights input[value=trained]").check()
        assert not app.answers.is_set()

        app.answers.set()
        shown = f"{app.name('alice/maps')} (Hub) · {percent('feature_maps')}"
        text(page, "feature_maps-source").to_have_text(shown, timeout=SLOW)
        expect(page.locator("#feature_maps-note")).to_be_hidden()


def test_the_lines_below_the_choice(browser, app):
    with visit(browser, app.url) as page:
        shown = f"{app.name('alice/net')} (Hub) · {percent('mnist')}"
        text(page, "mnist-source").to_have_text(shown, timeout=SLOW)
        expect(page.locator("#mnist-note")).to_be_hidden()
        open_page(page, "Fashion")
        bundled = f"fashion_mnist (bundled) · {percent('fashion_mnist')}"
        text(page, "fashion_mnist-source").to_have_text(bundled, timeout=SLOW)
        refused = f"⚠ alice/none@v1: {catalogue()['pull_absent']['en']}"
        text(page, "fashion_mnist-note").to_contain_text(refused)
        text(page, "fashion-answer h2").to_contain_text("Ankle boot")


def open_settings(page: Page) -> None:
    """Unfold the choice of the network on the Digits page, if it is folded."""
    settings = page.locator("#network-settings button")
    if settings.get_attribute("aria-expanded") == "false":
        settings.click()


def fetch(page: Page, stem: str, words: str, enter: bool = False) -> None:
    """Write a repository's name into the box of a page, and send it."""
    box = page.locator(f"#{stem}-own textarea, #{stem}-own input")
    if stem == "mnist":
        open_settings(page)
    if not box.is_visible():
        heading = page.get_by_role("button", name=re.compile("|".join(catalogue()["own"].values())))
        heading.and_(page.locator(":visible")).click()
    box.fill(words)
    box.press("Enter") if enter else page.locator(f"#{stem}-own-load").click()


@pytest.mark.parametrize(("locale", "enter"), [("en-US", False), ("zh-CN", True)])
def test_a_checkpoint_of_ones_own_answers(browser, app, locale, enter):
    """This visitor alone: another one, who comes afterwards, has the network of the app."""
    with visit(browser, app.url, locale=locale) as page:
        draw(page)
        page.mouse.up()
        expect(answer(page)).to_have_text("7")
        fetch(page, "mnist", "alice/small", enter)
        small = app.name("alice/small")
        hub = catalogue()["from_hub"][locale[:2]]
        shown = f"{small} ({hub}) · {percent('mnist_tutorial')}"
        text(page, "mnist-source").to_have_text(shown, timeout=SLOW)
        expect(page.get_by_label(small)).to_be_checked()
        expect(answer(page)).to_have_text("7")      # the drawing that was there, judged again
        if locale == "en-US":
            with visit(browser, app.url) as other:
                draw(other)
                other.mouse.up()
                expect(answer(other)).to_have_text("7")
                expect(other.get_by_label(small)).to_have_count(0)
                text(other, "mnist-source").to_contain_text(app.name("alice/net"))


def test_a_checkpoint_with_classes_of_its_own_answers_with_them(browser, app):
    """37 of them, in a list that scrolls; any of them can be asked about; garments likewise."""
    with visit(browser, app.url) as page:
        fetch(page, "mnist", "alice/own")
        text(page, "mnist-source").to_contain_text(app.name("alice/own"), timeout=SLOW)
        bars = page.locator("#digit-answer button")
        expect(bars).to_have_count(len(OWN_CLASSES), timeout=SLOW)
        empty = catalogue()["say_empty_own"]["en"]
        expect(page.locator("#digit-answer .say")).to_contain_text(empty)
        draw(page)
        page.mouse.up()
        expect(answer(page)).to_have_text(re.compile("|".join(map(re.escape, OWN_CLASSES))))
        text(page, "strokes").to_contain_text("counts for", timeout=SLOW)    # the pen is up
        page.get_by_role("button", name=re.compile("^watermelon & lemon")).click()
        text(page, "strokes").to_contain_text("watermelon & lemon", timeout=SLOW)
        unfold(page, "How the score adds up")
        text(page, "why-parts").to_contain_text("The score of watermelon & lemon", timeout=SLOW)
        assert page.locator("#digit-answer ol").bounding_box()["height"] < 500
        open_page(page, "Fashion")
        fetch(page, "fashion_mnist", "alice/own")
        shown = page.locator("#fashion-answer h2")
        expect(shown).to_have_text(re.compile("|".join(map(re.escape, OWN_CLASSES))), timeout=SLOW)


def test_the_training_behind_a_repository_is_looked_at_and_compared(browser, app):
    """Of any kind, with the pictures that it brought; one that is refused changes nothing."""
    with visit(browser, app.url) as page:
        open_page(page, "Training")
        for repo, dataset in {"alice/photos": "CIFAR-10", "alice/small": "MNIST"}.items():
            fetch(page, "runs", repo)
            summary = text(page, "runs-summary")
            summary.to_contain_text(app.name(repo), timeout=SLOW)
            summary.to_contain_text(f"{dataset} test pictures correct")
        page.locator("#runs").get_by_role("tab", name="Mistakes").click()
        expect(page.locator("#runs-mistakes img").first).to_be_visible(timeout=SLOW)
        fetch(page, "runs", "alice/secret")
        expect(page.get_by_test_id("toast-body")).to_contain_text(catalogue()["pull_absent"]["en"])
        page.locator("#runs-second input").click()
        page.get_by_role("option", name=app.name("alice/photos")).click()
        text(page, "runs-summary").to_contain_text(app.name("alice/photos"), timeout=SLOW)
        text(page, "runs-summary").to_contain_text(app.name("alice/small"))


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_what_is_of_no_use_costs_one_sentence(browser, app, locale):
    """A private repository opens to no visitor, though the app's owner may read it."""
    asked = {"alice/nan": "unfit", "alice/photos": "unfit", "alice/secret": "absent",
             "alice/gone@v2": "absent", "<b>not</b> a name": "address", "": "address"}  # fmt: skip
    with visit(browser, app.url, locale=locale) as page:
        draw(page)
        page.mouse.up()
        expect(answer(page)).to_have_text("7")
        open_settings(page)
        kept = page.locator("#digit-model").inner_text()
        for words, kind in asked.items():
            fetch(page, "mnist", words)
            toast = page.get_by_test_id("toast-body")
            expect(toast).to_contain_text(catalogue()[f"pull_{kind}"][locale[:2]], timeout=SLOW)
            expect(toast).to_contain_text(words)
            expect(toast).to_have_count(1)
            page.get_by_test_id("toast-close").click()
            expect(toast).to_have_count(0)
        expect(answer(page)).to_have_text("7")
        assert page.locator("#digit-model").inner_text() == kept
        text(page, "mnist-source").to_contain_text(app.name("alice/net"))


def test_the_token_goes_to_the_hub_and_nowhere_else(browser, app):
    with visit(browser, app.url) as page:
        seen: list[str] = []
        page.on("request", lambda sent: seen.append(f"{sent.url} {sent.headers}"))
        page.on("console", lambda said: seen.append(said.text))
        page.reload()
        fetch(page, "mnist", "alice/secret")
        expect(page.get_by_test_id("toast-body")).to_be_visible(timeout=SLOW)
        seen += [page.content(), page.request.get(f"{app.url}config").text()]
        assert len(seen) > 3
        assert not [words for words in seen if TOKEN in words]
    said = app.log.read_text()
    assert f"mnist: {app.name('alice/net')} (hub)" in said
    assert TOKEN not in said
    assert "Traceback" not in said
    assert app.hub.requests("GET /cdn/")
    assert not app.hub.foreign_tokens
