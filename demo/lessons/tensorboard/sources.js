// For each tab: the lines of training/report that write it.
const SOURCES = {
  scalars: ["board.py", `run.board.add_scalar("learning rate", run.scheduler.get_last_lr()[0], step)
board.add_scalar(f"{kind}/train", history[-1][f"train_{kind}"], step)
run.board.add_scalar(f"{kind}/test", results[kind], step)`],
  custom: ["board.py", "run.board.add_custom_scalars(CHARTS)"],
  images: ["board_pictures.py", 'run.board.add_image(tag, to_pixels(figure), step, dataformats="HWC")'],
  graphs: ["graph.py", "board.add_graph(with_named_blocks(net), images.float() / 255)"],
  histograms: ["board.py", `run.board.add_histogram(f"weights/{name}", weights, step)
board.add_histogram(f"gradients/{name}", weights.grad, step)`],
  curves: ["board.py", 'board.add_pr_curve(f"precision-recall/{name}", test.labels == k, probs, step)'],
  projector: ["projector.py", "board.add_embedding(vectors, names, shown.images / 255, step, tag)"],
  hparams: ["hyperparameters.py", `flags = {flag: getattr(run.args, flag) for flag in SHOWN_FLAGS}
experiment, start, _ = hparams(flags, dict.fromkeys(["accuracy/test", "loss/test"]))
run.board.file_writer.add_summary(summary, step)`],
};
const TABS = Object.keys(SOURCES);
