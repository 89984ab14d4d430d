"""Handlers of the tab "Every layer": each returns the components that it updates."""

from collections.abc import Callable
from typing import Any, NamedTuple

import gradio as gr

from demo.events import event_data
from demo.feature_maps import inspector_figures as figures
from demo.feature_maps import inspector_outputs as outputs
from demo.feature_maps.activations import Activations
from demo.feature_maps.comparison import compare_uploads
from demo.feature_maps.other_side import OtherSide, Updates


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
    other: OtherSide        # what is compared with it

    @property
    def place(self) -> tuple:
        """The controls that choose a map and a number."""
        return self.map, self.row, self.column

    @property
    def beside_map(self) -> tuple:
        """The components beside and below the enlarged map."""
        return self.field, self.facts, self.trace, self.kernel, *self.other.beside_map

    @property
    def maps(self) -> tuple:
        """The components that show all maps of a step."""
        return self.mosaic, *self.other.maps

    @property
    def number(self) -> tuple:
        """The components that show the chosen number."""
        return self.row, self.column, self.field, self.trace, self.other.field, self.other.trace

    @property
    def details(self) -> tuple:
        """The components that show the chosen map and number."""
        return *self.place, self.enlarged, *self.beside_map

    @property
    def outputs(self) -> tuple:
        """The components that another picture or network updates."""
        return self.step, *self.maps, *self.details

    def answer(
        self, image: Any, request: gr.Request, settings: dict[str, Any],
        choose_outputs: Callable[[Any, Activations], Updates],
    ) -> Updates:
        """Compute what the settings ask for; return the values chosen of it."""
        activations = compare_uploads(image, request, settings)
        return gr.skip() if activations is None else choose_outputs(self, activations)

    def draw(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show another picture or network, or a comparison."""
        return self.answer(image, request, settings, outputs.all_outputs)

    def draw_other(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show another picture on the right; without that comparison nothing changes."""
        compared = settings["compare"] == "picture"
        return self.draw(image, request, **settings) if compared else gr.skip()

    def show_step(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the maps of another layer; `show_details` follows."""
        return self.answer(image, request, settings, outputs.map_outputs)

    def show_details(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the chosen map and number."""
        return self.answer(image, request, settings, outputs.detail_outputs)

    def show_typed(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the map and number that are being typed; the typed digits stay untouched."""
        return self.answer(image, request, settings, lambda _, activations: {
            self.enlarged: figures.enlarged_value(activations)
        } | outputs.beside_outputs(self, activations))

    def show_beside_map(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show what belongs to an enlarged map that is on the page already."""
        return self.answer(image, request, settings, outputs.beside_outputs)

    def recolour(self, image: Any, request: gr.Request, **settings: Any) -> Updates:
        """Show the same maps in other colours or another order."""
        return self.answer(image, request, settings, lambda _, activations: {
            self.enlarged: figures.enlarged_value(activations)
        } | outputs.map_outputs(self, activations) | self.other.detail_outputs(activations))

    def choose_map(
        self, image: Any, request: gr.Request, event: gr.EventData, **settings: Any
    ) -> Updates:
        """Enlarge the map clicked on a mosaic; `show_beside_map` follows."""
        settings["map"] = event_data(event).get("value")
        return self.answer(image, request, settings, lambda _, activations: {
            self.map: activations.selection.map,
            self.enlarged: figures.enlarged_value(activations),
        })

    def choose_cell(
        self, image: Any, request: gr.Request, event: gr.EventData, **settings: Any
    ) -> Updates:
        """Show the number clicked on the enlarged map."""
        return self.answer(image, request, settings, lambda _, activations: outputs.number_outputs(
            self, activations, activations, event))

    def choose_other_cell(
        self, image: Any, request: gr.Request, event: gr.EventData, **settings: Any
    ) -> Updates:
        """Show the number clicked on the enlarged map of the right side."""
        return self.answer(image, request, settings, lambda _, activations: outputs.number_outputs(
            self, activations, activations.other or activations, event))
