"""A run's files: checkpoint, figures, predictions and TensorBoard."""
