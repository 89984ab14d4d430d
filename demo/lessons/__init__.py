"""The lessons: the tutorial's concepts, played with; a tab each, in the order of the story."""

import gradio as gr

from demo.lessons import (
    activation,
    convolution,
    fitting,
    homework,
    learning,
    pooling,
    shapes,
    sharing,
    story,
    stride,
)
from demo.lessons.links import open_from_link
from demo.words import t

LESSONS = {     # name in links and words: its page
    "convolution": convolution.page,
    "stride": stride.page,
    "activation": activation.page,
    "pooling": pooling.page,
    "sharing": sharing.page,
    "shapes": shapes.page,
    "learning": learning.page,
    "fitting": fitting.page,
    "homework": homework.page,
}


def page(rooms: gr.Tabs) -> None:
    """The story, then a tab for each lesson.

    `rooms` are the tabs of the app, for links that lead into a lesson.
    """
    names = ["story", *LESSONS]
    with gr.Tabs(elem_id="lessons", overflow_behavior="wrap") as lessons:
        with gr.Tab(t("lesson_story"), id="story"):
            story.page(lessons)
            story.neighbours(lessons, names, "story")
        for name, lesson in LESSONS.items():
            with gr.Tab(t(f"lesson_{name}"), id=name):
                lesson()
                story.neighbours(lessons, names, name)
    open_from_link(rooms, lessons)
