// The chosen run as a PyTorch program: training/optimizers.py, without the recording.
function pytorchCode({ optimizer, schedule }, rate, { pictures, epochs, batch_size: size, seed }) {
  const build = {
    sgd: `SGD(net.parameters(), lr=${rate})`, momentum: `SGD(net.parameters(), lr=${rate}, momentum=0.9)`,
    adadelta: `Adadelta(net.parameters(), lr=${rate})`, adamw: `AdamW(net.parameters(), lr=${rate})`,
  }[optimizer];
  const scheduler = schedule === "cycle"
    ? `OneCycleLR(optimizer, max_lr=${rate}, total_steps=epochs * steps, cycle_momentum=False)`
    : `StepLR(optimizer, step_size=steps, gamma=${gammaOf(schedule) ?? 1})`;
  return `import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import lr_scheduler
from torchvision import datasets

data = datasets.MNIST("data", train=True, download=True)
images, labels = data.data[:, None], data.targets           # (60000, 1, 28, 28), uint8
held_out = min(1000, len(labels) // 3)                      # for validation, never trained on
room = len(labels) - held_out
train, validation = slice(min(${pictures}, room)), slice(room, None)

torch.set_num_threads(1)
torch.manual_seed(${seed})
net = nn.Sequential(
    nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(16 * 5 * 5, 10),
)
epochs, batch_size = ${epochs}, ${size}
steps = -(-len(labels[train]) // batch_size)                # batches in an epoch
optimizer = torch.optim.${build}
scheduler = lr_scheduler.${scheduler}


@torch.inference_mode()
def validate():
    logits = net(images[validation].float() / 255)
    right = (logits.argmax(1) == labels[validation]).float().mean().item()
    return F.cross_entropy(logits, labels[validation]).item(), right


history, rates = [validate()], []
for epoch in range(1, epochs + 1):
    for index in torch.randperm(len(labels[train])).split(batch_size):
        rates.append(scheduler.get_last_lr()[0])
        loss = F.cross_entropy(net(images[train][index].float() / 255), labels[train][index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()            # after each batch; StepLR changes the rate after each epoch
    history.append(validate())
    print(f"epoch {epoch}: lr {rates[-1]:.4g}, validation loss {history[-1][0]:.4f}, "
          f"{history[-1][1]:.1%} right")
`;
}
