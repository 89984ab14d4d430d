"""What the app and the training scripts share: networks, preprocessing, checkpoints."""
