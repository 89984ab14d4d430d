// The run whose settings the controls show, as a runnable PyTorch program.
function pytorchCode(how) {
  const change = how.augment ? `
        images = torch.where(torch.rand(len(images), 1, 1, 1) < 0.5, images.flip(3), images)
        images = moved(images)` : "";
  const move = how.augment ? `

def moved(images):      # each by up to one pixel
    n = len(images)
    padded = F.pad(images, (1, 1, 1, 1))
    y, x = torch.randint(3, (2, n, 1))
    rows = (y + torch.arange(28))[:, None, :, None]
    columns = (x + torch.arange(28))[:, None, None, :]
    return padded[torch.arange(n)[:, None, None, None], 0, rows, columns]

` : "";
  const [watch, stop] = how.patience ? [`
best, waited = float("inf"), 0`, `
    waited = 0 if measured[1][0] < best else waited + 1
    if waited == 0:
        best, kept = measured[1][0], {name: value.clone() for name, value in net.state_dict().items()}
    if waited == ${how.patience}:
        net.load_state_dict(kept)   # those of the best epoch
        break`] : ["", ""];
  return `import torch
import torch.nn.functional as F
from torch import nn
from torchvision import datasets

data = datasets.FashionMNIST("data", train=True, download=True)
images, labels = data.data[:, None], data.targets           # (60000, 1, 28, 28), uint8
n = len(labels)
held_out = min(1000, n // 3)                                # never seen in training
train = images[: min(${how.pictures}, n - held_out)], labels[: min(${how.pictures}, n - held_out)]
validation = images[n - held_out :], labels[n - held_out :]
${move}
torch.set_num_threads(1)
torch.manual_seed(${how.seed})
net = nn.Sequential(
    nn.Conv2d(1, ${how.channels}, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(${how.channels}, ${2 * how.channels}, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Dropout(${how.dropout}),
    nn.Linear(${2 * how.channels} * 5 * 5, ${4 * how.channels}), nn.ReLU(), nn.Dropout(${how.dropout}),
    nn.Linear(${4 * how.channels}, 10),
)
optimizer = torch.optim.AdamW(net.parameters(), lr=${how.lr}, weight_decay=${how.weight_decay})


@torch.inference_mode()
def measure(images, labels):        # without dropout, on unchanged pictures
    net.eval()
    logits = net(images[:held_out].float() / 255)
    right = (logits.argmax(1) == labels[:held_out]).float().mean().item()
    return F.cross_entropy(logits, labels[:held_out]).item(), right

${watch}
history = []
for epoch in range(1, ${how.epochs} + 1):
    net.train()
    for index in torch.randperm(len(train[1])).split(32):
        images = train[0][index].float() / 255${change}
        loss = F.cross_entropy(net(images), train[1][index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    measured = measure(*train), measure(*validation)
    history.append(measured)
    print(epoch, *(f"loss {loss:.4f}, {right:.1%} right;" for loss, right in measured))${stop}
`;
}
