"""Write a run's files: checkpoint, figures, predictions and TensorBoard's log."""
