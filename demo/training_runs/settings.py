"""Show flags, machine and results of runs side by side, and the commands that repeat them."""

import re
from typing import Any

from demo.i18n import both
from demo.networks.registry import NETWORKS
from hub import model_card, model_card_sections
from hub.remote.source import Source

SHELL_SAFE = re.compile(r"[\w.+-]+", re.ASCII)


def settings_table(runs: list[Source]) -> dict[str, Any]:
    """Return a row for each flag and fact, marked where the runs differ; {} if none is known."""
    known = [source.run.flags | source.run.facts for source in runs]
    names = list(dict.fromkeys(name for facts in known for name in facts))
    head = [both("runs_setting"), *({"en": source.name, "zh": source.name} for source in runs)]
    rows = []
    for name in names:
        values = [facts.get(name, "–") for facts in known]
        style = "differs" if len(set(values)) > 1 else ""
        rows.append({"name": name, "values": values, "style": style})
    commands = [
        {"name": source.name, "command": command}
        for source in runs if (command := repeat_command(source))
    ]  # fmt: skip
    return {"head": head, "rows": rows, "commands": commands} if names else {}


def repeat_command(source: Source) -> str:
    """Return the command that trains a run again; "" if its files name none that is shell-safe."""
    name, flags = source.run.facts.get("name", ""), source.run.flags
    known = flags.get("recipe") and name in NETWORKS
    if not known or not all(map(SHELL_SAFE.fullmatch, [*flags, *flags.values()])):
        return ""
    own_data = source.run.facts.get("dataset") not in model_card.DATASETS
    command = model_card_sections.training_command({"name": name, "flags": flags}, own_data)
    return command.replace(" \\\n    ", " ")
