"""Keep no copy of the page's components for each visitor.

Gradio 6.31 keeps one for its deep links, which this app does not use, and puts into it every value
that is sent and shown: 35 ms and 0.6 MB for a new visitor, and some megabytes of feature maps for
each who looks at those. Neither the class nor its methods are documented.
"""

from types import SimpleNamespace
from typing import Any

import gradio as gr
from gradio import state_holder

WholeSession = state_holder.SessionState


class LeanSession(WholeSession):
    """What Gradio keeps for a visitor, without copies of the components and their values."""

    def __init__(self, blocks: gr.Blocks) -> None:
        """Begin a session; Gradio copies those components that stand in `blocks.blocks`."""
        super().__init__(SimpleNamespace(default_config=blocks.default_config, blocks={}))

    def __setitem__(self, key: int, value: Any) -> None:
        super().__setitem__(key, value)
        self.config_values.clear()

    def _update_config(self, key: int) -> None:
        """Keep no copy of a component."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Keep no value of a component."""


def keep_no_copies() -> None:
    """Have sessions that begin from now on keep none."""
    state_holder.SessionState = LeanSession
