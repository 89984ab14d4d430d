"""Values for the components of the inspector: each function returns those that belong together.

`tab` is the Inspector.
"""

from typing import Any

import gradio as gr

from demo.events import event_data
from demo.feature_maps import inspector_figures as figures
from demo.feature_maps.activations import Activations
from demo.feature_maps.inspector_figures import MOST_CELLS
from demo.feature_maps.layer_strip import step_choices
from demo.feature_maps.other_side import Updates
from demo.uploads import clamp_int
from hub import layers


def number_outputs(
    tab: Any, activations: Activations, clicked: Activations, event: gr.EventData
) -> Updates:
    """Return values for its `number`, at the tile of the map that was `clicked`."""
    index = clamp_int(event_data(event).get("index"), 0, MOST_CELLS**2)
    row, column = figures.cell_of_tile(index, clicked)
    activations = activations.at(row=row, column=column)
    return {
        tab.row: row,
        tab.column: column,
        tab.field: figures.field_value(activations),
        tab.trace: figures.trace_html(activations),
    } | tab.other.number_outputs(activations)


def all_outputs(tab: Any, activations: Activations) -> Updates:
    """Return values for all its `outputs`; a network has its own steps to choose from."""
    _, channels, *size = activations.maps["pixels"].shape
    choices = step_choices(layers.list_steps(activations.source.net), channels, tuple(size))
    step = gr.Radio(choices, value=activations.selection.step)
    empty = dict.fromkeys(tab.other)
    return {tab.step: step} | empty | map_outputs(tab, activations) | detail_outputs(
        tab, activations)


def map_outputs(tab: Any, activations: Activations) -> Updates:
    """Return values for its `maps`."""
    left = {tab.mosaic: figures.layer_value(activations)}
    return left | tab.other.map_outputs(activations)


def detail_outputs(tab: Any, activations: Activations) -> Updates:
    """Return values for its `details`."""
    selection = activations.selection
    return {
        tab.map: selection.map,
        tab.row: selection.row,
        tab.column: selection.column,
        tab.enlarged: figures.enlarged_value(activations),
    } | beside_outputs(tab, activations)


def beside_outputs(tab: Any, activations: Activations) -> Updates:
    """Return values for its `beside_map`."""
    return {
        tab.field: figures.field_value(activations),
        tab.facts: figures.facts_html(activations),
        tab.trace: figures.trace_html(activations),
        tab.kernel: figures.map_kernel_html(activations),
    } | tab.other.detail_outputs(activations)
