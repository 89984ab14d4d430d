"""A local Hub server: enough of the protocol for the unmodified huggingface_hub client."""

import re
import socket
import threading
import time
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.exceptions import HTTPException

from fake_hub import files, models, spaces
from fake_hub import xet as hub_xet
from fake_hub.access import error_response, server_error_response
from fake_hub.faults import answer_with_fault, next_fault
from fake_hub.repos import Repo


class LocalHub:
    """A Hub that listens on this machine only; tests read and change its attributes.

    `url` is its address. `cdn` is the same server under another name: to a client it is another
    origin, to which no token may be sent. For `faults` see faults.py.
    """

    def __init__(self, xet: Path | None = None) -> None:
        self.repos: dict[str, Repo] = {}        # "alice/net", "spaces/alice/demo"
        self.large: dict[str, bytes] = {}       # sha256: content
        self.xet = xet                          # a folder, if large files go through Xet
        self.faults: list[dict] = []
        self.log: list[str] = []                # "METHOD /path" of every request
        self.foreign_tokens: list[str] = []     # requests that sent a token to the CDN
        self.prefix = ""                        # a path in its address, as mirrors have
        self.port = 0                           # any free port, then always the same
        self.app = FastAPI(openapi_url=None)
        self.app.state.hub = self
        self.app.add_exception_handler(HTTPException, error_response)
        self.app.add_exception_handler(Exception, server_error_response)
        for routes in (models, files, spaces, hub_xet):
            self.app.include_router(routes.router)
        self.start()

    def start(self) -> None:
        """Start listening, or listen again after `stop`."""
        # With IPPROTO_TCP asyncio disables Nagle's algorithm, which costs 40 ms a request.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self, log_level="critical", lifespan="off", timeout_graceful_shutdown=0
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listener],), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Drop all connections and refuse new ones until `start`; the repositories are kept."""
        self.server.should_exit = True
        self.thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    @property
    def cdn(self) -> str:
        return f"http://localhost:{self.port}{self.prefix}"

    def requests(self, pattern: str) -> list[str]:
        """Return the requests so far that match a regular expression."""
        return [line for line in self.log if re.search(pattern, line)]

    async def __call__(self, scope, receive, send) -> None:
        """Log a request, then let the routes answer it, with a fault if one is set."""
        line, headers = f"{scope['method']} {scope['path']}", dict(scope["headers"])
        self.log.append(line)
        if b"authorization" in headers and headers[b"host"].startswith(b"localhost"):
            self.foreign_tokens.append(line)
        # The routes match the raw path, in which slashes within a branch's name are quoted.
        scope = scope | {"path": scope["raw_path"].decode().removeprefix(self.prefix)}
        await answer_with_fault(self.app, scope, receive, send, next_fault(self.faults, line))
