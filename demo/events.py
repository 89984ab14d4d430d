"""Settings with which the pages register their listeners, and the data of an event."""

from typing import Any

import gradio as gr

from demo.uploads import clamp_int

# Of what decodes pictures or runs networks: demo/limits/budget.py has them wait for each other, and
# the drawing that is being made only for other drawings. Gradio's queue lets a few on at a time.
NETWORKS, DRAWING = "networks", "drawing"
READING = "reading"     # many pictures, which takes seconds
HEAVY = dict(concurrency_id=NETWORKS, concurrency_limit=4)
# For most listeners: no progress bar, not in the API. The empty list is for speed. With each event
# the page copies the state of every component that shows progress and of all within them; by
# default those are all outputs.
QUIET = dict(show_progress="hidden", show_progress_on=[], api_visibility="private")
# For values that change faster than they are answered: of the waiting calls only the newest runs.
LATEST = QUIET | HEAVY | dict(trigger_mode="always_last")
# For pages that open an uploaded file themselves: of the calls that wait, only the newest runs.
QUIETLY = LATEST | dict(preprocess=False)
# Past the queue, for speed; an error raised here is not shown on the page.
AT_ONCE = QUIETLY | dict(queue=False)
# Every click is answered: waiting for the last would give a second click the first one's data.
EACH = AT_ONCE | dict(trigger_mode="multiple")


def event_data(event: gr.EventData) -> dict[str, Any]:
    """Return the object that a template's script sent with its event; {} if it sent another value.

    Gradio 6.31 documents only single attributes, which fail where the raw API sends no object.
    """
    return event._data if isinstance(event._data, dict) else {}


def clicked_pixel(event: gr.EventData) -> tuple[int, int]:
    """Return x and y of a click on a picture; (0, 0) if no such two numbers were sent."""
    place = event_data(event).get("index")
    x, y = place if isinstance(place, list) and len(place) == 2 else (0, 0)
    return clamp_int(x, 0, 100_000), clamp_int(y, 0, 100_000)
