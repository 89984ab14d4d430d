"""A visitor of the app: a page in a browser that knows nothing of the visitors before."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

FREE: dict[str, list[BrowserContext]] = defaultdict(list)   # by app and settings


@contextmanager
def visitor(browser: Browser, url: str, **settings) -> Iterator[Page]:
    """Open an empty page for the app at `url`; clear what the app stored when the test is over.

    To load and compile Gradio's hundred scripts takes more than half of the work until a page is
    there. So a visitor with the same settings as one before gets the same context, with its cache;
    and one small file stays open in it, which keeps the process with the compiled scripts alive.
    """
    settings = {"viewport": {"width": 1280, "height": 900}, **settings}
    free = FREE[f"{id(browser)} {url} {sorted(settings.items())}"]
    if free:
        context = free.pop()
    else:
        context = browser.new_context(**settings)
        context.new_page().goto(url.rstrip("/") + "/robots.txt")
    page = context.new_page()
    try:
        yield page
    except BaseException:       # nobody knows what a failed test has left behind
        context.close()
        raise
    session = context.new_cdp_session(page)
    kept = "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems"
    session.send("Storage.clearDataForOrigin", {"origin": url.rstrip("/"), "storageTypes": kept})
    for opened in context.pages[1:]:
        opened.close()
    context.clear_cookies()
    context.clear_permissions()
    free.append(context)
