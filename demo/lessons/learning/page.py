"""Lesson: one training step. Forward, loss, backward and update, each with its numbers."""

from typing import Any

import gradio as gr
from torch import Tensor

from demo.i18n import t
from demo.images import pixels_url
from demo.lessons.learning import gradient_descent
from demo.lessons.learning.charts import draw_curve
from demo.lessons.learning.pytorch_code import step_program
from demo.lessons.lesson import lesson_panel
from demo.uploads import clamp_int

RATE_NUMBERS = {n: f"{rate:g}" for n, rate in enumerate(gradient_descent.RATES) if n % 4 == 0}
STEP_NUMBERS = {n: str(n) for n in range(0, gradient_descent.STEPS + 1, 5)}


def training_step(sent: Any) -> dict[str, Any]:
    """Take one step on a digit; `rate` is an index into `gradient_descent.RATES`."""
    sent = sent if isinstance(sent, dict) else {}
    digit = clamp_int(sent.get("digit"), 0, 9)
    place = clamp_int(sent.get("rate"), 0, len(gradient_descent.RATES) - 1)
    rate = gradient_descent.RATES[place]
    step, losses = gradient_descent.one_step(digit, rate), gradient_descent.losses_over_steps(rate)
    by_rate, first = step["loss_by_rate"], step["loss_by_rate"][0]
    depth = max(first - min(by_rate), 1e-3)     # drawn equally deep for every digit
    chance, slope = float(step["probs"][digit]), step["slope"]
    updated = step["weight"] - rate * slope
    return {
        "rate": f"{rate:.3g}", "picture": pixels_url(step["ink"]),
        "verdict": gradient_descent.judge_rate(losses),
        "probs": round_values(step["probs"]), "new_probs": round_values(step["new_probs"]),
        "loss": f"−ln {chance:.4f} = {step['loss']:.4f}", "before": f"{step['loss']:.4f}",
        "after": f"{step['new_loss']:.4f}",
        "update": f"{step['weight']:.4f} − {rate:.3g} · ({slope:.4f}) = {updated:.4f}"
        .replace("-", "−"),
        "kernels": kernel_values(step["kernels"]), "gradient": kernel_values(step["gradient"]),
        "new_kernels": kernel_values(step["new_kernels"]),
        "first": f"{losses[0]:.2f}", "last": f"{losses[-1]:.2f}",
        "loss_by_rate": draw_curve(
            by_rate, first - 1.2 * depth, first + 1.2 * depth, RATE_NUMBERS, place),
        "losses": draw_curve(losses, 0, 2 * losses[0], STEP_NUMBERS),
        "code": step_program(step["ink"], digit, rate),
    }  # fmt: skip


def round_values(values: Tensor) -> list[float]:
    """Round to four decimals, for the page."""
    return [round(value, 4) for value in values.tolist()]


def kernel_values(kernels: Tensor) -> list[list[list[float]]]:
    """Return (N, 1, 5, 5) kernels as lists; NaN and infinity become 0."""
    return kernels[:, 0].nan_to_num(0, 0, 0).tolist()


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("learning", start={"digit": 7, "rate": 8}, most=len(gradient_descent.RATES) - 1,
                 server_functions=[training_step])
    gr.Markdown(t("learning_text"), elem_classes="lesson-text")
