"""Train MNIST the standard way, as a baseline; print a line of JSON after each epoch.

The standard way is that of PyTorch's own example and of the tutorial: a DataLoader, transforms
image by image, batches of 64, the tutorial's network, Adadelta, float32, contiguous tensors.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim import Adadelta
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

sys.path.insert(0, str(Path(__file__).parents[2]))

from hub.models import MnistTutorial


class Tutorial(MnistTutorial):
    """The tutorial's network, step by step as it is written there: ours pools before ReLU."""

    def features(self, ink: Tensor) -> Tensor:
        x = F.relu(self.conv1(ink))
        x = F.relu(self.conv2(x))
        x = self.dropout1(F.max_pool2d(x, 2))
        return F.relu(self.fc1(torch.flatten(x, 1)))


def accuracy(net: MnistTutorial, loader: DataLoader, device: torch.device) -> float:
    """Return the accuracy on all images of a loader."""
    net.eval()
    right = 0
    with torch.inference_mode():
        for images, labels in loader:
            right += (net(images.to(device)).argmax(1) == labels.to(device)).sum().item()
    return right / len(loader.dataset)


def train_epoch(
    net: MnistTutorial, loader: DataLoader, optimizer: Adadelta, device: torch.device
) -> None:
    """Go through the training set once."""
    net.train()
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        F.cross_entropy(net(images), labels).backward()
        optimizer.step()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--until", type=float, default=0.99, help="test accuracy to stop at (0.99)")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--device", type=torch.device, default="cpu")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    change = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.1307, 0.3081)])
    train, test = (datasets.MNIST(args.data_dir, train=part, transform=change)
                   for part in (True, False))  # fmt: skip
    on_gpu = args.device.type == "cuda"     # then the example reads in a process of its own
    how = dict(num_workers=1, persistent_workers=True, pin_memory=True) if on_gpu else {}
    loader = DataLoader(train, batch_size=64, shuffle=True, **how)
    tests = DataLoader(test, batch_size=1000, **how)
    # The transforms have normalised the pictures already.
    net = Tutorial(classes=[str(k) for k in range(10)], mean=[0.0], std=[1.0]).to(args.device)
    optimizer = Adadelta(net.parameters(), lr=1.0)
    scheduler, seconds = StepLR(optimizer, step_size=1, gamma=0.7), 0.0
    for _ in range(args.epochs):
        started = time.perf_counter()
        train_epoch(net, loader, optimizer, args.device)
        if on_gpu:
            torch.cuda.synchronize()
        seconds += time.perf_counter() - started        # of training alone
        scheduler.step()
        reached = accuracy(net, tests, args.device)
        print(json.dumps([seconds, reached]), flush=True)
        if reached >= args.until:
            break


if __name__ == "__main__":
    main()
