"""The lessons: one tab for each of the tutorial's concepts, in the order of the story."""

import json
from pathlib import Path

import gradio as gr

from demo.engineers import programs
from demo.engineers.fold import build_fold
from demo.i18n import t
from demo.lessons.activation import page as activation
from demo.lessons.batch import page as batch
from demo.lessons.convolution import page as convolution
from demo.lessons.fitting import page as fitting
from demo.lessons.homework import page as homework
from demo.lessons.learning import page as learning
from demo.lessons.lesson import shared_head
from demo.lessons.links import lesson_heading, neighbour_buttons
from demo.lessons.optimizers import page as optimizers
from demo.lessons.pooling import page as pooling
from demo.lessons.shapes import page as shapes
from demo.lessons.sharing import page as sharing
from demo.lessons.space import page as space
from demo.lessons.story import page as story
from demo.lessons.stride import page as stride
from demo.lessons.teacher import page as teacher
from demo.lessons.tensorboard import page as tensorboard
from demo.templates import read_file, template

HERE = Path(__file__).parent
LESSONS = {     # by their name in links and in words.toml
    "convolution": convolution.build,
    "stride": stride.build,
    "activation": activation.build,
    "pooling": pooling.build,
    "sharing": sharing.build,
    "shapes": shapes.build,
    "batch": batch.build,
    "learning": learning.build,
    "optimizers": optimizers.build,
    "fitting": fitting.build,
    "tensorboard": tensorboard.build,
    "space": space.build,
    "homework": homework.build,
}


NAMES = ["story", *LESSONS]
SOURCES = [*(f"demo/lessons/{name}" for name in NAMES), "demo/lessons/network_spec.py"]


def build() -> None:
    """Build the story and a tab for each lesson; the header opens those that an address names."""
    template("lessons/tools", "lessons-tools")
    # Their row scrolls (page.css); Gradio's own way would hide lessons behind a button.
    with gr.Tabs(elem_id="lessons", overflow_behavior="wrap") as lessons:
        for name in NAMES:
            with gr.Tab(t(f"lesson_{name}"), id=name):
                lesson_heading(NAMES, name)
                if name == "story":
                    story.build(lessons)
                else:
                    LESSONS[name]()
                neighbour_buttons(NAMES, name)
    template("lessons/progress", "lessons-progress")
    build_fold("lessons", SOURCES, programs.list_sizes)


def build_teacher() -> None:
    """Build the teacher's page, which the foot of the lessons links."""
    teacher.build(NAMES)


def lessons_head() -> str:
    """Return the style sheets, scripts and names that all lessons share, for the page's head."""
    panels = shared_head([*NAMES, "teacher"])
    names = f"<script>(window.ConvLens ??= {{}}).lessons = {json.dumps(NAMES)};</script>"
    return f"<style>{read_file(HERE / 'page.css')}</style>{names}{panels}"
