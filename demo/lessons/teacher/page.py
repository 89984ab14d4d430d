"""The teacher's page: links and QR codes for a class, exercises to print, keys, and a reset.

It is a page of its own and no lesson: it isn't counted, and pupils on their path don't meet it.
"""

from collections.abc import Sequence

from demo.i18n import both
from demo.lessons.lesson import lesson_panel
from demo.lessons.teacher.qr_code import draw_qr_code

PAGES = ("digits", "maps", "fashion", "runs")


def list_places(lessons: Sequence[str]) -> list[dict[str, str]]:
    """List all places that a link may open: the `query` that does, and names in both languages."""
    return [
        *({"query": f"lesson={name}", **both(f"lesson_{name}")} for name in lessons),
        *({"query": f"show={name}", **both(name)} for name in PAGES),
    ]  # fmt: skip


def build(lessons: Sequence[str]) -> None:
    """Build the page; `lessons` are their names, in order."""
    lesson_panel("teacher", constants={"places": list_places(lessons)},
                 server_functions=[draw_qr_code])  # fmt: skip
