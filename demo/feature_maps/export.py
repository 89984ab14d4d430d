"""Take a selection away: as files, as PyTorch code, and as a link that opens it again."""

import json
from typing import Any

import gradio as gr
from PIL import Image

from demo.events import QUIETLY
from demo.feature_maps import export_code
from demo.feature_maps.activations import Activations, activations_of_upload
from demo.feature_maps.comparison import compare_activations
from demo.feature_maps.selection import FOLDS, TABS, Selection, from_link
from demo.i18n import t
from demo.limits import disk
from demo.networks import choice

MAKE_LINK = """(...values) => {
  const names = NAMES, defaults = DEFAULTS;
  const query = new URLSearchParams({ show: "maps" });
  names.forEach((name, k) => {
    if (values[k] !== defaults[name]) query.set(name, values[k]);
  });
  const link = `${location.origin}${location.pathname}?${query}`;
  navigator.clipboard?.writeText(link).catch(() => {});     // the box below shows it in any case
  return link;
}"""


def is_maps_link(request: gr.Request) -> bool:
    """Tell a link to this page from any other: the lessons have links of their own."""
    query = request.query_params
    return query.get("show") == "maps" and query.get("tab", TABS[0]) in TABS + FOLDS


def fetch_weights(request: gr.Request) -> None:
    """Fetch the network that the page's address names, if that is one of the Hub."""
    choice.fetch_linked(from_link(dict(request.query_params)).weights, "feature_maps")


def linked_activations(
    picture: Image.Image, other_picture: Image.Image, request: gr.Request
) -> Activations:
    """Compute what the page's address asks for, of the pictures that the page opens with.

    A visitor's own network that is no longer there is replaced by ours.
    """
    wanted = from_link(dict(request.query_params)) if is_maps_link(request) else Selection()
    try:
        return compare_activations(picture, other_picture, wanted, request)
    except gr.Error:
        wanted = wanted._replace(weights="trained", network="feature_maps", compare="nothing")
        return compare_activations(picture, other_picture, wanted)


def make_files(image: Any, request: gr.Request, **settings: Any) -> tuple[gr.File, gr.Code]:
    """Write the files of a selection; show them, and the code that is among them.

    Of a comparison, those of the left side.
    """
    activations = activations_of_upload(image, request, settings | {"compare": "nothing"})
    if activations is None:
        return gr.skip()
    with disk.replace_export(2 * activations.output.nbytes, request) as folder:
        files = export_code.write_files(activations, folder)
    return gr.File(files, visible=True), gr.Code(export_code.figure_code(activations), visible=True)


def build(image: gr.Image, controls: dict[str, Any]) -> None:
    """Lay out two buttons; what they make shows when it is there."""
    gr.Markdown(t("take_info"), elem_classes="small")
    with gr.Row():
        make = gr.Button(t("take_files"), elem_id="take-files", min_width=200)
        copy = gr.Button(t("take_link"), elem_id="take-link", min_width=200)
    link = gr.Textbox(
        label=t("link"), buttons=["copy"], interactive=False, visible=False, elem_id="link")
    files = gr.File(
        label=t("files"), file_count="multiple", interactive=False, visible=False,
        elem_id="files")
    code = gr.Code(
        label="maps.py", language="python", interactive=False, visible=False, elem_id="code")
    make.click(make_files, image, [files, code], inputs_kwargs=controls, **QUIETLY)
    defaults = Selection()._asdict()
    js = MAKE_LINK.replace("NAMES", json.dumps(list(controls)))
    js = js.replace("DEFAULTS", json.dumps(defaults))
    shown = copy.click(lambda: gr.Textbox(visible=True), None, link, **QUIETLY)
    shown.then(None, list(controls.values()), link, js=js, api_visibility="private")
