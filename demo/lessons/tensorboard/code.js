// The recorded losses and accuracy, written for TensorBoard by a program, and smoothed as it does.
function pytorchCode({ smoothing }) {
  const list = (values) => `[${values.join(", ")}]`;
  return `from torch.utils.tensorboard import SummaryWriter

train_loss = ${list(scalars.train_loss)}
test_loss = ${list(scalars.test_loss)}
test_accuracy = ${list(scalars.test_accuracy)}

with SummaryWriter("runs/${run.name}") as board:
    board.add_custom_scalars({"training and test": {"loss": ["Multiline", ["loss/train", "loss/test"]]}})
    for epoch, (train, test, accuracy) in enumerate(zip(train_loss, test_loss, test_accuracy), 1):
        board.add_scalar("loss/train", train, epoch)
        board.add_scalar("loss/test", test, epoch)
        board.add_scalar("accuracy/test", accuracy, epoch)

smoothing, mean, smoothed = ${smoothing}, 0, []
for count, value in enumerate(test_loss, 1):
    mean = smoothing * mean + (1 - smoothing) * value
    smoothed.append(mean / (1 - smoothing**count))      # corrected for its start at 0
    print(f"epoch {count}: {value}, smoothed {smoothed[-1]:.4f}")
print("tensorboard --logdir runs")
`;
}
