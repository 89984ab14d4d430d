"""Show a run from inside: the network at work on one test picture, after each kept epoch."""

import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

import gradio as gr
from torch import Tensor, nn

from demo.events import EACH, event_data
from demo.limits.budget import call_in_turn
from demo.network_view import view
from demo.network_view.questions import build_questions
from demo.networks import registry, trained
from demo.training_runs.choice import run_source
from demo.uploads import clamp_int
from hub import checkpoint, kernel_history
from hub.activations import FEATURES, Activations, record_activations
from hub.remote.source import Source
from hub.run_record import RunRecord


def fixed_picture(run: RunRecord | None) -> Tensor | None:
    """Return the first stored test picture that a run gets right, (1, C, H, W); None if none is."""
    found = run and run.answers
    if not found:
        return None
    kept = found.kept.long()
    right = (found.labels[kept] == found.answers[kept]).nonzero().flatten().tolist()
    return found.pictures[right[:1]].float() / 255 if right else None


@lru_cache(maxsize=2)
def networks_by_epoch(folder: Path, changed: int) -> list[nn.Module]:
    """Return a folder's network with the convolutions of each epoch, the first untrained.

    Empty if no epochs are kept; `changed` is the file's time stamp.
    """
    found = []
    for weights in kernel_history.load_epochs(folder):
        net = copy.deepcopy(checkpoint.load(folder)).eval()
        net.load_state_dict(weights, strict=False)
        found.append(net)
    return found


def kept_networks(source: Source) -> list[nn.Module]:
    """Return the networks of a run's epochs that its folder keeps; [] without a folder."""
    bundled = checkpoint.BUNDLED / source.name if source.origin == "bundled" else None
    folder = source.folder or bundled
    file = folder and folder / kernel_history.FILE
    return networks_by_epoch(folder, file.stat().st_mtime_ns) if file and file.is_file() else []


def without_scores(activations: Activations) -> Activations:
    """Leave out what fully connected layers compute: those of earlier epochs are not kept."""
    columns = [column for column in activations.columns if column.step != FEATURES]
    return activations._replace(
        columns=columns, scores=activations.scores[:0], terms=activations.terms[:0])


def run_value(source: Source, choice: str, epoch: int | None = None) -> str | None:
    """Show a run's network after one of its kept epochs, or as it is now; None without pictures."""
    picture = fixed_picture(source.run)
    if picture is None:
        return None
    nets = kept_networks(source)
    last = max(0, len(nets) - 1)
    at = last if epoch is None else min(epoch, last)
    activations = record_activations(nets[at] if at < last else source.net, picture)
    kept = {"run": choice, "at": at, "first": 0, "last": last} if nets else None
    if at < last:
        return view.network_value(without_scores(activations), [], epoch=kept)
    return view.network_value(activations, source.net.classes, choice, epoch=kept)


def live_value(choice: str, script: str, epoch: int) -> str | None:
    """Show a network under training after an epoch, on the picture of the one that `script` made.

    It has gone on when a question comes, so none can be asked.
    """
    picture = fixed_picture(registry.current(script).run)
    if picture is None:
        return None
    net = trained.trained_network(choice, None).net
    kept = {"run": choice, "at": epoch, "first": 1, "last": epoch}
    return view.network_value(record_activations(net, picture), net.classes, epoch=kept)


def show_inside(runs: list[Source]) -> dict[str, Any]:
    """Have the picture ask for the first run's value, at once or when it comes into sight."""
    return {"notes": [], "network": view.outdated_value(runs[0].name)}


def build_inside(first: gr.Dropdown) -> gr.HTML:
    """Build the picture of the chosen run, with a slider over its epochs."""
    ask = [call_in_turn(question) for question in build_questions(run_source)]
    network = view.network_view("runs-inside-network", None, "runs", ask)

    def show_epoch(choice: str, event: gr.EventData, request: gr.Request) -> Any:
        epoch = event_data(event).get("epoch")
        epoch = None if epoch is None else clamp_int(epoch, 0, 10_000)
        return run_value(run_source(choice, request), choice, epoch)

    gr.on([network.input, network.select], show_epoch, first, network, **EACH)
    return network
