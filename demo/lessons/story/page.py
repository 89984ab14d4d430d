"""The lessons' front page: one digit from picture to score, with a link at each step."""

import gradio as gr
import torch
import torch.nn.functional as F
from torch import Tensor

from demo.events import AT_ONCE
from demo.i18n import t
from demo.images import pixels_url, to_uint8
from demo.lessons.example_networks import mnist_net
from demo.lessons.lesson import SHARED, lesson_panel
from demo.lessons.links import lesson_button
from demo.lessons.network_diagram import draw_network
from demo.lessons.network_spec import trace_network
from demo.lessons.sample_digits import load_sample_digits
from demo.lessons.story.pytorch_code import story_program
from demo.limits.budget import call_in_turn
from demo.network_view import view
from demo.network_view.questions import build_questions
from demo.networks import registry
from demo.templates import read_file
from hub.activations import record_activations
from hub.remote.source import Source

SEVEN = 70      # its index in the sample digits
NETWORK = "mnist_tutorial"
STEPS = {       # step: the lessons it links to
    "picture": ["batch"], "kernel": ["convolution", "stride"], "map": ["activation"],
    "pool": ["pooling"], "score": ["sharing", "shapes"],
    "training": ["learning", "optimizers", "fitting", "tensorboard", "space", "homework"],
}  # fmt: skip


def plane_image(values: Tensor) -> str:
    """Show a plane of numbers, (H, W), as a grey picture from its minimum to its maximum."""
    low, high = values.min(), values.max()
    url = pixels_url(((values - low) / (high - low).clamp(min=1e-12))[None, None])
    return f'<img src="{url}" alt="">'


def probability_bars(probs: Tensor) -> str:
    """Show ten probabilities as bars, each above its digit."""
    return '<div class="bars">' + "".join(
        f'<span><i style="height:{level / 2.55:.0f}%"></i>{digit}</span>'
        for digit, level in enumerate(to_uint8(probs))
    ) + "</div>"


def draw_seven() -> Tensor:
    """Return the ink of the digit whose way is shown, (1, 1, 28, 28)."""
    return load_sample_digits()[0][SEVEN : SEVEN + 1]


@torch.inference_mode()
def step_pictures() -> dict[str, str]:
    """Run the tutorial's trained network on a seven; return each step as HTML."""
    ink, net = draw_seven(), registry.current(NETWORK).net
    maps = net.conv1(net.normalize(ink))                        # (1, 32, 26, 26)
    best = int(maps[0].clamp(min=0).var((1, 2)).argmax())       # the most varied map
    pooled = F.max_pool2d(maps.relu(), 2)                       # (1, 32, 13, 13)
    return {
        "picture": plane_image(ink[0, 0]),
        "kernel": plane_image(net.conv1.weight[best, 0]),
        "map": plane_image(maps[0, best].relu()),
        "pool": plane_image(pooled[0, best]),
        "score": probability_bars(net(ink).softmax(1)[0]),
        "training": '<b class="loop" aria-hidden="true">↻</b>',
    }


def build(lessons: gr.Tabs) -> None:
    """Build six steps, each with a picture, a sentence and buttons to its lessons."""
    gr.Markdown(t("story_text"), elem_classes="lesson-text")
    pictures = step_pictures()
    with gr.Row(elem_id="story"):
        for step, names in STEPS.items():
            with gr.Column(min_width=150, elem_classes="step"):
                gr.HTML(pictures[step])
                gr.Markdown(t(f"story_{step}"))
                for name in names:
                    lesson_button(lessons, name)
    show_at_work()
    build_structure()
    lesson_panel("story", constants={"code": story_program(draw_seven())})


def show_at_work() -> None:
    """Build the picture of the network at work on the seven; it is filled when it is seen."""
    def story_network(name: object) -> Source:
        return registry.current(NETWORK)

    def show_network() -> str:
        net = story_network(NETWORK).net
        return view.network_value(record_activations(net, draw_seven()), net.classes, NETWORK)

    ask = [call_in_turn(question) for question in build_questions(story_network)]
    network = view.network_view("story-network", None, "story", ask)
    network.input(show_network, None, network, **AT_ONCE)


def build_structure() -> None:
    """Build the tutorial's figure of a network: its layers in order, to scale, with names."""
    network = mnist_net()
    gr.Markdown("### " + t("structure_title"))
    gr.HTML(
        f'<div class="drawing" tabindex="0">{draw_network(network, trace_network(network))}</div>',
        css_template=read_file(SHARED / "network_diagram.css"),
        apply_default_css=False,
        elem_id="structure",
    )
    gr.Markdown(t("structure_text"))
