"""A visitor of the app: a page in a browser that knows nothing of the visitors before."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

SIZE = {"width": 1280, "height": 900}
FREE: dict[str, list[BrowserContext]] = defaultdict(list)   # by app, language and kind of screen


@contextmanager
def visitor(browser: Browser, url: str, viewport: dict = SIZE, color_scheme: str | None = None,
            reduced_motion: str | None = None, locale: str = "en-US", **screen) -> Iterator[Page]:
    """Open an empty page for the app at `url`; clear what the app stored when the test is over.

    To load and compile Gradio's hundred scripts takes more than half of the work until a page is
    there. So a visitor gets the context of one before, with its cache; and one small file stays
    open in it, which keeps the process with the compiled scripts alive. The window's size and the
    system's look are set on the page; the language and a screen to touch need another context.
    """
    start = url.split("?")[0].rstrip("/")
    free = FREE[f"{id(browser)} {start} {locale} {sorted(screen.items())}"]
    if free:
        context = free.pop()
    else:
        context = browser.new_context(viewport=SIZE, locale=locale, **screen)
        context.new_page().goto(f"{start}/robots.txt")
    page = context.new_page()
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
    try:
        yield page
    except BaseException:       # nobody knows what a failed test has left behind
        context.close()
        raise
    session = context.new_cdp_session(page)
    kept = "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems"
    session.send("Storage.clearDataForOrigin", {"origin": start, "storageTypes": kept})
    for opened in context.pages[1:]:
        opened.close()
    context.clear_cookies()
    context.clear_permissions()
    free.append(context)
