"""Resolve a choice of network to its Source, or say what is wrong with it."""

from contextlib import suppress
from typing import Any

import gradio as gr
from huggingface_hub import HfApi

from demo.i18n import both, user_error
from demo.networks import own, registry, trained
from demo.networks.registry import NETWORKS
from hub.remote import address, pull, source
from hub.remote.errors import PullFailed
from hub.remote.source import Source
from hub.validation import InvalidCheckpoint


def network_for(
    value: Any, ours: tuple[str, ...], stem: str | None, request: gr.Request | None = None
) -> Source:
    """Return the network of a choice.  Raises gr.Error; the raw API accepts anything as a choice.

    A choice is a name among `ours`, such a name or `stem` after `bundled:`, a run of this machine,
    a visitor's repository as `owner/name@commit`, or a network that the visitor trained here. The
    last three must take the same input as checkpoint `stem`, unless that is None.
    """
    if value in ours or value in [own.BUNDLED + name for name in {*ours, stem} & {*NETWORKS}]:
        return registry.current(value)
    if trained.is_trained(value):
        return trained.trained_network(value, registry.current(stem).net if stem else None, request)
    try:
        if run := own.chosen_run(value):
            return source.require_same_input(run, registry.current(stem).net) if stem else run
        if isinstance(value, str) and address.parse_address(value).pinned:
            return registry.visitor_network(value, stem)
    except PullFailed as failed:
        if failed.kind != "address":
            raise pull_error(str(value), failed, request) from None
    except InvalidCheckpoint as error:
        raise pull_error(str(value), PullFailed("unfit", str(error)), request) from None
    raise user_error("unknown_choice", request, choices=", ".join(ours))


def fetch_choice(text: str, stem: str | None, request: gr.Request | None) -> tuple[str, str]:
    """Fetch a visitor's repository, `owner/name` or `owner/name@revision`.  Raises gr.Error.

    Returns its label and its choice, `owner/name@commit`.
    """
    try:
        pinned = pull.pin_commit(address.parse_address(text or ""), HfApi(token=False))
        registry.visitor_network(pinned.full(), stem, fetch=True)
    except PullFailed as failed:
        raise pull_error(text or "…", failed, request) from None
    return str(pinned), pinned.full()


def fetch_linked(value: Any, stem: str) -> None:
    """Fetch the repository that a link names as `owner/name@commit`, if it does and if it can."""
    with suppress(PullFailed):
        if isinstance(value, str) and address.parse_address(value).pinned:
            registry.visitor_network(value, stem, fetch=True)


def pull_error(asked: str, failed: PullFailed, request: gr.Request | None) -> gr.Error:
    """Build the error that says why a repository cannot be used."""
    parts = {"asked": asked[:100], "detail": failed.detail[:300]}
    return user_error("pull_error", request, why=both(f"pull_{failed.kind}"), **parts)
