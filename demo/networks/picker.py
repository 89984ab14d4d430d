"""Let a visitor pick a network: a radio, lines on its source, and a box for a repository."""

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.components import Component

from demo.events import QUIET
from demo.i18n import t
from demo.networks import choice, registry
from hub.remote import address
from hub.remote.source import Source

# The beginnings of keys that are marked for translation only when a handler runs.
LATER_WORDS = ("asking", "from_", "pull_", "runs_own", "step_")
# Past the queue, and not always_last: each event may have one such listener only
# (tests/test_demo/test_app.py).
UNQUEUED = QUIET | dict(queue=False, trigger_mode="multiple")


def network_radio(names: tuple[str, ...], elem_id: str) -> gr.Radio:
    """Build the choice between networks, each with its accuracy."""
    choices = registry.labelled_choices(*names)
    return gr.Radio(choices, value=names[0], label=t("network"), elem_id=elem_id)


def status_lines(source: Source) -> tuple[str, str]:
    """Return two lines of Markdown: the source of a network; why a better one was unavailable.

    Each has one translated part only, because the page translates no more of a text than that.
    """
    measured = f" · {source.accuracy:.1%}" if source.accuracy else ""
    origin = f"`{source.name}` (" + t(f"from_{source.origin}") + f"){measured}"
    if registry.is_downloading(source):
        return origin, t("asking") + f" `{source.wanted}` …"
    if not source.trouble:
        return origin, ""
    # As code, so that a stranger's repository cannot put a link or a picture here.
    detail = " ".join(source.trouble.detail[:300].replace("`", "'").split())
    return origin, f"⚠ `{source.wanted}`: " + t(f"pull_{source.trouble.kind}") + f" (`{detail}`)"


def show_status(radio: gr.Radio, source_of: Callable[[str], Source], stem: str) -> list:
    """Show the source of the chosen network; return the events after which it may be another one.

    `source_of` returns the source of a choice. During a download the lines are updated each second.
    """
    origin, why = status_lines(source_of(radio.value))
    line = gr.Markdown(origin, elem_id=f"{stem}-source", elem_classes="small")
    note = gr.Markdown(why, visible=bool(why), elem_id=f"{stem}-note", elem_classes="small")

    def update(value: str) -> dict[Component, Any]:
        origin, why = status_lines(source_of(value))
        return {line: origin, note: gr.Markdown(why, visible=bool(why))}

    radio.change(update, radio, [line, note], **UNQUEUED)
    if not address.configured_address(stem):
        return []
    clock = gr.Timer(1)

    def tick(value: str) -> dict[Component, Any]:
        downloading = registry.is_downloading(registry.current(stem))
        return update(value) | {clock: gr.Timer(active=downloading)}

    clock.tick(tick, radio, [line, note, clock], **UNQUEUED)
    return [line.change]


def own_repo_box(radio: gr.Radio, stem: str) -> None:
    """Build a box that adds a visitor's repository to the choices of a page."""
    ours = list(radio.choices)

    def add_choice(text: str, request: gr.Request) -> gr.Radio:
        own = choice.fetch_choice(text, stem, request)
        return gr.Radio([*ours, own], value=own[1])

    repo_box(stem, add_choice, [], radio)


def repo_box(place: str, fetch: Callable[..., Any], inputs: list, outputs: Any) -> None:
    """Build a box for a repository's name; `fetch` gets the text in it, then the inputs."""
    with gr.Accordion(t("own"), open=False):
        gr.Markdown(t("own_info"), elem_classes="small")
        box = gr.Textbox(
            label=t("own_address"), placeholder="owner/name@revision", max_lines=1,
            elem_id=f"{place}-own",
        )
        button = gr.Button(t("own_load"), elem_id=f"{place}-own-load")
    gr.on(
        [button.click, box.submit], fetch, [box, *inputs], outputs, trigger_mode="once",
        show_progress_on=[button], concurrency_limit=2, concurrency_id="downloads",
        api_visibility="private",
    )
