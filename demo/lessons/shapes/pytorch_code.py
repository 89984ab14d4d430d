"""Write a network as runnable PyTorch: a module, and three ways to find in_features."""

from demo.lessons.layer_settings import LayerSpec, new_layer
from demo.lessons.network_spec import NetworkSpec, TraceStep

# PyTorch's defaults; None: the kernel size.
DEFAULT_STRIDE = {"Conv2d": 1, "ConvTranspose2d": 1, "MaxPool2d": None, "AvgPool2d": None}


def module_program(network: NetworkSpec, steps: list[TraceStep]) -> str:
    """Write an nn.Module that prints its output shape and its parameter count."""
    picture = ", ".join(str(side) for side in network.picture)
    return f"""import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
{sequential_lines(steps, " " * 12)}
        )

    def forward(self, x):       # (N, {picture})
        return self.layers(x)


net = Net().eval()
print(net(torch.zeros(1, {picture})).shape)
print(sum(weights.numel() for weights in net.parameters()), "parameters")
"""


def lazy_program(network: NetworkSpec, steps: list[TraceStep]) -> str:
    """Write a program in which nn.LazyLinear takes in_features from the first picture."""
    return f"""{layers_program(steps, lazy=True)}
{input_line(network)}
net(x)      # one picture sets every in_features
print([layer.in_features for layer in net if isinstance(layer, nn.Linear)])
"""


def print_program(network: NetworkSpec, steps: list[TraceStep]) -> str:
    """Write a program that prints the shape after each layer."""
    return f"""{layers_program(steps)}
{input_line(network)}
for layer in net:
    x = layer(x)
    print(type(layer).__name__, tuple(x.shape))
"""


def layers_program(steps: list[TraceStep], lazy: bool = False) -> str:
    """Write the imports and the network as nn.Sequential."""
    return f"""import torch
from torch import nn

net = nn.Sequential(
{sequential_lines(steps, " " * 4, lazy)}
).eval()"""


def input_line(network: NetworkSpec) -> str:
    """Write the line that makes one black picture."""
    return f"x = torch.zeros(1, {', '.join(str(side) for side in network.picture)})"


def printed_shapes(steps: list[TraceStep]) -> str:
    """Return what `print_program` prints, up to the first error."""
    lines = []
    for step in steps:
        if step.after is None:
            return "\n".join([*lines, step.error or ""])
        lines.append(f"{step.layer.kind} {(1, *step.after)}")
    return "\n".join(lines)


def summary_table(network: NetworkSpec, steps: list[TraceStep]) -> str:
    """Return a table of layers, output shapes and parameters, as torchinfo prints it."""
    rows = [("Layer", "Output shape", "Param #"), ("Input", str([1, *network.picture]), "--")]
    for step in steps:
        shape = str([1, *step.after]) if step.after else "?"
        rows.append((step.layer.kind, shape, f"{step.parameters:,}" if step.parameters else "--"))
    lines = [f"{kind:<12}{shape:<22}{count:>14}" for kind, shape, count in rows]
    rule = "=" * len(lines[0])
    total = f"Total params: {sum(step.parameters for step in steps):,}"
    return "\n".join([rule, lines[0], rule, *lines[1:], rule, total, rule])


def sequential_lines(steps: list[TraceStep], indent: str, lazy: bool = False) -> str:
    """Write one layer per line, with its output shape as a comment at the right."""
    calls = [f"{indent}nn.{layer_call(step, lazy)}," for step in steps]
    margin = max(map(len, calls), default=0) + 4
    lines = []
    for call, step in zip(calls, steps):
        shape = ", ".join(["N", *(str(side) for side in step.after)]) if step.after else ""
        comment = f"({shape})" if shape else step.error
        lines.append(f"{call:<{margin}}# {comment}" if comment else call)
    return "\n".join(lines)


def layer_call(step: TraceStep, lazy: bool = False) -> str:
    """Write one layer as a call, without the arguments that are PyTorch's defaults.

    After an error no input shape is known; lazy layers stand where one is needed.
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
    if "out_channels" in each.settings:
        channels = f"{before[0]}, " if before else ""
        name = each.kind if before else f"Lazy{each.kind}"
        return f"{name}({channels}{each['out_channels']}, {', '.join(call_arguments(each))})"
    return f"{each.kind}({', '.join(call_arguments(each))})"


def call_arguments(each: LayerSpec) -> list[str]:
    """Return the arguments of a sliding layer: its kernel, and what isn't PyTorch's default."""
    if "kernel_size" not in each.settings:
        return []
    defaults = dict(new_layer(each.kind).settings)
    defaults["stride"] = DEFAULT_STRIDE[each.kind] or each["kernel_size"]
    skipped = ("out_channels", "kernel_size")
    return [f"kernel_size={each['kernel_size']}"] + [
        f"{name}={value!r}" for name, value in each.settings.items()
        if name not in skipped and value != defaults[name]
    ]
