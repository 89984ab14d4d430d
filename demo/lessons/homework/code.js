// An exercise as runnable PyTorch code that computes `answer`.
const IMPORTS = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n";

const CODE = {
  shape: ({ channels, maps, height, width, side, stride, padding }) => `
layer = ${convolutionCode({ channels, maps, side, stride, padding })}
answer = tuple(layer(torch.zeros(1, ${channels}, ${height}, ${width})).shape[1:])
`,
  features: ({ layers, picture }) => `
layers = nn.Sequential(
${layers.map(({ code }) => `    ${code},\n`).join("")})
answer = layers(torch.zeros(1, 1, ${picture}, ${picture})).flatten(1).shape[1]
`,
  parameters: ({ channels, maps, side, pixels, outputs }) => `
local, dense = nn.Conv2d(${channels}, ${maps}, ${side}), nn.Linear(${pixels}, ${outputs})
answer = tuple(sum(p.numel() for p in layer.parameters()) for layer in (local, dense))
`,
  number: ({ patch, kernel, bias }) => `
patch = torch.tensor(${pythonList(patch)})
kernel = torch.tensor(${pythonList(kernel)})
total = F.conv2d(patch[None, None], kernel[None, None], torch.tensor([${bias}])).item()
answer = total, F.relu(torch.tensor(total)).item()
`,
  kernel: ({ image, wanted }, given) => `
picture = torch.tensor(${pythonList(image)})
kernel = torch.tensor(${pythonList(given.kernel)})
wanted = torch.tensor(${pythonList(wanted)})
found = F.conv2d(picture[None, None], kernel[None, None])[0, 0]
answer = torch.equal(found, wanted)
`,
  pooling: ({ plane, map, layers }) => `
picture = torch.tensor(${pythonList(plane)}).double()
wanted = torch.tensor(${pythonList(map)}).double()
layers = [${layers.join(", ")}]
answer = [n for n, layer in enumerate(layers) if torch.allclose(layer(picture[None])[0], wanted)]
`,
  coverage: ({ size, side, stride }) => `
line = torch.ones(1, 1, ${size}, requires_grad=True)
F.conv1d(line, torch.ones(1, 1, ${side}), stride=${stride}).sum().backward()
answer = (line.grad[0, 0] == 0).nonzero().flatten().tolist()    # where nothing changes anything
`,
  relu: ({ sums, bias }) => `
sums = torch.tensor(${pythonList(sums)})
zeros = (F.relu(sums + ${bias}).flatten() == 0).nonzero().flatten().tolist()
answer = zeros, next(bias for bias in range(-9, 10) if (F.relu(sums + bias) > 0).all())
`,
  mend: ({ lines, wrong, right, before, after }) => `${before}
${lines.with(wrong, right).join("\n")}
${after}
`,
};

function convolutionCode({ channels, maps, side, stride, padding }) {
  return `nn.Conv2d(${channels}, ${maps}, kernel_size=${side}, stride=${stride}, padding=${padding})`;
}

function pytorchCode(place, task, given) {
  const { name } = EXERCISES[place];
  return `${IMPORTS}${CODE[name](task.numbers, given)}print(answer)\n`;
}
