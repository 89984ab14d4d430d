"""Serve the page, and the scripts of its components as files that a browser keeps."""

import hashlib
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.middleware import PageCompression, PageMemory
from demo.serving.request_guard import RequestGuard
from demo.serving.security_headers import SecurityHeaders

FOLDER = "convlens"
FILES: dict[str, str] = {}      # name in FOLDER, a hash of the text → text
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}    # by the browser, for a year
ARGUMENTS = "element, trigger, props, server, upload, watch"    # of a gr.HTML's script
QUEUE_PAUSE = 0.01      # seconds


def digest(text: str) -> str:
    """Return a short name for a text, another one if a character changes."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def publish(script: str) -> str:
    """Make a script a file of this app; return its address, relative to the page's."""
    name = f"{digest(script)}.js"
    FILES[name] = script
    return f"{FOLDER}/{name}"


def send_file(request: Request) -> Response:
    """Answer with a published file."""
    name = request.path_params["name"]
    text = import_module(__name__).FILES.get(name)      # a hot reload imports this module again
    if text is None:
        return Response(status_code=404)
    return Response(text, media_type="text/javascript", headers=KEPT)


def is_open(block: Any) -> bool:
    """Report whether a component is in no tab, or in tabs that are open when the page opens."""
    while block := block.parent:
        if isinstance(block, gr.Tab) and block is not block.parent.children[0]:
            return False
    return True


def scripts_to_files(app: gr.Blocks) -> str:
    """Make each script of a gr.HTML a file; return links that fetch early what is needed first.

    Gradio 6.31 awaits the scripts in a component's `head` before it runs `js_on_load`. It also
    looks there for the names of events, so this has to follow the last listener.
    """
    early = set()
    for component in app.blocks.values():
        if not isinstance(component, gr.HTML) or not component.js_on_load:
            continue
        key = digest(component.js_on_load)
        path = publish(
            f'(window.convlensScripts ??= {{}})["{key}"] = '
            f"({ARGUMENTS}) => {{\n{component.js_on_load}\n}};\n"
        )
        component.head = f'<script src="{path}"></script>'
        component.js_on_load = f'convlensScripts["{key}"]({ARGUMENTS});'
        if is_open(component):
            early.add(f'<link rel="preload" as="script" href="{path}">')
    return "".join(sorted(early))


def poll_queue_less(app: gr.Blocks) -> None:
    """Have the queue of an app look for events every 10 ms.

    Gradio 6.31 looks every millisecond, which takes 8 % of a core for as long as the app runs.
    """
    queue = app._queue
    queue.sleep_when_free = max(QUEUE_PAUSE, queue.sleep_when_free)


def serve_files(
    app: gr.Blocks, head: str, routes: Sequence[Route] = (), before: Sequence[Middleware] = ()
) -> dict[str, Any]:
    """Return the arguments of `launch` that serve an app, once built, with this head.

    `routes` are further addresses that the app answers, `before` stands before all of it. The head
    stays in the page: Gradio 6.31 does not wait for files named there, and the first view would be
    drawn without its styles.
    """
    return dict(
        head=scripts_to_files(app) + head,
        enable_monitoring=False,
        app_kwargs=dict(
            middleware=[
                Middleware(SecurityHeaders), Middleware(RequestGuard), *before,
                Middleware(PageMemory), Middleware(PageCompression, minimum_size=1000)],
            routes=[Route(f"/{FOLDER}/{{name}}", send_file), *routes],
        ),
    )
