"""What stands between the server and Gradio: the page is compressed, and kept as it was sent."""

import re

from gradio.brotli_middleware import BrotliMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Answers that come whole; events come in pieces, which compressing could hold back.
COMPRESSED = re.compile(r"/|/config|/gradio_api/(info|openapi\.json|(run|api)/.*)")
# Headers that change the page: its own address stands in it, and it may come compressed.
PAGE_HEADERS = (b"accept-encoding", b"host", b"x-forwarded-host", b"x-forwarded-proto",
                b"x-gradio-server")
KEPT_PAGES = 8


class PageCompression(BrotliMiddleware):
    """Compress the page, its configuration and the API's JSON; Gradio does it for files only.

    The method is Gradio 6.31's own.
    """

    def _is_compressible_file_type(self, scope: Scope) -> bool:
        return bool(COMPRESSED.fullmatch(scope["path"]))


class PageMemory:
    """Answer with the page as it was sent before: to render it takes Gradio about 70 ms.

    It is the same for all visitors of an address. Only links with a state of Gradio's own and apps
    with a login have others.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Remember the newest few pages of `app`."""
        self.app = app
        self.pages: dict[tuple, list[Message]] = {}     # the messages that make up an answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        key = self.page_key(scope)
        if key is None:
            return await self.app(scope, receive, send)
        for message in self.pages.get(key) or await self.render(key, scope, receive):
            await send(dict(message))   # what stands before this one adds a visitor's headers

    async def render(self, key: tuple, scope: Scope, receive: Receive) -> list[Message]:
        """Return what the app answers, and keep it if it is a page."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, collect)
        if any(message.get("status") == 200 for message in messages):
            self.pages[key] = messages
        while len(self.pages) > KEPT_PAGES:
            del self.pages[next(iter(self.pages))]      # the oldest
        return messages

    def page_key(self, scope: Scope) -> tuple | None:
        """Return what a page depends on; None if a request is for something else."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            return None
        gradio_app = scope["app"]
        if gradio_app.auth or gradio_app.auth_dependency or b"deep_link" in scope["query_string"]:
            return None
        headers = sorted(pair for pair in scope["headers"] if pair[0] in PAGE_HEADERS)
        # A hot reload puts other blocks, with another id, into the same app.
        return gradio_app.get_blocks().app_id, scope["scheme"], scope["root_path"], *headers


def replay_body(body: bytes, receive: Receive) -> Receive:
    """Return a function that brings a request's body, which was read, and then what follows it."""
    whole = [{"type": "http.request", "body": body}]

    async def receive_again() -> Message:
        return whole.pop() if whole else await receive()

    return receive_again
