"""Save and restore a run's state: weights, optimizer, schedule and history in one file."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from training.arguments import RECORDED_FLAGS
from training.run import Run
from training.run_folder import STATE_SUFFIX
from training.write_errors import explain_write_error


def state_path(args: argparse.Namespace) -> Path:
    """Return the file beside the checkpoint folder, which holds only what goes to the Hub."""
    return args.output.with_name(args.output.name + STATE_SUFFIX)


def write_state(run: Run, history: list[dict[str, Any]]) -> None:
    """Write the state after an epoch to a new file, then rename it over the last one."""
    args = run.args
    if not args.save_model:
        return
    state = run.optimizer.state_dict()
    tensors = {f"net.{name}": tensor for name, tensor in run.net.state_dict().items()}
    tensors |= run.kernels or {}
    for number, moments in state["state"].items():
        for name, value in moments.items():
            if value is not None:
                tensors[f"optimizer.{number}.{name}"] = torch.as_tensor(value)
    metadata = {
        "groups": state["param_groups"],
        "scheduler": run.scheduler.state_dict(),
        "history": history,
        "started": args.started,
        "flags": {flag: getattr(args, flag) for flag in RECORDED_FLAGS},
    }
    # Copies in plain order: safetensors accepts neither channels-last nor shared tensors.
    tensors = {k: t.detach().cpu().clone(memory_format=torch.contiguous_format)
               for k, t in tensors.items()}
    new = state_path(args).with_suffix(".new")
    try:
        save_file(tensors, new, {key: json.dumps(value) for key, value in metadata.items()})
        put_in_place(new, state_path(args))
    except (OSError, SafetensorError) as error:
        new.unlink(missing_ok=True)
        raise SystemExit(
            f"{state_path(args)} could not be written: {explain_write_error(error)}. The one "
            "before is still there, if there was one; then go on with --resume."
        ) from None


def put_in_place(new: Path, place: Path) -> None:
    """Replace the last state by the new one, in one step."""
    os.replace(new, place)


def load_state(run: Run) -> list[dict[str, Any]]:
    """Restore a stopped run's state; return its history."""
    args = run.args
    try:
        with safe_open(state_path(args), framework="pt") as file:
            metadata = {key: json.loads(value) for key, value in file.metadata().items()}
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except FileNotFoundError:
        raise SystemExit(f"Nothing to resume: {state_path(args)} is not there.") from None
    except (SafetensorError, OSError, ValueError) as error:
        raise SystemExit(f"{state_path(args)} is broken ({error}): leave --resume out.") from None
    for flag, before in metadata["flags"].items():
        if getattr(args, flag) != before:
            raise SystemExit(
                f"The stopped run had {flag} = {before}, this one has {getattr(args, flag)}: "
                "resume it with the same flags, or start without --resume."
            )
    moments: dict[int, dict[str, Any]] = {}
    for key, tensor in tensors.items():
        if key.startswith("optimizer."):
            _, number, name = key.split(".")
            moments.setdefault(int(number), {})[name] = tensor
    weights = {key[4:]: tensor for key, tensor in tensors.items() if key.startswith("net.")}
    run.net.load_state_dict(weights)
    if run.kernels is not None:
        run.kernels.update({k: tensor for k, tensor in tensors.items() if k.startswith("epoch.")})
    run.optimizer.load_state_dict({"state": moments, "param_groups": metadata["groups"]})
    run.scheduler.load_state_dict(metadata["scheduler"])
    args.started = metadata.get("started", args.started)    # so that its board goes on, too
    return metadata["history"]


def delete_state(args: argparse.Namespace) -> None:
    """Delete the state of a finished run, which needs only its checkpoint."""
    if args.save_model:
        state_path(args).unlink(missing_ok=True)
