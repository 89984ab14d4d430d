"""Which runs the Training page looks at: ours, one from the Hub, a visitor's trained here."""

from typing import NamedTuple

import gradio as gr

from demo.i18n import bilingual, t
from demo.networks import choice as sources
from demo.networks import registry, trained
from demo.networks.registry import NETWORKS
from hub.remote.source import Source

Choices = list[tuple[str, str]]     # what a person reads, and the name
NOBODY = ("–", "")                  # to compare with


class Own(NamedTuple):
    """What is a visitor's own, as long as the page is open."""

    trained: gr.State       # the choices begun here, finished or not
    fetched: gr.State       # (what a person reads, owner/name@commit) of each repository


def find(choice: str, request: gr.Request | None = None) -> Source:
    """The network of a choice, of any kind.  Raises gr.Error."""
    return sources.network_for(choice, NETWORKS, None, request)


def chosen(first: str, second: str, request: gr.Request | None = None) -> list[Source]:
    """The run that is looked at and, if there is one, that beside it."""
    beside = [find(second, request)] if second and second != first else []
    return [find(first, request), *beside]


def trained_here(mine: list[str], script: str = "") -> Choices:
    """A visitor's networks, to be chosen from: all of them, or those of one script."""
    made = [(choice, trained.trained_network(choice, None)) for choice in mine if trained.has_checkpoint(choice)]
    return [
        (f"{source.name} · {source.accuracy or 0:.1%} · {bilingual('yours')}", choice)
        for choice, source in made if script in ("", script_of(source))
    ]  # fmt: skip


def script_of(source: Source) -> str:
    """Which script has trained it."""
    return source.run.facts.get("name", "").removesuffix(f"_{source.run.flags.get('recipe')}")


def listed(mine: list[str], fetched: Choices) -> Choices:
    """All that this visitor may look at."""
    return [*registry.labelled_choices(*NETWORKS), *fetched, *trained_here(mine)]


def controls() -> tuple[gr.Dropdown, gr.Dropdown, Own]:
    """The run, that beside it, and a box for one from the Hub."""
    own = Own(gr.State([], delete_callback=trained.delete_trained), gr.State([]))
    runs = listed([], [])
    with gr.Row():
        first = gr.Dropdown(runs, value=NETWORKS[3], label=t("runs_first"),
                            elem_id="runs-first", min_width=240)
        second = gr.Dropdown([NOBODY, *runs], value="", label=t("runs_second"),
                             elem_id="runs-second", min_width=240)
    sources.repo_box("runs", add, [*own], [first, second, own.fetched])
    return first, second, own


def add(text: str, mine: list[str], fetched: Choices, request: gr.Request) -> tuple:
    """A repository becomes the run that is looked at; it can be compared with as well."""
    new = sources.fetch_choice(text, None, request)
    fetched = [*(known for known in fetched if known != new), new]
    runs = listed(mine, fetched)
    return gr.Dropdown(runs, value=new[1]), gr.Dropdown([NOBODY, *runs]), fetched

