"""A training step computes the mean loss and its gradients, recorded on a GPU or not."""

import json
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from training import arguments, data, fashion_mnist, loop, mnist
from training.recipe import build_network
from training.run import Run
from training.speed import cuda_graph

DATA = Path(__file__).parents[1] / "data"
on_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU")


def fast_run(device: str, batch_size: int = 64) -> Run:
    flags = ["--recipe", "fast", "--precision", "float32", "--device", device, "--epochs", "2"]
    args = arguments.parse_args(mnist.__doc__, "mnist", mnist.RECIPES, [*flags, "--batch-size",
                           str(batch_size)])  # fmt: skip
    train, test = data.load_dataset("MNIST", DATA)
    torch.manual_seed(1)
    recipe = mnist.RECIPES["fast"]
    net = build_network(recipe, train).to(device, memory_format=torch.channels_last).train()
    optimizer = recipe.optimizer(net, args.lr)
    scheduler = recipe.schedule(optimizer, 10, args)
    return Run(net, train.to(args.device), test, optimizer, scheduler, args, model=net)


def batches(run: Run) -> list[tuple[torch.Tensor, torch.Tensor]]:
    size = run.args.batch_size
    images, labels = run.train.images.float() / 255, run.train.labels
    return list(zip(images.split(size), labels.split(size)))


def test_gradients_are_those_of_the_mean_loss():
    run = fast_run("cpu")
    images, labels = batches(run)[0]
    loss, correct = loop.forward_backward(run, images, labels)
    logits = run.net(images)
    expected = F.cross_entropy(logits, labels, label_smoothing=run.args.label_smoothing)
    assert loss == pytest.approx(expected.item(), rel=1e-5)
    assert correct == (logits.argmax(1) == labels).sum()
    wanted = torch.autograd.grad(expected, list(run.net.parameters()))
    for weights, gradient in zip(run.net.parameters(), wanted):
        torch.testing.assert_close(weights.grad, gradient, rtol=1e-3, atol=1e-6)


def test_repeated_steps_on_one_batch_lower_its_loss():
    run = fast_run("cpu")
    images, labels = batches(run)[0]
    losses = [loop.train_step(run, images, labels)[0].item() for _ in range(10)]
    assert losses[-1] < losses[0] / 2


@on_gpu
def test_a_graphed_step_has_the_gradients_of_a_plain_step():
    plain, recorded = fast_run("cuda"), fast_run("cuda")
    graphed = cuda_graph.choose_step(recorded, loop.forward_backward)
    for images, labels in batches(plain):       # nine whole batches and one of 24
        # The same weights each time: what differs by rounding would soon differ by more.
        plain.net.load_state_dict(recorded.net.state_dict())
        expected = loop.forward_backward(plain, images, labels)
        found = loop.train_step(recorded, images, labels, graphed)
        torch.testing.assert_close(found[0], expected[0], rtol=1e-3, atol=1e-4)
        for ours, theirs in zip(recorded.net.parameters(), plain.net.parameters()):
            torch.testing.assert_close(ours.grad, theirs.grad, rtol=0.01, atol=1e-3)
    assert graphed.seen == 10


@on_gpu
def test_a_graphed_step_draws_new_random_numbers_for_every_batch():
    run = fast_run("cuda")._replace(augment=mnist.vary_pen_and_hand)
    images, labels = batches(run)[0]
    graphed = cuda_graph.choose_step(run, loop.forward_backward)
    losses = [graphed(run, images, labels)[0].item() for _ in range(8)]     # of the same weights
    assert len(set(losses[cuda_graph.WARM_UP :])) == 8 - cuda_graph.WARM_UP


@on_gpu
@pytest.mark.parametrize("script, recipe", [(mnist, "compact"), (mnist, "tutorial"),
                                            (fashion_mnist, "compact")])  # fmt: skip
def test_training_on_a_gpu_lowers_the_loss(script, recipe: str, tmp_path: Path):
    flags = ["--recipe", recipe, "--device", "cuda", "--data-dir", str(DATA), "--no-board",
             "--limit", "640", "--batch-size", "60", "--output", str(tmp_path / "net")]  # fmt: skip
    script.main([*flags, "--epochs", "3"])
    metrics = json.loads((tmp_path / "net" / "metrics.json").read_text())
    losses = [epoch["train_loss"] for epoch in metrics["history"]]
    assert metrics["device"] == torch.cuda.get_device_name() and losses[2] < losses[0]
    assert all(w.isfinite().all() for w in load_file(tmp_path / "net/model.safetensors").values())
