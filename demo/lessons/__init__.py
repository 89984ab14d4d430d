"""The lessons: the tutorial's concepts, played with; a tab each, in the order of the story."""

import gradio as gr

from demo.lessons import activation, convolution, pooling, shapes, sharing, stride
from demo.lessons.links import open_from_link
from demo.words import t

LESSONS = {     # name in links and words: its page
    "convolution": convolution.page,
    "stride": stride.page,
    "activation": activation.page,
    "pooling": pooling.page,
    "sharing": sharing.page,
    "shapes": shapes.page,
}


def page(rooms: gr.Tabs) -> None:
    """A tab for each lesson; `rooms` are the tabs of the app, for links that lead into a lesson."""
    with gr.Tabs(elem_id="lessons") as lessons:
        for name, lesson in LESSONS.items():
            with gr.Tab(t(f"lesson_{name}"), id=name):
                lesson()
    open_from_link(rooms, lessons)
