"""Test, log and save the network after an epoch."""

from typing import Any

from training import calibration, console, evaluation
from training.report import board
from training.report import checkpoint as report
from training.run import Run, steps_per_epoch
from training.speed import distributed


def evaluate_epoch(run: Run, history: list[dict[str, Any]]) -> dict[str, Any]:
    """Test, log and save the network; add the results to the last entry of `history`.

    Of several processes only the main one does so; the others return {}.
    """
    if not distributed.is_main():
        return {}
    step = len(history) * steps_per_epoch(run.train, run.args)
    found = calibration.fit_calibration(run)
    logits = evaluation.compute_logits(run.net, run.test.images, run.args.test_batch_size)
    results = evaluation.score(logits, run.test)
    results |= calibration.measure_calibration(run.net, logits, run.test) | found
    console.check_loss(results["loss"], len(history), run.args)
    if history:
        history[-1] |= {"test_loss": results["loss"], "test_accuracy": results["accuracy"]}
    board.log_epoch(run, step, logits, results, history)
    if len(history) == run.args.epochs:
        board.log_end(run, step)
    report.save_checkpoint(run, logits, results, history)
    return results
