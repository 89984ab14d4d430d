"""Say in both languages what stands on the left and on the right of a comparison."""

from demo.feature_maps.activations import Activations
from demo.feature_maps.epochs import format_accuracy
from demo.i18n import both

Words = dict[str, str]          # in both languages


def describe_weights(activations: Activations) -> Words:
    """Say which weights computed these maps."""
    selection, source = activations.selection, activations.source
    if source.origin == "random":
        return both("random_seed", seed=selection.seed)
    if selection.weights in ("trained", "random"):
        return both("trained_kernels")
    return in_both(source.name)


def in_both(name: str) -> Words:
    """Return a name that is the same in both languages."""
    return {"en": name, "zh": name}


def describe_network(activations: Activations) -> Words:
    """Name the network behind these maps, and its weights if they are not its trained ones."""
    name = in_both(activations.selection.network)
    if activations.source.origin != "random":
        return name
    return both("compared_random", network=name, weights=describe_weights(activations))


def describe_sides(activations: Activations) -> list[Words]:
    """Say what stands left and right, and the step and the shape of each."""
    selection = activations.selection
    sides = [activations, activations.other]
    names = {
        "picture": [both("your_picture"), both("other_picture")],
        "network": [describe_network(side) for side in sides],
        "epoch": [both("compared_epoch", epoch=epoch, accuracy=format_accuracy(epoch))
                  for epoch in (selection.epoch, selection.other_epoch)],
        "random": [describe_weights(side) for side in sides],
    }[selection.compare]
    return [describe_side(name, side, selection.step) for name, side in zip(names, sides)]


def describe_side(name: Words, side: Activations, wanted: str) -> Words:
    """Add to the name of a side its step and shape, and if it has no step `wanted`."""
    shape = "×".join(str(n) for n in side.output.shape)
    key = "compared_side" if side.step.name == wanted else "compared_other_step"
    return both(key, name=name, step=side.step.name, shape=shape, wanted=wanted)
