// What an exercise is passed on as: PyTorch code that computes `answer`, to be run as it is.
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
patch = torch.tensor(${listed(patch)})
kernel = torch.tensor(${listed(kernel)})
total = F.conv2d(patch[None, None], kernel[None, None], torch.tensor([${bias}])).item()
answer = total, F.relu(torch.tensor(total)).item()
`,
  kernel: ({ image, wanted }, given) => `
picture = torch.tensor(${listed(image)})
kernel = torch.tensor(${listed(given.kernel)})
wanted = torch.tensor(${listed(wanted)})
found = F.conv2d(picture[None, None], kernel[None, None])[0, 0]
answer = torch.equal(found, wanted)
`,
  pooling: ({ plane, map, layers }) => `
picture = torch.tensor(${listed(plane)}).double()
wanted = torch.tensor(${listed(map)}).double()
layers = [${layers.join(", ")}]
answer = [n for n, layer in enumerate(layers) if torch.allclose(layer(picture[None])[0], wanted)]
`,
  coverage: ({ size, side, stride }) => `
line = torch.ones(1, 1, ${size}, requires_grad=True)
F.conv1d(line, torch.ones(1, 1, ${side}), stride=${stride}).sum().backward()
answer = (line.grad[0, 0] == 0).nonzero().flatten().tolist()    # where nothing changes anything
`,
  relu: ({ sums, bias }) => `
sums = torch.tensor(${listed(sums)})
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

function pytorch(place, task, given) {
  const { name } = EXERCISES[place];
  return `${IMPORTS}${CODE[name](task.numbers, given)}print(answer)\n`;
}
