"""Add the headers that tell a browser what the app's pages may do, and who may frame them."""

import os

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.serving.request_guard import further_names

# Gradio 6.31 has scripts in its page, and compiles templates of components.
OWN_CONTENT = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
HUB_FRAMES = "https://huggingface.co https://*.hf.space"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}


def content_policy() -> str:
    """Write the policy: pages load nothing from elsewhere, and only the Hub frames a Space."""
    is_space = bool(os.environ.get("SPACE_ID"))
    framing = ["'self'", *filter(None, further_names()), *([HUB_FRAMES] if is_space else [])]
    rules = ["base-uri 'self'", "object-src 'none'", "form-action 'self'",
             f"frame-ancestors {' '.join(framing)}"]
    # On a Space, Gradio's page asks the Hub about the Space and shows its owner's picture.
    return "; ".join(rules if is_space else [OWN_CONTENT, *rules])


class SecurityHeaders:
    """Send the headers with every answer; one that an answer has already stays as it is."""

    def __init__(self, app: ASGIApp) -> None:
        """Add headers to what `app` answers."""
        self.app = app
        self.headers = {**ALWAYS, "Content-Security-Policy": content_policy()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
