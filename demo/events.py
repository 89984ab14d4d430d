"""Settings with which the pages register their listeners, and the data of an event."""

from typing import Any

import gradio as gr

# For most listeners: no progress bar, not in the API. The empty list is for speed. With each event
# the page copies the state of every component that shows progress and of all within them; by
# default those are all outputs.
QUIET = dict(show_progress="hidden", show_progress_on=[], api_visibility="private")
# For values that change faster than they are answered: of the waiting calls only the newest runs.
LATEST = QUIET | dict(trigger_mode="always_last", concurrency_limit=4)


def event_data(event: gr.EventData) -> dict[str, Any]:
    """Return the object that a template's script sent with its event; {} if it sent another value.

    Gradio 6.31 documents only single attributes, which fail where the raw API sends no object.
    """
    return event._data if isinstance(event._data, dict) else {}
