// Everything that the lesson shows, as a PyTorch program that prints it.
function pytorchCode({ digit, size, shuffle, drop, epoch, label, p }, place, drawn) {
  const row = Math.floor(place / SIDE), column = place % SIDE;
  const python = (flag) => flag ? "True" : "False";
  const lines = props.pixels[digit].match(/.{56}/g).join("\n");
  return `import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import transforms

rows = """
${lines}
"""             # the picture: two hex digits per pixel, 00 to ff
picture = Image.frombytes("L", (28, 28), bytes.fromhex(rows))
scaled = transforms.ToTensor()(picture)                         # (1, 28, 28), from 0 to 1
normalized = transforms.Normalize((0.1307,), (0.3081,))(scaled)
row, column = ${row}, ${column}
print(picture.getpixel((column, row)), scaled[0, row, column], normalized[0, row, column])

x = normalized.unsqueeze(0)                                     # (1, 1, 28, 28), a batch of one
flat = x.view(x.size(0), -1)                                    # (1, 784), as torch.flatten(x, 1)
print(x.shape, flat.shape, flat[0, row * 28 + column])

numbers = TensorDataset(torch.arange(10))                       # of ten pictures
loader = DataLoader(numbers, batch_size=${size}, shuffle=${python(shuffle)}, drop_last=${python(drop)},
                    generator=torch.Generator().manual_seed(1))
for epoch in range(${epoch}):
    batches = [batch.tolist() for (batch,) in loader]
print(len(loader), batches)

# The scores that the tutorial's trained network gives to this digit
logits = torch.tensor([[${props.logits[digit].join(", ")}]])
label = torch.tensor([${label}])
log_probs = F.log_softmax(logits, dim=1)
nll, entropy = F.nll_loss(log_probs, label), F.cross_entropy(logits, label)
print(log_probs, log_probs.exp(), nll, entropy, sep="\\n")

# The largest ${props.features[digit].length} of the 128 numbers before the network's last layer
features = torch.tensor([${props.features[digit].join(", ")}])
p = ${p}
kept = torch.rand(${props.features[digit].length}, generator=torch.Generator().manual_seed(${drawn})) >= p
training = features * kept / (1 - p)            # nn.Dropout(p) in train(), with draws of its own
evaluation = nn.Dropout(p).eval()(features)     # unchanged
print(training, evaluation, sep="\\n")
`;
}
