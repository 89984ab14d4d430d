"""Lesson: from script to Space. A checkpoint's files, and the commands and checks on their way."""

from functools import cache
from typing import Any

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel
from demo.lessons.space import weights_file
from demo.lessons.space.checks import DIGITS, listed_sha256, run_checks
from demo.lessons.space.published_files import list_files, list_settings
from demo.uploads import clamp_int


@cache
def check_unchanged() -> dict[str, Any]:
    """Return the results of all checks of the file as it is."""
    return run_checks(weights_file.read_bytes())


def inspect_file(sent: Any) -> dict[str, Any]:
    """Return the bytes around `place`, what they mean, and the results of all checks.

    `damage`: "bit" changes bit number `bit` of that byte, "cut" ends the file before it.
    """
    sent = sent if isinstance(sent, dict) else {}
    content = weights_file.read_bytes()
    place = clamp_int(sent.get("place"), 0, len(content) - 1)
    bit = clamp_int(sent.get("bit"), 0, 7)
    flipped, damage = weights_file.flip_bit(content, place, bit), str(sent.get("damage"))
    changed = {"bit": flipped, "cut": content[:place]}.get(damage, content)
    checks = check_unchanged() if changed is content else run_checks(changed)
    return {**weights_file.show_bytes(place, flipped if damage == "bit" else content), **checks,
            **weights_file.describe_byte(place, flipped), "size": len(changed)}  # fmt: skip


def describe_checkpoint() -> dict[str, Any]:
    """Return the files' names and sizes, and the tensors that the header lists."""
    return {
        "start": weights_file.data_start(), "size": len(weights_file.read_bytes()),
        "sha256": listed_sha256(), "digits": DIGITS,
        "tensors": [tensor._asdict() for tensor in weights_file.list_tensors()],
        "files": list_files(), **list_settings(),
    }  # fmt: skip


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("space", constants={"checkpoint": describe_checkpoint()},
                 server_functions=[inspect_file])
    gr.Markdown(t("space_text"), elem_classes="lesson-text")
