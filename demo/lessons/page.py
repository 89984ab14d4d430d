"""The lessons: one tab for each of the tutorial's concepts, in the order of the story."""

import gradio as gr

from demo.i18n import t
from demo.lessons.activation import page as activation
from demo.lessons.convolution import page as convolution
from demo.lessons.fitting import page as fitting
from demo.lessons.homework import page as homework
from demo.lessons.learning import page as learning
from demo.lessons.lesson import shared_head
from demo.lessons.links import neighbour_buttons
from demo.lessons.pooling import page as pooling
from demo.lessons.shapes import page as shapes
from demo.lessons.sharing import page as sharing
from demo.lessons.story import page as story
from demo.lessons.stride import page as stride

LESSONS = {     # by their name in links and in words.toml
    "convolution": convolution.build,
    "stride": stride.build,
    "activation": activation.build,
    "pooling": pooling.build,
    "sharing": sharing.build,
    "shapes": shapes.build,
    "learning": learning.build,
    "fitting": fitting.build,
    "homework": homework.build,
}


NAMES = ["story", *LESSONS]


def build() -> None:
    """Build the story and a tab for each lesson; the header opens those that an address names."""
    with gr.Tabs(elem_id="lessons", overflow_behavior="wrap") as lessons:
        with gr.Tab(t("lesson_story"), id="story"):
            story.build(lessons)
            neighbour_buttons(lessons, NAMES, "story")
        for name, build_lesson in LESSONS.items():
            with gr.Tab(t(f"lesson_{name}"), id=name):
                build_lesson()
                neighbour_buttons(lessons, NAMES, name)


def lessons_head() -> str:
    """Return the style sheet and the scripts that all lessons share, for the page's head."""
    return shared_head(LESSONS)
