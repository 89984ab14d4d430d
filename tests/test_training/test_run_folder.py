"""Where runs write: each to a folder of its own, and never over what is there."""

import tempfile

import pytest
from output_steps import parse, small_run, try_claim, words
from own_run import save_run
from paths import DATA

from hub import checkpoint, own_runs
from training import claim, console, fashion_mnist
from training.report.board_files import list_board_files

SHORT = ["--data-dir", DATA, "--recipe", "tutorial", "--limit", 256, "--batch-size", 64,
         "--epochs", 2, "--log-interval", 2, "--device", "cpu"]  # fmt: skip


def test_each_recipe_and_setting_has_a_folder_of_its_own(root, tmp_path):
    """The name of a run says what differs from its recipe."""
    compact, wide = parse(), parse("--recipe", "wide")
    assert compact.name == wide.name == "mnist"     # of the repository on the Hub
    assert compact.output.parts[-2] == compact.started
    assert compact.output.parent.parent == root / "mnist" / "compact"
    assert wide.output.parent.parent == root / "mnist" / "wide"
    changed = parse("--lr", 0.02, "--epochs", 3, "--seed", 7, "--batch-size", 128)
    assert changed.output.parent.name == f"{changed.started}_epochs=3_lr=0.02_seed=7"
    assert own_runs.RUN_NAME.fullmatch(changed.output.parent.name)
    (tmp_path / "三 shapes" / "train").mkdir(parents=True)
    own = parse("--data-dir", tmp_path / "三 shapes").output.parent.name
    assert own.endswith("_data=-shapes")
    assert own_runs.RUN_NAME.fullmatch(own)
    assert not root.exists()        # nothing is written before the training


def test_runs_of_one_second_get_two_folders(root):
    first, second = parse("--seed", 2), parse("--seed", 2)
    second.started = first.started
    with claim.claimed_output(small_run(first)), claim.claimed_output(small_run(second)):
        assert second.output != first.output
        assert second.output.parent.is_dir()
        assert own_runs.RUN_NAME.fullmatch(second.output.parent.name)
    assert not list((root / "mnist" / "compact").iterdir())     # nothing was saved in them


@pytest.mark.slow
def test_a_dry_run_leaves_nothing_behind(root, tmp_path, monkeypatch, capsys):
    """Not even in the folder of temporary files; board and checkpoint are tried all the same."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    saved = []
    save = checkpoint.save
    monkeypatch.setattr(checkpoint, "save", lambda folder, *rest: saved.append(folder) or
                        save(folder, *rest))  # fmt: skip
    fashion_mnist.main(words("--dry-run", "--recipe", "tutorial", "--data-dir", DATA))
    assert saved
    assert "nothing was kept" in capsys.readouterr().out
    assert not root.exists()
    assert not list((tmp_path / "tmp").glob("convlens*"))     # PyTorch has a cache of its own


@pytest.mark.parametrize("trial", [["--limit", 300], ["--dry-run"]])
def test_a_trial_replaces_no_finished_run(trial, tmp_path):
    """But another trial; a whole run replaces what --output names."""
    finished = save_run(tmp_path, "net")
    with pytest.raises(SystemExit, match="finished run, which a trial does not replace"):
        try_claim(*trial, "--output", finished)
    try_claim("--output", finished)
    try_claim(*trial, "--output", save_run(tmp_path, "trial", dry_run=True))
    assert not list(tmp_path.rglob("*.lock"))


def test_a_folder_without_a_checkpoint_is_not_replaced(tmp_path):
    """--output ~ would delete what is in it."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear Alice")
    for name in ("letters", "letters/a.txt"):
        with pytest.raises(SystemExit, match="is no checkpoint"):
            try_claim("--output", tmp_path / name)
    try_claim("--output", tmp_path / "empty")
    try_claim("--output", tmp_path / "new")


@pytest.mark.slow
def test_a_stopped_run_goes_on_in_its_folder(root, monkeypatch, capsys):
    """It is the newest stopped one; the bundled networks stay as they are."""
    bundled = {path: path.stat().st_mtime_ns for path in checkpoint.BUNDLED.rglob("*")}
    real = console.print_progress

    def interrupted(*shown):
        real(*shown)
        if shown[-1] == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(console, "print_progress", interrupted)
    with pytest.raises(SystemExit):
        fashion_mnist.main(words(*SHORT))
    (folder,) = (root / "fashion_mnist" / "tutorial").iterdir()
    assert folder.name.endswith("_epochs=2_batch-size=64_limit=256")
    assert not own_runs.is_finished(checkpoint.load_metrics(folder / "checkpoint"))
    monkeypatch.undo()

    monkeypatch.setenv(own_runs.VARIABLE, str(root))
    fashion_mnist.main(words(*SHORT, "--resume"))
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    metrics = checkpoint.load_metrics(folder / "checkpoint")
    assert len(metrics["history"]) == 2
    assert not own_runs.is_finished(metrics)        # on 256 pictures: a trial
    assert not (folder / "checkpoint" / "runs").exists()    # TensorBoard would show a second run
    assert {path.name for path in folder.iterdir()} == {"checkpoint"} | {
        path.relative_to(folder).parts[0] for path in list_board_files(folder)}
    with pytest.raises(SystemExit, match="Nothing to resume"):
        fashion_mnist.main(words(*SHORT, "--resume"))
    assert bundled == {path: path.stat().st_mtime_ns for path in checkpoint.BUNDLED.rglob("*")}


def test_evaluate_tests_the_newest_finished_run_of_a_recipe(root):
    run = save_run(root, "mnist/tutorial/20261127-201530", "mnist_tutorial")
    save_run(root, "mnist/tutorial/20261128-201530", "mnist_tutorial", flags={"epochs": 99})
    assert parse("--recipe", "tutorial", "--evaluate").output == run
    assert parse("--recipe", "wide", "--evaluate").output == checkpoint.BUNDLED / "mnist"
