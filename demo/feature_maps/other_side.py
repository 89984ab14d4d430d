"""The right side of a comparison on the page: its controls, its components and their values."""

from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr

from demo import components
from demo.feature_maps import inspector_figures as figures
from demo.feature_maps.activations import Activations
from demo.feature_maps.comparison_titles import describe_sides
from demo.feature_maps.selection import COMPARISONS, EPOCHS, NETWORKS, Selection
from demo.feature_maps.tile_picker import tile_picker
from demo.i18n import both, t, word_spans
from demo.templates import template

Updates = dict[Any, Any]        # component → its new value; gr.skip() updates none


class OtherSide(NamedTuple):
    """Components that only a comparison shows; without one they are empty, and hidden."""

    left_title: Any
    right_title: Any
    mosaic: Any         # of the right side, like all that follow
    enlarged: Any
    field: Any
    facts: Any
    trace: Any

    @property
    def maps(self) -> tuple:
        """The components that show all maps of a step."""
        return self.left_title, self.right_title, self.mosaic

    @property
    def beside_map(self) -> tuple:
        """The components that show the same map and number as the left side."""
        return self.enlarged, self.field, self.facts, self.trace

    def map_outputs(self, activations: Activations) -> Updates:
        """Return values for `maps`."""
        if activations.other is None:
            return {}
        left, right = map(word_spans, describe_sides(activations))
        return {self.left_title: left, self.right_title: right,
                self.mosaic: on_the_right(figures.layer_value(activations.other))}

    def number_outputs(self, activations: Activations) -> Updates:
        """Return values for the components that show the chosen number."""
        if activations.other is None:
            return {}
        return {self.field: on_the_right(figures.field_value(activations.other)),
                self.trace: figures.trace_html(activations.other)}

    def detail_outputs(self, activations: Activations) -> Updates:
        """Return values for `beside_map`."""
        other = activations.other
        if other is None:
            return {}
        return {
            self.enlarged: on_the_right(figures.enlarged_value(other)),
            self.facts: figures.facts_html(other),
        } | self.number_outputs(activations)


def on_the_right(picture: dict[str, Any]) -> dict[str, Any]:
    """Say of a tile picker's picture that it stands on the right."""
    return picture | {"alt": both("alt_other", alt=picture["alt"])}


def other_side() -> OtherSide:
    """Build the components; page.css puts each beside its counterpart."""
    return OtherSide(
        gr.Markdown(elem_id="left-title"), gr.Markdown(elem_id="right-title"),
        tile_picker("other-mosaic"), tile_picker("other-large"), tile_picker("other-field"),
        template("network_view/number_html", "other-facts"),
        template("network_view/number_html", "other-sums"))


def compare_controls() -> dict[str, Any]:
    """Build the choice of a comparison; page.css shows the others with the choices they belong to.

    The keys are fields of Selection.
    """
    start = Selection()
    compare = gr.Radio(
        [(str(t(f"compare_{name}")), name) for name in COMPARISONS], value=start.compare,
        label=t("compare"), elem_id="compare", min_width=300)
    other = gr.Dropdown(
        list(NETWORKS), value=start.other, label=t("other_network"), elem_id="other-network",
        min_width=160)
    epochs = {
        name: gr.Slider(*EPOCHS, getattr(start, name), step=1, label=t(f"compare_{side}"),
                        elem_id=f"{side}-epoch", min_width=160)
        for side, name in (("left", "epoch"), ("right", "other_epoch"))
    }
    return dict(compare=compare, other=other, **epochs)


def other_picture(photos: list[Path]) -> gr.Image:
    """Build the input for the picture on the right, with examples."""
    with gr.Column(elem_id="other-picture-column"):
        image = components.picture_input(t("other_picture"), "other-picture", photos[0])
        gr.Examples([str(photo) for photo in photos], image, label=t("examples"),
                    cache_examples=False)
    return image
