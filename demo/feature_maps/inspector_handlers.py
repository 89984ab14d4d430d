"""Handlers of the tab "Every layer": each returns the components that it updates."""

from typing import Any, NamedTuple

import gradio as gr

from demo.events import event_data
from demo.feature_maps import inspector_figures as figures
from demo.feature_maps.activations import Activations, activations_of_upload
from demo.feature_maps.inspector_figures import MOST_CELLS
from demo.feature_maps.layer_strip import step_choices
from demo.uploads import clamp_int
from hub import layers

Updates = dict[Any, Any]        # component → its new value; gr.skip() updates none


class Inspector(NamedTuple):
    """Components of the tab that change, and the handlers that change them.

    Every handler gets the upload, and the values of all controls as keywords. Each updates as few
    components as it can: the fewer, the sooner the page shows them.
    """

    network: gr.Dropdown
    step: gr.Radio
    mosaic: gr.HTML         # all maps of the step
    map: gr.Number          # the chosen map, and row and column of the chosen number
    row: gr.Number
    column: gr.Number
    enlarged: gr.HTML       # the chosen map
    field: gr.HTML          # the picture, with the chosen number's receptive field
    facts: gr.HTML          # about the chosen map
    trace: gr.HTML          # the computation of the chosen number
    kernel: gr.HTML         # of the chosen map

    @property
    def place(self) -> tuple:
        """The controls that choose a map and a number."""
        return self.map, self.row, self.column

    @property
    def beside_map(self) -> tuple:
        """The components beside and below the enlarged map."""
        return self.field, self.facts, self.trace, self.kernel

    @property
    def details(self) -> tuple:
        """The components that show the chosen map and number."""
        return *self.place, self.enlarged, *self.beside_map

    @property
    def outputs(self) -> tuple:
        """The components that another picture or network updates."""
        return self.step, self.mosaic, *self.details

    def draw(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show another picture or network."""
        activations = activations_of_upload(image, request, settings)
        return gr.skip() if activations is None else self.all_outputs(activations)

    def show_step(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the maps of another layer; `show_details` follows."""
        activations = activations_of_upload(image, request, settings)
        if activations is None:
            return gr.skip()
        return {self.mosaic: figures.layer_value(activations)}

    def show_details(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the chosen map and number."""
        activations = activations_of_upload(image, request, settings)
        return gr.skip() if activations is None else self.detail_outputs(activations)

    def show_typed(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the map and number that are being typed; the typed digits stay untouched."""
        activations = activations_of_upload(image, request, settings)
        if activations is None:
            return gr.skip()
        enlarged = {self.enlarged: figures.enlarged_value(activations)}
        return enlarged | self.beside_outputs(activations)

    def show_beside_map(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show what belongs to an enlarged map that is on the page already."""
        activations = activations_of_upload(image, request, settings)
        return gr.skip() if activations is None else self.beside_outputs(activations)

    def recolour(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the same maps in other colours or another order."""
        activations = activations_of_upload(image, request, settings)
        if activations is None:
            return gr.skip()
        return {
            self.mosaic: figures.layer_value(activations),
            self.enlarged: figures.enlarged_value(activations),
        }

    def choose_map(
        self, image: Any, request: gr.Request, event: gr.EventData, **settings: Any
    ) -> Updates:
        """Enlarge the map clicked on the mosaic; `show_beside_map` follows."""
        settings["map"] = event_data(event).get("value")
        activations = activations_of_upload(image, request, settings)
        if activations is None:
            return gr.skip()
        return {
            self.map: activations.selection.map,
            self.enlarged: figures.enlarged_value(activations),
        }

    def choose_cell(
        self, image: Any, request: gr.Request, event: gr.EventData, **settings: Any
    ) -> Updates:
        """Show the number clicked on the enlarged map."""
        activations = activations_of_upload(image, request, settings)
        if activations is None:
            return gr.skip()
        index = clamp_int(event_data(event).get("index"), 0, MOST_CELLS**2)
        row, column = figures.cell_of_tile(index, activations)
        activations = activations.at(row=row, column=column)
        return {
            self.row: row,
            self.column: column,
            self.field: figures.field_value(activations),
            self.trace: figures.trace_html(activations),
        }

    def all_outputs(self, activations: Activations) -> Updates:
        """Return values for all `outputs`; a network has its own steps to choose from."""
        _, channels, *size = activations.maps["pixels"].shape
        choices = step_choices(layers.list_steps(activations.source.net), channels, tuple(size))
        return {
            self.step: gr.Radio(choices, value=activations.selection.step),
            self.mosaic: figures.layer_value(activations),
        } | self.detail_outputs(activations)

    def detail_outputs(self, activations: Activations) -> Updates:
        """Return values for `details`."""
        selection = activations.selection
        return {
            self.map: selection.map,
            self.row: selection.row,
            self.column: selection.column,
            self.enlarged: figures.enlarged_value(activations),
        } | self.beside_outputs(activations)

    def beside_outputs(self, activations: Activations) -> Updates:
        """Return values for `beside_map`."""
        return {
            self.field: figures.field_value(activations),
            self.facts: figures.facts_html(activations),
            self.trace: figures.trace_html(activations),
            self.kernel: figures.map_kernel_html(activations),
        }
