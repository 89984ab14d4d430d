"""A network as PyTorch programs that run: the module, and three ways to know in_features."""

from demo.lessons.network_spec import Layer, Network, Step, layer

ASSUMED_STRIDE = {"Conv2d": 1, "MaxPool2d": None, "AvgPool2d": None}   # None: the kernel


def module_program(network: Network, steps: list[Step]) -> str:
    """A module of its own, which prints what becomes of one picture and counts its parameters."""
    picture = ", ".join(str(side) for side in network.picture)
    return f"""import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
{sequence(steps, " " * 12)}
        )

    def forward(self, x):       # (N, {picture})
        return self.layers(x)


net = Net().eval()
print(net(torch.zeros(1, {picture})).shape)
print(sum(weights.numel() for weights in net.parameters()), "parameters")
"""


def lazy_program(network: Network, steps: list[Step]) -> str:
    """nn.LazyLinear waits for the first picture and takes its in_features from it."""
    return f"""{layers_program(steps, lazy=True)}
{zeros(network)}
net(x)      # one picture, and every LazyLinear knows
print([layer.in_features for layer in net if isinstance(layer, nn.Linear)])
"""


def print_program(network: Network, steps: list[Step]) -> str:
    """Layer by layer, the shape is printed."""
    return f"""{layers_program(steps)}
{zeros(network)}
for layer in net:
    x = layer(x)
    print(type(layer).__name__, tuple(x.shape))
"""


def layers_program(steps: list[Step], lazy: bool = False) -> str:
    return f"""import torch
from torch import nn

net = nn.Sequential(
{sequence(steps, " " * 4, lazy)}
).eval()"""


def zeros(network: Network) -> str:
    return f"x = torch.zeros(1, {', '.join(str(side) for side in network.picture)})"


def printed(steps: list[Step]) -> str:
    """What `print_program` prints: it stops where the network does."""
    lines = []
    for step in steps:
        if step.after is None:
            return "\n".join([*lines, step.error or ""])
        lines.append(f"{step.layer.kind} {(1, *step.after)}")
    return "\n".join(lines)


def table(network: Network, steps: list[Step]) -> str:
    """What there is to know of every layer, in the columns that torchinfo prints too."""
    rows = [("Layer", "Output shape", "Param #"), ("Input", str([1, *network.picture]), "--")]
    for step in steps:
        shape = str([1, *step.after]) if step.after else "?"
        rows.append((step.layer.kind, shape, f"{step.parameters:,}" if step.parameters else "--"))
    lines = [f"{kind:<12}{shape:<22}{count:>14}" for kind, shape, count in rows]
    rule = "=" * len(lines[0])
    total = f"Total params: {sum(step.parameters for step in steps):,}"
    return "\n".join([rule, lines[0], rule, *lines[1:], rule, total, rule])


def sequence(steps: list[Step], indent: str, lazy: bool = False) -> str:
    """The layers, a line each, with the shape that leaves each at the right."""
    calls = [f"{indent}nn.{written(step, lazy)}," for step in steps]
    margin = max(map(len, calls), default=0) + 4
    lines = []
    for call, step in zip(calls, steps):
        shape = ", ".join(["N", *(str(side) for side in step.after)]) if step.after else ""
        why = f"({shape})" if shape else step.error
        lines.append(f"{call:<{margin}}# {why}" if why else call)
    return "\n".join(lines)


def written(step: Step, lazy: bool = False) -> str:
    """One layer as a call; nothing is said that PyTorch takes for granted.

    Behind an error no shape is known, so what depends on one is left to PyTorch's lazy layers.
    """
    each, before = step.layer, step.before
    if each.kind == "Linear":
        out = each["out_features"]
        if before is None or lazy:
            return f"LazyLinear({out})"
        return f"Linear({each['in_features'] or before[-1]}, {out})"
    if each.kind == "BatchNorm2d":
        return f"BatchNorm2d({before[0]})" if before else "LazyBatchNorm2d()"
    if each.kind == "Dropout":
        return f"Dropout({each['p']})"
    if each.kind == "Conv2d":
        channels = f"{before[0]}, " if before else ""
        name = "Conv2d" if before else "LazyConv2d"
        return f"{name}({channels}{each['out_channels']}, {', '.join(said(each))})"
    return f"{each.kind}({', '.join(said(each))})"


def said(each: Layer) -> list[str]:
    """What a sliding layer is called with: its kernel, and what PyTorch would not assume."""
    if "kernel_size" not in each.settings:
        return []
    assumed = {name: value for name, value in layer(each.kind).settings.items()}
    assumed["stride"] = ASSUMED_STRIDE[each.kind] or each["kernel_size"]
    skipped = ("out_channels", "kernel_size")
    return [f"kernel_size={each['kernel_size']}"] + [
        f"{name}={value}" for name, value in each.settings.items()
        if name not in skipped and value != assumed[name]
    ]
