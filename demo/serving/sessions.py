"""Keep little for each visitor, and free it when they are gone.

Gradio 6.31 keeps a copy of the page's components for its deep links, which this app does not use,
and puts into it every value that is sent and shown: about 0.6 MB for a new visitor, and some more
for each who looks at feature maps. It forgets no visitor until there are too many, and then leaves
behind what they held. None of these classes is documented.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import gradio as gr
from gradio import route_utils, routes, state_holder

WholeSession, WholeHolder = state_holder.SessionState, state_holder.StateHolder


class LeanSession(WholeSession):
    """A visitor's session in Gradio, without copies of the components and their values."""

    def __init__(self, blocks: gr.Blocks) -> None:
        """Begin a session; Gradio copies those components that stand in `blocks.blocks`."""
        super().__init__(SimpleNamespace(default_config=blocks.default_config, blocks={}))

    def __setitem__(self, key: int, value: Any) -> None:
        """Keep a state's value, or a component as it is now for this visitor."""
        if isinstance(self.blocks_config.blocks.get(key), gr.State):
            super().__setitem__(key, value)
            self.config_values.clear()
        else:
            self.blocks_config.blocks[key] = value

    def _update_config(self, key: int) -> None:
        """Keep no copy of a component."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Keep no value of a component."""


class SessionHolder(WholeHolder):
    """All sessions, each until its visitor has been away for an hour or there are too many."""

    def update(self, session_id: str) -> None:
        """Make a session the newest; forget the oldest while there are too many."""
        with self.lock:
            if session_id in self.session_data:
                self.session_data.move_to_end(session_id)
            surplus = len(self.session_data) - self.capacity
            oldest = [*self.session_data][:surplus] if surplus > 0 else []
        for session in oldest:
            self.forget(session)

    def delete_all_expired_state(self) -> None:
        """Forget visitors who left and did not come back; Gradio calls this every second."""
        super().delete_all_expired_state()
        for name, session in [*self.session_data.items()]:
            used = self.time_last_used.get(name, datetime.min)
            kept = timedelta(seconds=session.STATE_TTL_WHEN_CLOSED)
            if session.is_closed and datetime.now() - used > kept:
                self.forget(name)

    def forget(self, name: str) -> None:
        """End a session and delete what it held, trained networks for example.

        Gradio 6.31 keeps the lists of a visitor's events in its queue for ever.
        """
        self.delete_state(name)
        queue = self.blocks._queue
        for events in (queue.pending_messages_per_session, queue.pending_event_ids_session):
            events.pop(name, None)
        self.session_data.pop(name, None)
        self.time_last_used.pop(name, None)


def keep_little() -> None:
    """Have apps that are launched from now on keep no copies, and forget visitors who left."""
    state_holder.SessionState = route_utils.SessionState = LeanSession
    routes.StateHolder = SessionHolder
