"""Refuse what pages of other sites ask of an app that is bound to this computer alone.

Any page may send requests to 127.0.0.1, and with a name that resolves to it (DNS rebinding) it may
read the answers. Gradio's `strict_cors` only withholds a header, and only where the Host is local.
"""

import os
import re
from functools import lru_cache
from urllib.parse import urlsplit

import gradio as gr
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from demo.i18n import both, visitor_language

LOOPBACK = re.compile(r"localhost|(::ffff:)?127(\.\d{1,3}){3}|::1")
PROXY_HEADERS = re.compile(r"forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip")


@lru_cache(maxsize=256)
def host_name(address: str) -> str:
    """Return the name in a Host header, an Origin or an address; "" if there is none."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def is_loopback(name: str) -> bool:
    """Report whether a name or an IP address always means the computer that uses it."""
    return LOOPBACK.fullmatch(name) is not None


def further_names() -> list[str]:
    """Return the names in CONVLENS_HOSTS, under which the app may be reached and framed, too."""
    return [host_name(name) for name in os.environ.get("CONVLENS_HOSTS", "").split(",")]


def is_from_this_computer(request: gr.Request) -> bool:
    """Report whether a visitor uses the app on the computer that runs it, with no proxy between.

    A proxy on this computer that adds no header of its own cannot be told from a visitor.
    """
    headers, client = request.headers, request.client
    names = [client.host if client else "", host_name(headers.get("host", ""))]
    if "origin" in headers:
        names.append(host_name(headers["origin"]))
    return all(map(is_loopback, names)) and not any(map(PROXY_HEADERS.fullmatch, headers))


class RequestGuard:
    """Answer with 403 where the Host or the Origin is not of this computer, if the app's is."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or self.is_allowed(scope):
            return await self.app(scope, receive, send)
        sentence = both("serving_refused")[visitor_language(Request(scope))]
        await PlainTextResponse(sentence, 403)(scope, receive, send)

    def is_allowed(self, scope: Scope) -> bool:
        """Report whether a request is one to answer."""
        blocks = scope["app"].get_blocks()
        if os.environ.get("SPACE_ID") or not is_loopback(bound_host(blocks)):
            return True
        headers = Headers(scope=scope)
        further = {*further_names(), host_name(blocks.share_url or "")} - {""}

        def is_known(address: str) -> bool:
            name = host_name(address)
            return is_loopback(name) or name in further

        if not is_known(headers.get("host", "")):
            return False
        if "origin" in headers:
            return is_known(headers["origin"])
        return headers.get("sec-fetch-site") != "cross-site" or follows_link(scope, headers)


def bound_host(blocks: gr.Blocks) -> str:
    """Return the address that the server listens at.

    The attribute is Gradio 6.31's own, and is there once the server has started; unlike
    `server_name`, it outlives a hot reload.
    """
    server = getattr(blocks, "server", None)
    return server.config.host if server else os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1"


def follows_link(scope: Scope, headers: Headers) -> bool:
    """Report whether somebody opens the page itself from a link on another site, in no frame."""
    return (scope["path"], scope["method"], headers.get("sec-fetch-mode"),
            headers.get("sec-fetch-dest")) == ("/", "GET", "navigate", "document")
