"""Write one training step as runnable PyTorch that prints the lesson's numbers."""

from torch import Tensor

from demo.lessons.sample_digits import hex_rows

CODE = '''import torch
import torch.nn.functional as F
from torch import nn

rows = """
{rows}
"""             # the picture: two hex digits per pixel, 00 to ff
ink = torch.tensor(list(bytes.fromhex(rows))).view(1, 1, 28, 28) / 255
label = torch.tensor([{digit}])

torch.manual_seed(1)
net = nn.Sequential(
    nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(16 * 4 * 4, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
)
optimizer = torch.optim.SGD(net.parameters(), lr={rate!r})

logits = net((ink - 0.1307) / 0.3081)                       # forward
loss = F.cross_entropy(logits, label)                       # loss
optimizer.zero_grad()
loss.backward()                                             # backward
optimizer.step()                                            # update

new_loss = F.cross_entropy(net((ink - 0.1307) / 0.3081), label)
print(logits.softmax(1), loss.item(), net[0].weight.grad[0], new_loss.item(), sep="\\n")
'''


def step_program(ink: Tensor, digit: int, rate: float) -> str:
    """Write the step on one picture, (1, 1, 28, 28) in [0, 1], at a learning rate."""
    return CODE.format(rows=hex_rows(ink), digit=digit, rate=rate)
