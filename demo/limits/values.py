"""Answer values that no page sends by one sentence: through the raw API anybody sends anything.

Gradio 6.31 answers a wrong choice by repeating it, megabytes of it, and writes it to the log with
a traceback. It reads values in `preprocess_data`, and calls that and a listener's function in
`process_api`; neither is documented, nor is the check of files in an event's data.
"""

from contextvars import ContextVar
from typing import Any

import gradio as gr
from gradio.processing_utils import check_all_files_in_cache

from demo.i18n import user_error

REQUEST: ContextVar[gr.Request | None] = ContextVar("request", default=None)     # being answered


def explain_odd_values(app: gr.Blocks) -> None:
    """Have an app answer in one sentence what its components cannot read."""
    process, read = app.process_api, app.preprocess_data

    async def process_request(
        block_fn: Any, *args: Any, request: Any = None, event_data: Any = None, **named: Any
    ) -> dict[str, Any]:
        REQUEST.set(request if isinstance(request, gr.Request) else None)
        check_event_data(event_data)
        try:
            return await process(
                block_fn, *args, request=request, event_data=event_data, **named)
        except Exception as error:
            if isinstance(error, gr.Error) or not is_of_gradio(block_fn):
                raise
            raise user_error("odd_value", REQUEST.get()) from None

    async def read_values(*args: Any, **named: Any) -> list[Any]:
        try:
            return await read(*args, **named)
        except Exception:
            raise user_error("odd_value", REQUEST.get()) from None

    app.process_api, app.preprocess_data = process_request, read_values


def check_event_data(event_data: gr.EventData | None) -> None:
    """Raise gr.Error if an event's data name a file that is not for visitors."""
    try:
        check_all_files_in_cache(getattr(event_data, "_data", None))
    except Exception:
        raise user_error("odd_value", REQUEST.get()) from None


def is_of_gradio(block_fn: Any) -> bool:
    """Tell whether a listener is one of Gradio's own, such as that of its examples."""
    module = getattr(getattr(block_fn, "fn", None), "__module__", None) or ""
    return module.split(".")[0] == "gradio"
