"""Put title, description, icon, preview and what is there at once into the page that Gradio sends.

Gradio 6.31 renders frontend/index.html, whose own preview says "Gradio" and "{url}".
"""

import html
import re
from pathlib import Path
from urllib.parse import quote

from gradio import routes
from jinja2 import ChoiceLoader, DictLoader
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from demo.i18n import TITLE, both

HERE = Path(__file__).parent
INDEX = "frontend/index.html"
PREVIEW = re.compile(r'\s*<meta\s+(?:property="og|name="twitter):[^>]*?/>')
DATA = re.compile(r'\s*<script>window\.gradio_config.*(?=<link rel="manifest")', re.DOTALL)
PICTURE = HERE.parent / "screenshot.png"


def preview_route() -> Route:
    """Return the address of the picture that a shared link shows."""

    async def send_picture(request: Request) -> FileResponse:
        return FileResponse(PICTURE)

    return Route("/preview.png", send_picture)


def own_tags() -> str:
    """Write the tags; Jinja fills in the app's address."""
    description = html.escape(" ".join(both("header_description").values()))
    icon = "data:image/svg+xml," + quote((HERE / "icon.svg").read_text(encoding="utf-8"))
    root = "{{ config.get('root', '') }}"
    properties = {
        "og:title": TITLE, "og:type": "website", "og:url": f"{root}/",
        "og:description": description, "og:image": f"{root}/preview.png",
    }  # fmt: skip
    return "\n".join([
        f"<title>{TITLE}</title>",
        f'<meta name="description" content="{description}" />',
        *(f'<meta property="{name}" content="{text}" />' for name, text in properties.items()),
        '<meta name="twitter:card" content="summary_large_image" />',
        f'<link rel="icon" type="image/svg+xml" href="{icon}" />',
        f"<script>{(HERE / 'early.js').read_text(encoding='utf-8')}</script>",
    ])


def rewrite_page(early: str) -> None:
    """Make Gradio's page carry our tags instead of its own preview, and `early` first in its body.

    Its 600 kB of configuration follow `early`, which is painted before they have arrived; its
    scripts start when the whole page has.
    """
    page = (Path(routes.STATIC_TEMPLATE_LIB) / INDEX).read_text(encoding="utf-8")
    page, count = PREVIEW.subn("", page)
    assert count, "Gradio's index.html has no preview of its own"
    data = DATA.search(page)
    assert data, "Gradio's index.html has no configuration in its head"
    page = page.replace(data[0], "").replace("<style>", own_tags() + "\n<style>", 1)
    page = page.replace("<gradio-app", f"{early}{data[0]}\n<gradio-app", 1)
    environment = routes.templates.env
    environment.loader = ChoiceLoader([DictLoader({INDEX: page}), environment.loader])
