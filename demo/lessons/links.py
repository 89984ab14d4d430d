"""Share links, ?lesson=NAME&SETTING=VALUE: written and read by the browser alone."""

import json

import gradio as gr
from gradio.components import Component

from demo.events import QUIET
from demo.i18n import t

OPEN = """() => {
  const lesson = new URLSearchParams(location.search).get("lesson");
  const select = (tab) => ({ __type__: "update", ...(lesson ? { selected: tab } : {}) });
  return [select("lessons"), select(lesson)];
}"""

READ = """(...values) => {
  const asked = new URLSearchParams(location.search);
  if (asked.get("lesson") !== LESSON) return values;
  return values.map((value, n) => {
    const text = asked.get(NAMES[n]);
    if (text === null) return value;
    if (typeof value === "boolean") return text === "true";
    return typeof value === "number" && isFinite(text) ? Number(text) : text;
  });
}"""

WRITE = """(...values) => {
  const link = new URL(location.pathname, location.origin);
  link.searchParams.set("lesson", LESSON);
  values.forEach((value, n) => link.searchParams.set(NAMES[n], value));
  history.replaceState(null, "", link);     // the address bar has it, should copying be forbidden
  navigator.clipboard?.writeText(link.href);
}"""


def open_from_link(rooms: gr.Tabs, lessons: gr.Tabs) -> None:
    """Opens the lesson that the address of the page names."""
    gr.on(None, None, None, [rooms, lessons], js=OPEN, api_visibility="private")


def share_button(lesson: str, settings: dict[str, Component]) -> gr.Button:
    """A button that copies a link with these settings; who follows it finds them set.

    For lessons of Gradio's own components; a panel keeps its settings in its own script.
    """
    filled = [
        script.replace("LESSON", json.dumps(lesson)).replace("NAMES", json.dumps(list(settings)))
        for script in (READ, WRITE)
    ]
    components = list(settings.values())
    button = gr.Button(t("lesson_link"), size="sm", elem_id=f"{lesson}-link")
    gr.context.Context.root_block.load(None, components, components, js=filled[0], **QUIET)
    button.click(None, components, None, js=filled[1], **QUIET)
    return button
