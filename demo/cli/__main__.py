"""Answer picture files with JSON, as the app's endpoints do.

`python -m demo.cli digit|fashion|maps [--network NAME] PICTURE …`
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import nn

from demo.feature_maps import computation
from demo.i18n import both
from demo.networks import registry
from demo.networks.answers import answer_images
from demo.uploads import MAX_MB, RefusedFile, clamp_int, decode_picture
from hub.remote import source
from hub.remote.address import configured_address
from hub.standalone.recognise import prepare_digit, prepare_garment

NETWORKS = {        # by command, the first one by default
    "digit": ("mnist", "mnist_tutorial"),
    "fashion": ("fashion_mnist", "fashion_mnist_tutorial"),
    "maps": registry.NETWORKS,
}
HELP = {
    "digit": "recognise a digit; label is null if a picture shows none",
    "fashion": "classify a garment; label is null if a picture shows none",
    "maps": "compute the feature maps after one step of a network",
}
STDIN = "-"
EXAMPLES = """examples:
  python -m demo.cli digit seven.png
  python -m demo.cli fashion *.jpg | jq -r '[.file, .label] | @tsv'
  python -m demo.cli maps --step relu1 --side 128 - < cat.jpg

Each picture is answered by one line of JSON on standard output. One that cannot be read is
answered by a sentence on standard error; the others are answered all the same, and the exit
code is 2."""
Answer = Callable[[Image.Image], dict[str, Any]]


def parse_command(argv: list[str] | None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.cli", epilog=EXAMPLES, description=main.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="digit|fashion|maps")
    for name, networks in NETWORKS.items():
        command = commands.add_parser(name, help=HELP[name], description=HELP[name])
        command.add_argument("pictures", nargs="+", metavar="PICTURE",
                             help="a picture file, or - for standard input")
        command.add_argument("--network", choices=networks, default=networks[0], metavar="NAME",
                             help=f"{', '.join(networks)} (default: the first)")
    least, most = computation.SENT_SIDES
    command.add_argument("--step", default="pool1", metavar="NAME",
                         help="such as conv1, bias1, relu1, pool1 (default: pool1)")
    command.add_argument("--side", type=int, default=least, metavar="PIXELS",
                         help=f"longer side of the input of feature_maps, {least} to {most} "
                              f"(default: {least}); the other networks take 28×28 pixels")
    return parser.parse_args(argv)


def load_network(name: str) -> nn.Module:
    """Load what answers in the app: the Hub's network, the newest run's, or the bundled one."""
    if not configured_address(name):
        return registry.current(name).net
    found = source.load_configured(name)
    if found.trouble:
        print(f"{found.wanted}: {both(f'pull_{found.trouble.kind}')['en']} "
              f"The answers are those of {found.name}.", file=sys.stderr)
    return found.net


def read_picture(name: str) -> Image.Image:
    """Decode a file, or standard input.  Raises RefusedFile or OSError."""
    limit = MAX_MB * 1_000_000
    if name == STDIN:
        content = sys.stdin.buffer.read(limit + 1)
    else:
        with Path(name).open("rb") as file:
            content = file.read(limit + 1)
    if not content:
        raise RefusedFile("empty_file")
    if len(content) > limit:
        raise RefusedFile("too_many_bytes", limit=MAX_MB)
    return decode_picture(io.BytesIO(content))


def describe_maps(net: nn.Module, args: argparse.Namespace, picture: Image.Image) -> dict[str, Any]:
    """Compute the maps of a picture after one step.  Raises RefusedFile."""
    side = clamp_int(args.side, *computation.SENT_SIDES)
    size = computation.scaled_size(picture, side, "own")
    image = computation.prepare_input(picture, args.network, size)
    if image is None:
        raise RefusedFile("no_garment")
    path, maps = computation.run_up_to(net, args.step, image)
    return computation.encode_maps(path[-1], maps[path[-1].name][0])


def choose_answer(args: argparse.Namespace) -> Answer:
    """Return the function that answers a picture."""
    net = load_network(args.network)
    if args.command == "maps":
        return partial(describe_maps, net, args)
    prepare = prepare_digit if args.command == "digit" else prepare_garment
    return lambda picture: answer_images(net, [prepare(picture)])[0]


def answer_files(names: list[str], answer: Answer) -> int:
    """Print a line for each file; return the exit code."""
    code = 0
    for name in names:
        try:
            answered = {"file": name, **answer(read_picture(name))}
        except RefusedFile as refused:
            code = 2
            print(f"{name}: {both(refused.key, **refused.values)['en']}", file=sys.stderr)
        except OSError as error:
            code = 2
            print(f"{name}: {error.strerror}", file=sys.stderr)
        else:
            print(json.dumps(answered, ensure_ascii=False), flush=True)
    return code


def main(argv: list[str] | None = None) -> int:
    """Answer picture files with JSON, as the app's endpoints do."""
    args = parse_command(argv)
    torch.set_num_threads(1)    # as in the app
    try:
        return answer_files(args.pictures, choose_answer(args))
    except BrokenPipeError:     # `| head` has read enough; Python would complain when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
