"""Write the story's steps as runnable PyTorch that prints the shape after each."""

from torch import Tensor

from demo.lessons.sample_digits import hex_rows

CODE = '''import torch
import torch.nn.functional as F
from torch import nn

rows = """
{rows}
"""             # the picture: two hex digits per pixel, 00 to ff
picture = torch.tensor(list(bytes.fromhex(rows))).view(1, 1, 28, 28) / 255

torch.manual_seed(1)            # untrained: load weights to get the story's answer
conv1, conv2 = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3)
fc1, fc2 = nn.Linear(64 * 12 * 12, 128), nn.Linear(128, 10)

x = (picture - 0.1307) / 0.3081
maps = F.relu(conv1(x))                         # each map: one kernel's answer at every position
maps = F.relu(conv2(maps))
pooled = F.max_pool2d(maps, 2)                  # the largest of every four numbers
row = torch.flatten(pooled, 1)                  # all maps in one row
scores = fc2(F.relu(fc1(row)))
probabilities = scores.softmax(1)
for step in (picture, maps, pooled, row, scores, probabilities):
    print(tuple(step.shape))
'''


def story_program(ink: Tensor) -> str:
    """Write the steps of one picture, (1, 1, 28, 28) in [0, 1]."""
    return CODE.format(rows=hex_rows(ink))
