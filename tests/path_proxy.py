"""A tiny reverse proxy on this machine that serves an app under a path prefix, as nginx would."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from threading import Thread
from urllib.parse import urlsplit

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding"}


@contextmanager
def path_proxy(url: str, prefix: str) -> Iterator[str]:
    """Serve the app at `url` under `prefix` of another port; anything else is not found."""
    host, streams = urlsplit(url).netloc, set()

    class Handler(BaseHTTPRequestHandler):
        timeout = 5     # a browser opens connections that it may not use

        def forward(self) -> None:
            if not self.path.startswith(f"{prefix}/"):
                return self.send_error(404)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            connection = HTTPConnection(host, timeout=60)
            connection.request(self.command, self.path.removeprefix(prefix), body, self.headers)
            stream = connection.sock
            streams.add(stream)
            answer = connection.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while part := answer.read1(65536):      # events arrive in pieces
                self.wfile.write(part)
                self.wfile.flush()
            self.close_connection = True
            streams.discard(stream)

        do_GET = do_POST = do_HEAD = forward

        def log_message(self, *_: object) -> None:
            pass

        def log_error(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = False      # so that server_close waits for them

        def handle_error(self, *_: object) -> None:     # a browser leaves a stream open
            pass

    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}/"
    server.shutdown()
    for stream in list(streams):
        with suppress(OSError):     # closed meanwhile
            stream.shutdown(SHUT_RDWR)
    server.server_close()
