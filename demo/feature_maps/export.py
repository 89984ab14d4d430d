"""To take home what is seen: its files, its code, and a link that shows it again."""

import json
from typing import Any

import gradio as gr
from PIL import Image

from demo.feature_maps import export_code, inspector, inspector_handlers, selection
from demo.feature_maps.selection import View
from demo.i18n import t

LINK = """(...values) => {
  const names = NAMES, usual = USUAL;
  const query = new URLSearchParams({ show: "maps" });
  names.forEach((name, k) => {
    if (values[k] !== usual[name]) query.set(name, values[k]);
  });
  const link = `${location.origin}${location.pathname}?${query}`;
  navigator.clipboard?.writeText(link).catch(() => {});     // the box below has it in any case
  return link;
}"""


def from_link(usual: View, query: dict[str, str]) -> View:
    """A view with what a link's query says of it; what it says wrongly is left as usual."""
    said = {}
    for name, value in usual._asdict().items():
        text = query.get(name, "")
        if name in selection.LIMITS:
            said[name] = int(text) if text.isdecimal() and len(text) < 6 else value
        elif name == "dead":
            said[name] = text != "false"
        elif text in selection.CHOICES.get(name, (text,)):
            said[name] = text[:200] or value
    return usual._replace(**said)


def open_link(picture: Image.Image, request: gr.Request) -> tuple:
    """What the page's address asks for: the tab, the controls, and all that `closer` shows.

    `picture` is the one that the page opens with.
    """
    query = dict(request.query_params)
    ours = query.get("show") == "maps"      # the lessons have links of their own
    wanted = from_link(View(), query if ours else {})
    try:
        look = selection.look(picture, wanted, request)
    except gr.Error:        # a network of somebody's that is no longer there
        look = selection.look(picture, wanted._replace(weights="trained", network="feature_maps"))
    controls = look.view._asdict()
    if look.view.weights not in selection.WEIGHTS:
        own = [(str(look.view.weights), look.view.weights)]
        controls["weights"] = gr.Radio(inspector.labelled("weights", selection.WEIGHTS) + own, value=own[0][1])
    rest = [control for name, control in controls.items() if name not in inspector.FILLED]
    if not ours:        # what a quick hand has already changed stays so
        rest = [gr.skip()] * len(rest)
    tab = gr.Tabs(selected="maps") if ours else gr.skip()
    return tab, *rest, *inspector_handlers.everything(look, request)


def prepare(image: Any, request: gr.Request, **settings: Any) -> tuple[list[str], str]:
    """The files of a view, and the code that is among them."""
    look = inspector_handlers.looked(image, request, **settings)
    if look is None:
        return gr.skip(), gr.skip()
    return export_code.files(look), export_code.code(look)


def page(image: gr.Image, made: dict[str, Any]) -> None:
    """Two buttons and what they bring."""
    gr.Markdown(t("take_info"), elem_classes="small")
    with gr.Row():
        files = gr.Button(t("take_files"), elem_id="take-files", min_width=200)
        link = gr.Button(t("take_link"), elem_id="take-link", min_width=200)
    address = gr.Textbox(label=t("link"), buttons=["copy"], interactive=False, elem_id="link")
    folder = gr.File(label=t("files"), file_count="multiple", interactive=False, elem_id="files")
    script = gr.Code(label="maps.py", language="python", interactive=False, elem_id="code")
    files.click(prepare, image, [folder, script], inputs_kwargs=made, **inspector.QUIETLY)
    usual = View()._asdict()
    names = list(made)
    js = LINK.replace("NAMES", json.dumps(names)).replace("USUAL", json.dumps(usual))
    link.click(None, [made[name] for name in names], address, js=js, api_visibility="private")
