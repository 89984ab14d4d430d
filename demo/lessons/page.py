"""The lessons: the tutorial's concepts, played with; a tab each, in the order of the story."""

import gradio as gr

from demo.i18n import t
from demo.lessons.activation import page as activation
from demo.lessons.convolution import page as convolution
from demo.lessons.fitting import page as fitting
from demo.lessons.homework import page as homework
from demo.lessons.learning import page as learning
from demo.lessons.links import open_from_link
from demo.lessons.pooling import page as pooling
from demo.lessons.shapes import page as shapes
from demo.lessons.sharing import page as sharing
from demo.lessons.story import page as story
from demo.lessons.stride import page as stride

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
