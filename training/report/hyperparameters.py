"""Log flags and results for TensorBoard's HParams tab.

SummaryWriter.add_hparams would put them into a run of their own, below this one. So the three
summaries that torch.utils.tensorboard.summary.hparams makes are added here, by the writer's inner
file_writer; read in PyTorch 2.15, and checked by tests/test_training/test_board.py.
"""

import time

from training.run import Run

# With more than four, the table needs scrolling to show the results. Other settings are in the name
# of the run where they differ from the recipe's.
SHOWN_FLAGS = ("recipe", "epochs", "batch_size", "lr")


def log_flags(run: Run, step: int) -> None:
    """Log the main flags, and by which scalars they are judged."""
    from torch.utils.tensorboard.summary import hparams

    flags = {flag: getattr(run.args, flag) for flag in SHOWN_FLAGS}
    experiment, start, _ = hparams(flags, dict.fromkeys(["accuracy/test", "loss/test"]))
    for summary in (experiment, start):
        run.board.file_writer.add_summary(summary, step)


def log_session_end(run: Run, status: str) -> None:
    """Log that the run is complete, STATUS_SUCCESS, or was stopped, STATUS_FAILURE."""
    from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2
    from torch.utils.tensorboard.summary import hparams

    _, _, end = hparams({}, {})
    stored = end.value[0].metadata.plugin_data
    content = plugin_data_pb2.HParamsPluginData.FromString(stored.content)
    content.session_end_info.status = api_pb2.Status.Value(status)
    content.session_end_info.end_time_secs = time.time()
    stored.content = content.SerializeToString()
    run.board.file_writer.add_summary(end)
