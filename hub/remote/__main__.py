"""Push a checkpoint folder to the Hub.

`python -m hub.remote push FOLDER [--repo-id OWNER/NAME] [--private] [--tag v1] [--onnx]`
"""

import argparse
from pathlib import Path

from hub import checkpoint
from hub.remote.account import resolve_destination
from hub.remote.errors import PushFailed
from hub.remote.push import add_flags, push_folder


def main(argv: list[str] | None = None) -> None:
    """Push a saved checkpoint folder to the Hub."""
    parser = argparse.ArgumentParser(prog="python -m hub.remote", description=main.__doc__)
    parser.add_argument("action", choices=["push"])
    parser.add_argument("folder", type=Path)
    add_flags(parser)
    args = parser.parse_args(argv)
    try:
        name = checkpoint.load_metrics(args.folder)["name"]
        repo_id = resolve_destination(args.repo_id, name)
        print(push_folder(args.folder, repo_id, args.private, args.tag, args.onnx))
    except (PushFailed, checkpoint.InvalidCheckpoint, KeyError) as error:
        raise SystemExit(f"{args.folder} was not pushed: {error}") from None


if __name__ == "__main__":
    main()
