"""Random networks for the lesson on output sizes, most of which don't run."""

import math
import random
from functools import cache

from demo.lessons.layer_settings import FIELDS, SAME, LayerSpec, new_layer, takes_same, typed_value
from demo.lessons.network_spec import NetworkSpec, trace_network
from demo.lessons.shapes.error_advice import advise_all


def random_layer(rng: random.Random) -> LayerSpec:
    """Draw a kind of layer and some of its settings."""
    kind = rng.choice(list(FIELDS))
    settings = {}
    for name, (least, most, _) in FIELDS[kind].items():
        if rng.random() < 0.5:
            some = rng.randint(int(least), int(min(most, rng.choice([2, 4, 30]))))
            settings[name] = typed_value(name, rng.random() if name == "p" else some)
            if takes_same(kind, name) and rng.random() < 0.3:
                settings[name] = SAME
    return new_layer(kind, **settings)


def random_networks(count: int) -> list[NetworkSpec]:
    """Build random networks; most of them don't run."""
    rng = random.Random(5)
    return [
        NetworkSpec(tuple(rng.randint(1, most) for most in (4, 40, 40)),
                    tuple(random_layer(rng) for _ in range(rng.randint(1, 7))))
        for _ in range(count)
    ]  # fmt: skip


@cache
def fix_network(nth: int) -> NetworkSpec:
    """Fix all errors of a random network, as one press of the lesson's button does."""
    advices = advise_all(NETWORKS[nth], trace_network(NETWORKS[nth]))
    return advices[-1].fixed if advices else NETWORKS[nth]


def is_small(network: NetworkSpec) -> bool:
    """Tell whether a test can run it with numbers."""
    steps = trace_network(network)
    shapes = [step.after for step in steps if step.after]
    return all(math.prod(shape) < 300_000 for shape in shapes) and all(
        step.parameters < 300_000 for step in steps
    )


NETWORKS = random_networks(70)
