"""Muon: gradient descent with momentum, in which a kernel's step goes as far in every direction."""

import torch
from torch import Tensor, nn
from torch.optim import Optimizer


class Muon(Optimizer):
    """Muon for the kernels of a network, Nesterov's momentum for all other weights.

    A few directions make up most of a gradient. Its nearest orthogonal matrix has all directions
    at one strength, so that what few pictures show is learned as fast as what all of them show.
    K. Jordan and others, "Muon: An optimizer for hidden layers in neural networks", 2024.

    A batch norm undoes the length of the kernels before it; here it is kept where it was in the
    mean, so that the rate alone says how far a step turns them.
    """

    def __init__(self, net: nn.Module, lr: float):
        kernels = [weight for weight in net.parameters() if weight.dim() == 4]
        others = [weight for weight in net.parameters() if weight.dim() != 4]
        super().__init__(
            [
                dict(params=kernels, lr=lr, momentum=0.6, decay=0.0),
                dict(params=others, lr=0.4 * lr, momentum=0.85, decay=5e-4),
            ],
            defaults={},
        )

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                step = self.ahead(weight, group["momentum"], group["decay"])
                if weight.dim() == 4:
                    weight.mul_(len(weight) ** 0.5 / weight.norm())
                    step = orthogonal(step.flatten(1)).view_as(weight)
                weight.sub_(step, alpha=group["lr"])

    def ahead(self, weight: Tensor, momentum: float, decay: float) -> Tensor:
        """Where gradient and momentum point from where they lead: Nesterov's look ahead."""
        slope = weight.grad.add(weight, alpha=decay)
        state = self.state[weight]
        state["moving"] = slope + momentum * state.get("moving", 0)
        return slope + momentum * state["moving"]


def orthogonal(matrix: Tensor, rounds: int = 3) -> Tensor:
    """A matrix with the same singular vectors, its singular values near 1; (m, n) → the same.

    Newton and Schulz' iteration with Jordan's three constants takes products of matrices only.
    Strong directions end between 0.68 and 1.21, faint ones are 41 times as strong at most.
    """
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    x = wide / (wide.norm() + 1e-7)         # no singular value is above 1
    for _ in range(rounds):
        square = x @ x.T
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x if wide is matrix else x.T
