// Exercise 10: excerpts of a program with one bug each, several from the tutorial. The visitor only
// makes choices; no visitor's code is run.

// Each bug: the lines shown, the wrong line's index, its correction, three lines that don't help,
// and the code before and after for running it; `answer` is True only if the bug is fixed.
const BUGS = {
  flatten(rng) {
    const maps = rng.choice([8, 16, 32]), size = rng.choice([12, 16, 20]), half = size / 2;
    return {
      lines: [`x = F.relu(conv(x))`, "x = F.max_pool2d(x, 2)", "x = torch.flatten(x, -1)", "x = fc(x)"],
      wrong: 2, right: "x = torch.flatten(x, 1)",
      others: ["x = torch.flatten(x, 0)", "x = x.view(-1)", "x = F.max_pool2d(x, 4)"],
      before: `conv = nn.Conv2d(1, ${maps}, 3, padding=1)\nfc = nn.Linear(${maps} * ${half} * ${half}, 10)\n`
        + `x = torch.zeros(4, 1, ${size}, ${size})`,
      after: "answer = x.shape == (4, 10)",
    };
  },
  features(rng) {
    const [first, second] = [rng.choice([8, 16, 32]), rng.choice([12, 24, 64])], size = rng.choice([20, 28, 32]);
    const [big, half] = [size - 4, (size - 4) / 2];
    const row = (maps, side) => `    nn.Flatten(), nn.Linear(${maps} * ${side} * ${side}, 10),`;
    return {
      lines: ["net = nn.Sequential(", `    nn.Conv2d(1, ${first}, 3), nn.ReLU(),`,
        `    nn.Conv2d(${first}, ${second}, 3), nn.ReLU(),`, "    nn.MaxPool2d(2),", row(second, big), ")"],
      wrong: 4, right: row(second, half),
      others: [row(second, size / 2), row(first, half), `    nn.MaxPool2d(${big}),`],
      before: "", after: `answer = net(torch.zeros(4, 1, ${size}, ${size})).shape == (4, 10)`,
      values: { size, big, half },
    };
  },
  channels(rng) {
    const [first, second] = [rng.choice([8, 16, 32]), rng.choice([12, 24, 64])];
    const second2d = (before, after) => `    nn.Conv2d(${before}, ${after}, 3), nn.ReLU(),`;
    return {
      lines: ["net = nn.Sequential(", `    nn.Conv2d(3, ${first}, 3), nn.ReLU(),`,
        second2d(3, second), "    nn.AdaptiveAvgPool2d(1), nn.Flatten(),", `    nn.Linear(${second}, 10),`, ")"],
      wrong: 2, right: second2d(first, second),
      others: [second2d(second, first), second2d(1, second), `    nn.Linear(${first}, 10),`],
      before: "", after: "answer = net(torch.zeros(4, 3, 16, 16)).shape == (4, 10)", values: { first },
    };
  },
  compose(rng) {
    const means = `transforms.Normalize((${rng.choice(["0.1307", "0.2860", "0.5"])},), (${rng.choice(["0.3081", "0.3530", "0.5"])},)),`;
    return {
      lines: ["transform = transforms.Compose([", "    transforms.ToTensor(),", '    """from 0 to 1"""',
        `    ${means}`, "])"],
      wrong: 2, right: "    # from 0 to 1",
      others: ['    """from 0 to 1""",', "    'from 0 to 1'", "    transforms.ToTensor()"],
      before: "import numpy as np\nfrom torchvision import transforms\n",
      after: "answer = transform(np.zeros((28, 28), np.uint8)).shape == (1, 28, 28)",
    };
  },
  shuffle(rng) {
    const batch = rng.choice([4, 32, 64, 128]);
    const loader = (kind, more = "") => `${kind}_loader = DataLoader(${kind}_set, batch_size=${batch}${more})`;
    return {
      lines: [loader("train"), loader("test"), "for images, labels in train_loader:", "    print(labels[:4])"],
      wrong: 0, right: loader("train", ", shuffle=True"),
      others: [loader("test", ", shuffle=True"), loader("train", ", shuffle=False"), "for images, labels in test_loader:"],
      before: "from torch.utils.data import DataLoader, RandomSampler, TensorDataset\n\n"
        + "train_set = test_set = TensorDataset(torch.zeros(200, 1, 28, 28), torch.arange(200) // 20)",
      after: "answer = isinstance(train_loader.sampler, RandomSampler) "
        + "and not isinstance(test_loader.sampler, RandomSampler)",
    };
  },
  evaluation(rng) {
    const p = rng.choice([0.25, 0.5]);
    return {
      lines: ["net.train()", "with torch.no_grad():", "    logits = net(images)",
        "    right = (logits.argmax(1) == labels).sum()"],
      wrong: 0, right: "net.eval()",
      others: ["net.zero_grad()", "with torch.enable_grad():", "    logits = net(images).softmax(1)"],
      before: `net = nn.Sequential(nn.Flatten(), nn.Dropout(${p}), nn.Linear(784, 10))\n`
        + "images, labels = torch.zeros(4, 1, 28, 28), torch.zeros(4)",
      after: "answer = not net.training and not logits.requires_grad", values: { p },
    };
  },
};

const BUG_LESSONS = {                   // a slip of Python has none
  flatten: "shapes&net=mistake", features: "shapes&net=mistake", channels: "shapes&net=mistake",
  shuffle: "batch", evaluation: "batch",
};

const mendTask = {
  name: "mend", way: null,
  make(rng) {
    const bug = rng.choice(Object.keys(BUGS)), code = BUGS[bug](rng);
    const options = rng.shuffle([code.right, ...code.others]);
    const answer = { line: code.wrong, mended: options.indexOf(code.right) };
    return {
      numbers: { ...code, options }, answer, values: code.values ?? {}, way: BUG_LESSONS[bug], why: `homework_mend_${bug}`,
      parts: [{ kind: "choice", name: "line", code: true, numbered: true, options: code.lines },
        { kind: "choice", name: "mended", code: true, options }],
      mistakes: [...code.lines.map((_, line) => [{ line }, "line"]),
        ...options.map((_, mended) => [{ mended }, "mended"])],
    };
  },
};
