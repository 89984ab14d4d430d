"""Steps of the tests about where runs write: parse flags, and claim the folder they lead to."""

from types import SimpleNamespace

import torch

from training import arguments, claim, mnist


def words(*flags) -> list[str]:
    return [str(flag) for flag in flags]


def parse(*flags):
    return arguments.parse_args(mnist.__doc__, "mnist", mnist.RECIPES, words(*flags))


def try_claim(*flags) -> None:
    with claim.claimed_output(small_run(parse(*flags))):
        pass


def small_run(args):
    return SimpleNamespace(args=args, net=torch.nn.Linear(9, 9))
