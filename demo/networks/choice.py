"""Which network answers, where it comes from, and a visitor's own from the Hub."""

import html
from collections.abc import Callable
from typing import Any

import gradio as gr
from huggingface_hub import HfApi

from demo.events import QUIET
from demo.i18n import NAME, say, t, user_error
from demo.networks import registry, trained
from hub.remote import address, pull
from hub.remote.errors import PullFailed
from hub.remote.source import Source


def network_for(
    value: Any, ours: tuple[str, ...], stem: str | None, request: gr.Request | None = None
) -> Source:
    """The network of a choice: one of ours by name, or a visitor's own: `owner/name@commit`, or
    one that was trained here. It can stand for `stem`, or is of any kind if that is None.

    Raises gr.Error, in words for the visitor; the raw API accepts anything as a choice.
    """
    if value in ours:
        return registry.current(value)
    if trained.is_trained(value):
        return trained.trained_network(value, registry.current(stem).net if stem else None, request)
    try:
        if address.parse_address(str(value)).pinned:
            return registry.visitor_network(value, stem)
    except PullFailed as failed:
        if failed.kind != "address":
            raise pull_error(str(value), failed, request) from None
    raise user_error("unknown_choice", request, choices=", ".join(ours))


def pull_error(asked: str, failed: PullFailed, request: gr.Request | None) -> gr.Error:
    """Why a repository is of no use, to be raised. What a stranger wrote is shown as text only."""
    words = say(f"pull_{failed.kind}", request)
    why = f"{asked[:100]}: {words} ({failed.detail[:300]})"
    return gr.Error(html.escape(why), print_exception=False, title=NAME)


def status_lines(source: Source) -> tuple[str, str]:
    """Where an answer comes from, and why from nowhere better: two lines of Markdown.

    Each with one translated part, because the page translates no more of a text than that.
    """
    measured = f" · {source.accuracy:.1%}" if source.accuracy else ""
    origin = f"`{source.name}` (" + t(f"from_{source.origin}") + f"){measured}"
    if registry.is_downloading(source):
        return origin, t("asking") + f" `{source.wanted}` …"
    if not source.trouble:
        return origin, ""
    # As code, so that what a stranger's repository says makes no link and no picture here.
    detail = " ".join(source.trouble.detail[:300].replace("`", "'").split())
    return origin, f"⚠ `{source.wanted}`: " + t(f"pull_{source.trouble.kind}") + f" (`{detail}`)"


def show_status(choice: gr.Radio, find: Callable[[str], Source], stem: str) -> list:
    """Shows where the answer comes from; returns the events upon which it may be another.

    `find` gives the source of a choice. While the Hub is asked, the lines look again each second.
    """
    origin, why = status_lines(find(choice.value))
    shown = gr.Markdown(origin, elem_id=f"{stem}-source", elem_classes="small")
    note = gr.Markdown(why, visible=bool(why), elem_id=f"{stem}-note", elem_classes="small")
    # Not always_last: of each event only one listener may be that (tests/test_app.py tells why).
    quietly = QUIET | dict(queue=False, trigger_mode="multiple")

    def look(value: str) -> tuple[str, gr.Markdown]:
        origin, why = status_lines(find(value))
        return origin, gr.Markdown(why, visible=bool(why))

    choice.change(look, choice, [shown, note], **quietly)
    if not address.configured_address(stem):
        return []
    clock = gr.Timer(1)

    def tick(value: str) -> tuple[str, gr.Markdown, gr.Timer]:
        return *look(value), gr.Timer(active=registry.is_downloading(registry.current(stem)))

    clock.tick(tick, choice, [shown, note, clock], **quietly)
    return [shown.change]


def own_repo_box(choice: gr.Radio, stem: str) -> None:
    """A box that takes a repository's name and adds what is there to a page's choice."""
    ours = list(choice.choices)

    def add(text: str, request: gr.Request) -> gr.Radio:
        own = fetch_choice(text, stem, request)
        return gr.Radio([*ours, own], value=own[1])

    repo_box(stem, add, [], choice)


def repo_box(place: str, take: Callable[..., Any], inputs: list, outputs: Any) -> None:
    """The box: `take` is called with what was written in it, and with the inputs."""
    with gr.Accordion(t("own"), open=False):
        gr.Markdown(t("own_info"), elem_classes="small")
        box = gr.Textbox(
            label=t("own_address"), placeholder="owner/name@revision", max_lines=1,
            elem_id=f"{place}-own",
        )
        load = gr.Button(t("own_load"), elem_id=f"{place}-own-load")
    gr.on(
        [load.click, box.submit], take, [box, *inputs], outputs, trigger_mode="once",
        show_progress_on=[load], concurrency_limit=2, api_visibility="private",
    )


def fetch_choice(text: str, stem: str | None, request: gr.Request | None) -> tuple[str, str]:
    """A repository of a visitor's, `owner/name` or `owner/name@revision`, as a choice.

    What a person reads, and `owner/name@commit`. Raises gr.Error.
    """
    try:
        pinned = pull.pin_commit(address.parse_address(text or ""), HfApi(token=False))
        registry.visitor_network(pinned.full(), stem)
    except PullFailed as failed:
        raise pull_error(text or "…", failed, request) from None
    return str(pinned), pinned.full()
