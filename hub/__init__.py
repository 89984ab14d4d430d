"""Code shared by the app and the training scripts: networks, preprocessing, checkpoints, Hub."""
