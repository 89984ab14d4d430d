"""Links to a lesson, ?lesson=NAME&SETTING=VALUE; the browser alone reads and writes them."""

import gradio as gr

OPEN = """() => {
  const lesson = new URLSearchParams(location.search).get("lesson");
  const select = (tab) => ({ __type__: "update", ...(lesson ? { selected: tab } : {}) });
  return [select("lessons"), select(lesson)];
}"""


def open_linked_lesson(pages: gr.Tabs, lessons: gr.Tabs) -> None:
    """When the page loads, open the lesson that its address names."""
    gr.on(None, None, None, [pages, lessons], js=OPEN, api_visibility="private")
