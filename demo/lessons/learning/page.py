"""The lesson: one training step. Forward, loss, backward, update, each with its numbers."""

import math
from collections.abc import Sequence
from typing import Any

import gradio as gr
from torch import Tensor

from demo.i18n import t
from demo.images import pixels_url
from demo.lessons.learning import gradient_descent
from demo.lessons.learning.pytorch_code import step_program
from demo.lessons.lesson import panel

WIDE, HIGH = 320, 140       # of a curve, in pixels


def whole(value: Any, least: int, most: int) -> int:
    """A whole number within its limits, whatever was sent."""
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        return least
    return min(max(int(value), least), most)


def take(sent: Any) -> dict[str, Any]:
    """A step on digit 0 to 9, at the learning rate whose place in `descent.RATES` is given."""
    sent = sent if isinstance(sent, dict) else {}
    digit = whole(sent.get("digit"), 0, 9)
    place = whole(sent.get("rate"), 0, len(gradient_descent.RATES) - 1)
    rate = gradient_descent.RATES[place]
    step, losses = gradient_descent.one_step(digit, rate), gradient_descent.many_steps(rate)
    valley, first = step["valley"], step["valley"][0]
    depth = max(first - min(valley), 1e-3)      # which is drawn as deep for every digit
    chance, slope = float(step["probs"][digit]), step["slope"]
    moved = step["weight"] - rate * slope
    return {
        "rate": f"{rate:.3g}", "picture": pixels_url(step["ink"]), "verdict": gradient_descent.verdict(losses),
        "probs": rounded(step["probs"]), "new_probs": rounded(step["new_probs"]),
        "loss": f"−ln {chance:.4f} = {step['loss']:.4f}", "before": f"{step['loss']:.4f}",
        "after": f"{step['new_loss']:.4f}",
        "update": f"{step['weight']:.4f} − {rate:.3g} · ({slope:.4f}) = {moved:.4f}",
        "kernels": planes(step["kernels"]), "gradient": planes(step["gradient"]),
        "new_kernels": planes(step["new_kernels"]),
        "first": f"{losses[0]:.2f}", "last": f"{losses[-1]:.2f}",
        "valley": curve(valley, first - 1.2 * depth, first + 1.2 * depth, place),
        "losses": curve(losses, 0, 2 * losses[0]),
        "code": step_program(step["ink"], digit, rate),
    }  # fmt: skip


def rounded(values: Tensor) -> list[float]:
    return [round(value, 4) for value in values.tolist()]


def planes(kernels: Tensor) -> list[list[list[float]]]:
    """(N, 1, 5, 5) kernels as lists; what has grown beyond all bounds counts as none."""
    return kernels[:, 0].nan_to_num(0, 0, 0).tolist()


def curve(losses: Sequence[float], low: float, high: float, marked: int | None = None) -> str:
    """An SVG of losses from left to right, between two levels; one of them may be marked."""
    finite = [loss if math.isfinite(loss) else high for loss in losses]
    inside = [min(max(loss, low), high) for loss in finite]     # what is beyond runs along the edge
    places = [(n * WIDE / (len(losses) - 1), HIGH * (high - loss) / (high - low))
              for n, loss in enumerate(inside)]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dot = "" if marked is None else \
        f'<circle cx="{places[marked][0]:.1f}" cy="{places[marked][1]:.1f}" r="5"/>'
    return (
        f'<svg viewBox="-8 -8 {WIDE + 16} {HIGH + 16}" aria-hidden="true">'
        f'<path class="level" d="M0 {places[0][1]:.1f}H{WIDE}"/><path class="curve" d="{line}"/>'
        f"{dot}</svg>"
    )


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("learning_text"))
    panel("learning", start={"digit": 7, "rate": 8}, most=len(gradient_descent.RATES) - 1,
          server_functions=[take])
