"""Choose the runs that the page shows: bundled, from the Hub, or trained here by the visitor."""

from typing import NamedTuple

import gradio as gr

from demo.i18n import t
from demo.networks import choice as network_choice
from demo.networks import own, picker, registry, trained
from demo.networks.registry import NETWORKS
from hub.remote.source import Source

Choices = list[tuple[str, str]]     # (label, value) pairs of a radio or dropdown
NO_COMPARISON = ("–", "")
DEFAULT_RUN = "mnist"      # the network of Digits, from which most visitors come


class VisitorRuns(NamedTuple):
    """A visitor's own networks, kept as long as the page is open."""

    trained: gr.State       # values of the networks trained here, finished or not
    fetched: gr.State       # choices of repositories from the Hub, each owner/name@commit


def run_source(choice: str, request: gr.Request | None = None) -> Source:
    """Return the network of a choice with its training record.  Raises gr.Error."""
    return network_choice.network_for(choice, NETWORKS, None, request)


def compared_runs(first: str, second: str, request: gr.Request | None = None) -> list[Source]:
    """Return the chosen run, followed by the one to compare it with if another is chosen."""
    compared = [run_source(second, request)] if second and second != first else []
    return [run_source(first, request), *compared]


def trained_choices(mine: list[str], script: str = "") -> Choices:
    """List a visitor's networks that have a saved epoch: all, or those of one training script."""
    found = [
        (choice, trained.trained_network(choice, None))
        for choice in mine if trained.has_checkpoint(choice)
    ]  # fmt: skip
    return [
        (f"{source.name} · {source.accuracy or 0:.1%} · " + t("runs_own"), choice)
        for choice, source in found if script in ("", training_script(source))
    ]  # fmt: skip


def training_script(source: Source) -> str:
    """Return the stem of the script that trained a network."""
    return source.run.facts.get("name", "").removesuffix(f"_{source.run.flags.get('recipe')}")


def run_choices(mine: list[str], fetched: Choices) -> Choices:
    """List all runs that a visitor may look at, those trained on this machine among them."""
    ours = [*registry.labelled_choices(*NETWORKS), *own.run_choices()]
    return [*ours, *fetched, *trained_choices(mine)]


def choice_controls() -> tuple[gr.Dropdown, gr.Dropdown, VisitorRuns]:
    """Build the two dropdowns; the visitor has no runs of their own yet."""
    visitor = VisitorRuns(gr.State([], delete_callback=trained.delete_trained), gr.State([]))
    choices = run_choices([], [])
    with gr.Row():
        first = gr.Dropdown(choices, value=DEFAULT_RUN, label=t("runs_first"),
                            elem_id="runs-first", min_width=140)
        second = gr.Dropdown([NO_COMPARISON, *choices], value="", label=t("runs_second"),
                             elem_id="runs-second", min_width=140)
    return first, second, visitor


def own_repository_box(first: gr.Dropdown, second: gr.Dropdown, visitor: VisitorRuns) -> None:
    """Build the box that adds a repository of the Hub to both dropdowns."""

    def add(address: str, mine: list[str], fetched: Choices, request: gr.Request) -> dict:
        fetched = add_repository(address, fetched, request)
        choices = run_choices(mine, fetched)
        return {
            first: gr.Dropdown(choices, value=fetched[-1][1]),
            second: gr.Dropdown([NO_COMPARISON, *choices]),
            visitor.fetched: fetched,
        }

    picker.repo_box("runs", add, [*visitor], [first, second, visitor.fetched])


def add_repository(address: str, fetched: Choices, request: gr.Request | None) -> Choices:
    """Fetch a repository and return the visitor's repositories, the new one last.

    Raises gr.Error.
    """
    new = network_choice.fetch_choice(address, None, request)
    return [*(known for known in fetched if known != new), new]
