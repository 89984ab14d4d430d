"""A run's board, read back with TensorBoard's own reader and shown in a browser."""

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import forked_python
import numpy as np
import pytest
import torch
from google.protobuf import text_format
from paths import DATA
from PIL import Image
from safetensors.torch import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.custom_scalar.layout_pb2 import Layout
from tensorboard.plugins.hparams.api_pb2 import Status
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
from tensorboard.plugins.projector.projector_config_pb2 import ProjectorConfig
from tensorboard.util.tensor_util import make_ndarray

from hub import checkpoint
from training import console, fashion_mnist, feature_maps, mnist

# 256 pictures in batches of 64: four batches an epoch, a line of progress after every second one.
SHORT = [
    "--data-dir", DATA, "--limit", 256, "--batch-size", 64, "--epochs", 2, "--log-interval", 2,
    "--device", "cpu",
]  # fmt: skip
ALL = dict.fromkeys(("scalars", "images", "histograms", "tensors"), 0)      # 0: leave nothing out


def train(script, folder: Path, *flags) -> Path:
    """Run a script that writes below `folder`; return the folder of its board, if it has one."""
    words = [*flags, "--output", folder / "net", "--log-dir", folder / "runs"]
    script.main([str(word) for word in words])
    boards = list((folder / "runs").glob("*/*"))
    assert len(boards) <= 1
    return boards[0] if boards else None


def read_events(board: Path) -> EventAccumulator:
    return EventAccumulator(str(board), size_guidance=ALL).Reload()


def steps(events) -> list[int]:
    return [event.step for event in events]


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> tuple[Path, Path]:
    """Give board and checkpoint of two epochs of Fashion-MNIST."""
    folder = tmp_path_factory.mktemp("run")
    return train(fashion_mnist, folder, *SHORT), folder / "net"


@pytest.fixture(scope="module")
def events(run) -> EventAccumulator:
    return read_events(run[0])


@pytest.mark.slow
def test_the_folder_names_network_and_start(run):
    board, net = run
    assert board.parent.name == "fashion_mnist"
    assert re.fullmatch(r"\d{8}-\d{6}", board.name)
    assert checkpoint.load_metrics(net)["started"] == board.name
    assert len({path.parent for path in board.rglob("*tfevents*")}) == 1    # no run within a run


@pytest.mark.slow
def test_scalars_are_those_of_metrics_json(run, events):
    """The means of every two batches are logged, and after each epoch what metrics.json holds."""
    assert steps(events.Scalars("loss/running")) == steps(events.Scalars("learning rate"))
    assert steps(events.Scalars("loss/running")) == [2, 4, 6, 8]
    windows = [w for epoch in checkpoint.load_metrics(run[1])["history"] for w in epoch["running"]]
    assert [share for share, *_ in windows] == [0.5, 1, 0.5, 1]
    for k, kind in enumerate(("loss", "accuracy"), 1):
        logged = [event.value for event in events.Scalars(f"{kind}/running")]
        assert logged == pytest.approx([window[k] for window in windows])
    assert all(event.value > 0 for event in events.Scalars("learning rate"))
    history = checkpoint.load_metrics(run[1])["history"]
    for kind in ("loss", "accuracy"):
        for part in ("train", "test"):
            found = events.Scalars(f"{kind}/{part}")
            assert steps(found) == ([0, 4, 8] if part == "test" else [4, 8])
            said = [epoch[f"{part}_{kind}"] for epoch in history]
            assert [event.value for event in found][-2:] == pytest.approx(said)
    before = {kind: events.Scalars(f"{kind}/test")[0].value for kind in ("loss", "accuracy")}
    assert before["accuracy"] < 0.3     # of ten classes, by an untrained network
    assert before["loss"] == pytest.approx(np.log(10), abs=0.3)


@pytest.mark.slow
def test_training_and_test_share_a_chart(events):
    """All curves that the layout names are there."""
    layout = Layout.FromString(
        make_ndarray(events.Tensors("custom_scalars__config__")[0].tensor_proto).item())
    charts = {chart.title: [*chart.multiline.tag] for chart in layout.category[0].chart}
    assert charts == {
        kind: [f"{kind}/{part}" for part in ("running", "train", "test")]
        for kind in ("loss", "accuracy")
    }
    assert {tag for tags in charts.values() for tag in tags} <= set(events.Tags()["scalars"])


@pytest.mark.slow
def test_images_are_logged_before_the_first_batch_and_after_each_epoch(events):
    """Samples and predictions first; predictions and confusion matrix after each epoch.

    And at every interval four pictures of the batch, as in the tutorial.
    """
    wanted = {"samples": [0], "predictions": [0, 4, 8], "confusion": [4, 8],
              "predictions vs. actuals": [2, 4, 6, 8]}  # fmt: skip
    assert {tag: steps(events.Images(tag)) for tag in events.Tags()["images"]} == wanted
    for tag in wanted:
        assert events.Images(tag)[0].width > 300
        assert events.Images(tag)[0].height > (150 if "vs." in tag else 300)


@pytest.mark.slow
def test_the_graph_has_input_and_last_layer(run, events):
    nodes = {node.name for node in events.Graph().node}
    assert any("input" in name for name in nodes)
    assert any("fc" in name for name in nodes)
    assert not any("Sequential" in name for name in nodes)
    for name in ("Block[block1]/Conv2d[conv1]", "Block[block3]/Conv2d[conv2]"):
        assert any(node.startswith(f"CompactNet/{name}/") for node in nodes), nodes


@pytest.mark.slow
def test_histograms_show_weights_and_gradients_of_each_epoch(run, events):
    """Of kernels and matrices; the first are the initial weights, the last those that are saved."""
    net = checkpoint.load(run[1])
    names = [name for name, weights in net.named_parameters() if weights.dim() > 1]
    wanted = {f"{kind}/{name}" for kind in ("weights", "gradients") for name in names}
    assert set(events.Tags()["histograms"]) == wanted
    for name, weights in net.named_parameters():
        if name not in names:
            continue
        assert steps(events.Histograms(f"gradients/{name}")) == [4, 8]
        assert steps(events.Histograms(f"weights/{name}")) == [0, 4, 8]
        last = events.Histograms(f"weights/{name}")[-1].histogram_value
        assert last.num == weights.numel()
        assert last.min == pytest.approx(weights.min().item())
        assert last.max == pytest.approx(weights.max().item())


@pytest.mark.slow
def test_each_class_has_a_precision_recall_curve(run, events):
    metrics = checkpoint.load_metrics(run[1])
    curves = events.summary_metadata.keys() & set(events.Tags()["tensors"])
    curves -= {"custom_scalars__config__"}
    assert curves == {f"precision-recall/{name}" for name in metrics["recall"]}
    for name, counts in zip(metrics["recall"], metrics["confusion"]):
        tag = f"precision-recall/{name}"
        assert events.SummaryMetadata(tag).plugin_data.plugin_name == "pr_curves"
        last = events.Tensors(tag)[-1]
        true, false, *_, precision, recall = make_ndarray(last.tensor_proto)   # at 127 thresholds
        assert last.step == 8
        assert true[0] == sum(counts)
        assert false[0] == metrics["n"] - sum(counts)
        assert recall[0] == pytest.approx(1)
        assert precision[0] == pytest.approx(sum(counts) / metrics["n"])
        assert (np.diff(recall) <= 0).all()


@pytest.mark.slow
def test_hyperparameters_are_the_flags_of_metrics_json(run, events):
    """The four main ones: the table shows them and the results without scrolling."""
    found = {}
    for tag in ("experiment", "session_start_info", "session_end_info"):
        content = events.SummaryMetadata(f"_hparams_/{tag}").plugin_data.content
        found[tag] = HParamsPluginData.FromString(content)
    flags = checkpoint.load_metrics(run[1])["flags"]
    flags = {flag: flags[flag] for flag in ("recipe", "epochs", "batch_size", "lr")}
    said = found["session_start_info"].session_start_info.hparams
    assert {flag: getattr(said[flag], said[flag].WhichOneof("kind")) for flag in said} == flags
    judged_by = {info.name.tag for info in found["experiment"].experiment.metric_infos}
    assert judged_by == {"accuracy/test", "loss/test"} <= set(events.Tags()["scalars"])
    assert found["session_end_info"].session_end_info.status == Status.Value("STATUS_SUCCESS")


@pytest.mark.slow
def test_the_projector_has_pixels_and_features_with_thumbnails(run):
    """More than 100 images; each thumbnail shows its row of pixels."""
    board, net = run
    config = text_format.Parse((board / "projector_config.pbtxt").read_text(), ProjectorConfig())
    clouds = {info.tensor_name: info for info in config.embeddings}
    assert set(clouds) == {"pixels:00000", "features:00008"}
    points = {name: np.loadtxt(board / info.tensor_path) for name, info in clouds.items()}
    names = [(board / info.metadata_path).read_text().split("\n")[:-1] for info in clouds.values()]
    assert names[0] == names[1]
    assert set(names[0]) == set(checkpoint.load(net).classes)
    n = len(names[0])
    assert n > 100
    assert points["pixels:00000"].shape == (n, 28 * 28)
    assert points["features:00008"].shape == (n, 128 * 3 * 3)
    sprite = np.asarray(Image.open(board / clouds["pixels:00000"].sprite.image_path))[:, :, 0]
    across = sprite.shape[1] // 28
    for k in (0, 17, n - 1):
        top, left = k // across * 28, k % across * 28
        thumbnail = sprite[top : top + 28, left : left + 28]
        assert np.abs(thumbnail.ravel() - points["pixels:00000"][k]).max() <= 1


@pytest.mark.slow
def test_a_finished_board_is_copied_into_its_checkpoint(run):
    """The bytes are equal, but the names do not contain the machine's."""
    board, net = run
    kept = net / "runs" / board.name
    names = [sorted(p.relative_to(f) for p in f.rglob("*")) for f in (board, kept)]
    assert len(names[0]) == len(names[1]) > 8
    assert socket.gethostname() not in " ".join(path.name for path in kept.rglob("*"))
    assert set(read_events(kept).Tags()["scalars"]) == set(read_events(board).Tags()["scalars"])
    assert (kept / "projector_config.pbtxt").read_bytes() == (
        board / "projector_config.pbtxt"
    ).read_bytes()
    checkpoint.load(net)


@pytest.mark.slow
def test_a_board_does_not_change_the_weights(tmp_path, run, capfd, no_pictures):
    """--no-board writes no file, prints nothing, and ends with equal weights."""
    assert train(fashion_mnist, tmp_path, *SHORT, "--no-board") is None
    assert {path.name for path in tmp_path.iterdir()} == {"net"}
    assert not (tmp_path / "net" / "runs").exists()
    assert "TensorBoard" not in capfd.readouterr().err
    one, other = (load_file(net / "model.safetensors") for net in (tmp_path / "net", run[1]))
    assert all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "recipe", "features", "tested"),
    [
        (mnist, "tutorial", 128, 1),
        (fashion_mnist, "tutorial", 84, 1),
        (feature_maps, "compact", 128, 1),
        (feature_maps, "tutorial", 128, 0),     # it trains no epoch
    ],
)
def test_every_network_has_a_board(
    script, recipe, features, tested, tmp_path, cifar, capfd, no_pictures
):
    data_dir = cifar if script is feature_maps else DATA
    epochs = [] if tested == 0 else ["--dry-run"]
    flags = ["--recipe", recipe, "--data-dir", data_dir, "--device", "cpu", *epochs]
    board = train(script, tmp_path, *flags)
    assert capfd.readouterr().err == ""
    events = read_events(board)
    assert events.Graph().node
    assert steps(events.Scalars("accuracy/test")) == [*{0, tested}]
    assert len(events.Tags()["tensors"]) == 10 + 1      # classes, and the layout of charts
    points = (board / f"{tested:05}" / "features" / "tensors.tsv").read_text().splitlines()
    assert len(points[0].split("\t")) == features


@pytest.mark.slow
def test_a_resumed_run_continues_its_board(tmp_path, monkeypatch, request):
    """Ctrl-C comes in the middle of an epoch whose first batches are logged already."""
    real = console.print_progress

    def interrupted(bar, loss, correct, seen, total, number):
        real(bar, loss, correct, seen, total, number)
        if number == 2 and seen > 64:
            raise KeyboardInterrupt

    flags = [*SHORT, "--epochs", 3]
    monkeypatch.setattr(console, "print_progress", interrupted)
    with pytest.raises(SystemExit) as stop:
        train(mnist, tmp_path, *flags)
    assert stop.value.code == 130
    card = (tmp_path / "net" / "README.md").read_text()
    assert "1 of these 3 epochs" in card
    assert "tensorboard" not in card        # an unfinished board does not go along
    assert all((tmp_path / "net" / name).exists() for name in re.findall(r"\]\((\S+png)\)", card))

    monkeypatch.undo()
    request.getfixturevalue("no_pictures")      # its patches would have been undone, too
    (board,) = (tmp_path / "runs").glob("*/*")
    content = read_events(board).SummaryMetadata("_hparams_/session_end_info").plugin_data.content
    stopped = HParamsPluginData.FromString(content).session_end_info
    assert stopped.status == Status.Value("STATUS_FAILURE")

    board = train(mnist, tmp_path, *flags, "--resume")
    assert len(list(board.glob("*tfevents*"))) == 2
    events = read_events(board)
    start, *ends = steps(events.Scalars("loss/test"))
    assert start == 0
    assert ends == [ends[0], 2 * ends[0], 3 * ends[0]]
    running = [first + k for first in (0, *ends[:2]) for k in [*range(2, ends[0], 2), ends[0]]]
    assert steps(events.Scalars("loss/running")) == running
    assert steps(events.Images("samples")) == [0]
    assert steps(events.Histograms("weights/fc.weight")) == [0, *ends]
    assert steps(events.Tensors("precision-recall/7")) == ends
    config = text_format.Parse((board / "projector_config.pbtxt").read_text(), ProjectorConfig())
    clouds = ["pixels:00000", f"features:{ends[2]:05}"]
    assert [info.tensor_name for info in config.embeddings] == clouds
    assert len(list((tmp_path / "net" / "runs" / board.name).glob("*tfevents*"))) == 2


@pytest.mark.slow
def test_two_runs_of_the_same_second_have_a_board_each(tmp_path, monkeypatch):
    monkeypatch.setattr(time, "strftime", lambda _: "20261123-201503")
    flags = ["--data-dir", DATA, "--dry-run", "--no-save-model", "--log-dir", tmp_path]
    for _ in range(2):
        mnist.main([str(flag) for flag in flags])
    assert len(list((tmp_path / "mnist").iterdir())) == 2


@pytest.mark.slow
def test_a_board_that_cannot_be_opened_does_not_stop_the_training(
    tmp_path, capsys, no_pictures
):
    (tmp_path / "runs").write_text("not a folder")
    assert train(mnist, tmp_path, "--data-dir", DATA, "--dry-run") is None
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith("Test set:")
    assert len(said.err.strip().splitlines()) == 1
    assert "goes on without it" in said.err
    assert checkpoint.load(tmp_path / "net").classes


@pytest.mark.slow
def test_a_full_disk_ends_the_board_but_not_the_training(tmp_path):
    """Files are limited to 300 kB, which the events exceed in the second epoch."""
    flags = [*SHORT, "--epochs", 3, "--no-save-model", "--log-dir", tmp_path]
    code = (
        "import resource, sys; from training import mnist\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "mnist.main(sys.argv[1:])"
    )
    done = forked_python.python(["-c", code, *flags])
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("Test set:")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "goes on without it" in done.stderr
    assert (tmp_path / "mnist").is_dir()


def test_a_board_within_the_checkpoint_folder_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        mnist.main(["--dry-run", "--output", str(tmp_path), "--log-dir", str(tmp_path / "runs")])
    assert "replaced after every epoch" in capsys.readouterr().err


@pytest.fixture(scope="module")
def address(run) -> str:
    """Start TensorBoard, on this machine only; give its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(run[0].parents[1])]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as board:
        for _ in range(600):
            with socket.socket() as s:
                if board.poll() is not None or s.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        board.terminate()


@pytest.mark.slow
def test_tensorboard_shows_every_tab(address, browser):
    """Its tabs are there, with the expected content behind some of them."""
    wanted = ["Time Series", "Scalars", "Custom Scalars", "Images", "Graphs", "Distributions",
              "Histograms", "PR Curves", "HParams", "Projector"]  # fmt: skip
    page = browser.new_page()
    for _ in range(20):     # TensorBoard looks for projectors in the background
        listing = page.request.get(f"{address}data/plugins_listing").json()
        if listing["projector"]["enabled"]:
            break
        page.wait_for_timeout(1000)
    page.goto(address)
    named = lambda tab: page.get_by_role("tab", name=re.compile(f"^{tab}$", re.I))  # noqa: E731
    for tab in wanted:
        named(tab).wait_for()
    assert page.get_by_role("tab", name="Audio").count() == 0      # what has no data has no tab
    for tab, words in (("Scalars", "accuracy/test"), ("Custom Scalars", "training and test"),
                       ("HParams", "batch_size"), ("PR Curves", "recall/Trouser")):
        named(tab).click()
        page.get_by_text(words).filter(visible=True).first.wait_for()
    page.close()
