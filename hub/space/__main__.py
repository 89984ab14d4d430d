"""Deploy the app as a Space on the Hugging Face Hub.

`python -m hub.space OWNER/NAME [--hardware NAME] [--model-mnist OWNER/NAME@REVISION] [--dry-run]`
"""

import argparse
import tempfile
from pathlib import Path

from huggingface_hub import SpaceHardware
from huggingface_hub.constants import ENDPOINT
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import validate_repo_id

from hub.remote.address import VARIABLES
from hub.remote.errors import PushFailed, explain_error
from hub.space.deploy import deploy_folder, wait_until_running
from hub.space.staging import HARDWARE, describe_staged, pin_model, stage_files
from hub.validation import InvalidCheckpoint

HARDWARE_NAMES = [hardware.value for hardware in SpaceHardware]


def parse_args(argv: list[str] | None) -> argparse.Namespace:
    """Parse the command line; `models` maps bundled checkpoints to the addresses replacing them."""
    parser = argparse.ArgumentParser(prog="python -m hub.space", description=main.__doc__)
    parser.add_argument("repo_id", metavar="OWNER/NAME", help="the Space")
    parser.add_argument("--private", action="store_true", help="create it as a private Space")
    for name in VARIABLES:
        flag = f"--model-{name.replace('_', '-')}"
        parser.add_argument(flag, metavar="OWNER/NAME@REVISION", help="replaces the bundled model")
    parser.add_argument(
        "--wait", type=float, default=600, metavar="SECONDS", help="for the build, at most (600)"
    )
    parser.add_argument(
        "--hardware", choices=HARDWARE_NAMES, default=HARDWARE, metavar="NAME",
        help="what its README.md suggests (cpu-basic); cpu-…: PyTorch's build for CPUs",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only list the files, the packages and the settings"
    )
    args = parser.parse_args(argv)
    addresses = {name: getattr(args, f"model_{name}") for name in VARIABLES}
    args.models = {name: address for name, address in addresses.items() if address}
    return args


def check_name(repo_id: str) -> None:
    """Raise PushFailed unless a Space is named with its owner: without one, none can be linked."""
    try:
        validate_repo_id(repo_id)
    except HFValidationError as error:
        raise PushFailed(explain_error(error)) from None
    if repo_id.count("/") != 1:
        raise PushFailed("name it with its owner, as OWNER/NAME")


def main(argv: list[str] | None = None) -> None:
    """Deploy the app to a Space, or update one that runs it."""
    args = parse_args(argv)
    try:
        check_name(args.repo_id)
        models = {name: pin_model(name, text) for name, text in args.models.items()}
        variables = {VARIABLES[name]: model.address.full() for name, model in models.items()}
        with tempfile.TemporaryDirectory() as folder:
            stage_files(Path(folder), args.repo_id, list(models.values()), args.hardware)
            if args.dry_run:
                print(describe_staged(Path(folder)))
                print(*(f"{key}={value}" for key, value in variables.items()), sep="\n")
                print(f"Nothing was sent to {ENDPOINT}/spaces/{args.repo_id}")
                return
            changed = deploy_folder(args.repo_id, Path(folder), variables, args.private)
    except (PushFailed, InvalidCheckpoint) as error:
        raise SystemExit(f"{args.repo_id} was not deployed: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit(f"{args.repo_id}: interrupted; run it again") from None
    print("Deployed" if changed else "Nothing new", f"{ENDPOINT}/spaces/{args.repo_id}", sep=": ")
    if args.wait > 0:
        wait_until_running(args.repo_id, args.wait, changed)


if __name__ == "__main__":
    main()
