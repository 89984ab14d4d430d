"""The lessons' front page: one digit on its way from picture to score, a link at each step."""

from pathlib import Path

import gradio as gr
import torch
import torch.nn.functional as F
from torch import Tensor

from demo.events import QUIET
from demo.i18n import t
from demo.images import pixels_url, to_uint8
from demo.lessons.example_networks import mnist
from demo.lessons.network_diagram import drawing
from demo.lessons.network_spec import trace
from demo.lessons.sample_digits import digits
from demo.networks import registry
from demo.templates import read_file

SEVEN = 70      # of the hundred digits
STEPS = {       # step: the lessons that it leads to
    "picture": [], "kernel": ["convolution", "stride"], "map": ["activation"],
    "pool": ["pooling"], "score": ["sharing", "shapes"],
    "training": ["learning", "fitting", "homework"],
}  # fmt: skip


def grey(values: Tensor) -> str:
    """A plane of numbers, (H, W), from its least to its greatest, as a picture in HTML."""
    low, high = values.min(), values.max()
    url = pixels_url(((values - low) / (high - low).clamp(min=1e-12))[None, None])
    return f'<img src="{url}" alt="">'


def bars(probs: Tensor) -> str:
    """Ten probabilities as bars, the digit under each."""
    return '<div class="bars">' + "".join(
        f'<span><i style="height:{level / 2.55:.0f}%"></i>{digit}</span>'
        for digit, level in enumerate(to_uint8(probs))
    ) + "</div>"


@torch.inference_mode()
def pictures() -> dict[str, str]:
    """What the tutorial's trained network makes of a seven, step by step, as HTML."""
    ink = digits()[0][SEVEN : SEVEN + 1]                        # (1, 1, 28, 28)
    net = registry.current("mnist_tutorial").net
    maps = net.conv1(net.normalize(ink))                        # (1, 32, 26, 26)
    best = int(maps[0].clamp(min=0).var((1, 2)).argmax())       # the map with most to see
    pooled = F.max_pool2d(maps.relu(), 2)                       # (1, 32, 13, 13)
    return {
        "picture": grey(ink[0, 0]),
        "kernel": grey(net.conv1.weight[best, 0]),
        "map": grey(maps[0, best].relu()),
        "pool": grey(pooled[0, best]),
        "score": bars(net(ink).softmax(1)[0]),
        "training": '<b class="loop" aria-hidden="true">↻</b>',
    }


def page(lessons: gr.Tabs) -> None:
    """Six steps in order, each a picture, a sentence, and the way to its lesson."""
    gr.Markdown(t("story_text"))
    shown = pictures()
    with gr.Row(elem_id="story"):
        for step, names in STEPS.items():
            with gr.Column(min_width=150, elem_classes="step"):
                gr.HTML(shown[step])
                gr.Markdown(t(f"story_{step}"))
                for name in names:
                    way_to(lessons, name, t(f"lesson_{name}"))
    structure()


def structure() -> None:
    """The tutorial's figure of a network: its layers in order, drawn to scale, with their names."""
    network = mnist()
    gr.Markdown("### " + t("structure_title"))
    gr.HTML(
        f'<div class="drawing" tabindex="0">{drawing(network, trace(network))}</div>',
        css_template=read_file(Path(__file__).parents[1] / "shapes" / "shapes.css"), apply_default_css=False, elem_id="structure",
    )  # fmt: skip
    gr.Markdown(t("structure_text"))


def way_to(lessons: gr.Tabs, lesson: str, words: str) -> None:
    """A button that opens a lesson, at its beginning."""
    button = gr.Button(words, size="sm", elem_classes=f"to-{lesson}")
    button.click(
        None, None, lessons, **QUIET,
        js=f"""() => {{ setTimeout(() => document.querySelector("#lessons").scrollIntoView());
          return {{ __type__: "update", selected: "{lesson}" }}; }}""",
    )  # fmt: skip


def neighbours(lessons: gr.Tabs, names: list[str], name: str) -> None:
    """The ways to the lesson before and to the one after, at the foot of a lesson."""
    place = names.index(name)
    with gr.Row(elem_classes="neighbours"):
        for sign, other in (("←", place - 1), ("→", place + 1)):
            if 0 <= other < len(names):
                way_to(lessons, names[other], f"{sign} " + t(f"lesson_{names[other]}"))
