"""One budget for all that decodes pictures or runs networks: so many calls at once, others wait.

Gradio limits each listener for itself, and those past its queue by 40 threads in all. Here a call
waits before it takes a thread. The drawing that is being made has places of its own.
"""

import asyncio
import ctypes
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import wraps
from typing import Any

import gradio as gr

from demo.events import DRAWING, NETWORKS, READING

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
PLACES = {NETWORKS: max(1, CORES - 1), READING: 1, DRAWING: 2}      # by concurrency_id
REST_SECONDS = 1        # without work, after which freed memory goes back to the system


class Budget:
    """Places for calls of one kind; those that find none wait in the order in which they came."""

    def __init__(self, places: int) -> None:
        """Offer so many places."""
        self.places, self.working = asyncio.Semaphore(places), 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place, and hold it."""
        self.working += 1
        try:
            async with self.places:
                yield
        finally:
            self.working -= 1
            if not self.working:
                asyncio.get_running_loop().call_later(REST_SECONDS, self.rest)

    def rest(self) -> None:
        """Give freed memory back, unless there is work again: the C library keeps it otherwise."""
        if not self.working:
            asyncio.get_running_loop().run_in_executor(None, trim_memory)


BUDGETS = {kind: Budget(places) for kind, places in PLACES.items()}


def trim_memory() -> None:
    """Have the C library return freed memory; only that of Linux can."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return


def bound_work(app: gr.Blocks) -> None:
    """Have the listeners of an app with a concurrency_id in PLACES wait for a place.

    Gradio 6.31 answers each call by `process_api`, queued or not; it is not documented.
    """
    process = app.process_api

    async def process_in_turn(block_fn: Any, *args: Any, **named: Any) -> dict[str, Any]:
        budget = BUDGETS.get(block_fn.concurrency_id)
        if budget is None:
            return await process(block_fn, *args, **named)
        async with budget.place():
            return await process(block_fn, *args, **named)

    app.process_api = process_in_turn


def call_in_turn(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function for a gr.HTML's scripts that waits for a place, then runs in a thread."""
    @wraps(function)
    async def call(sent: Any) -> Any:
        async with BUDGETS[NETWORKS].place():
            return await asyncio.to_thread(function, sent)

    return call
