// The arithmetic of the lessons: nested arrays of numbers, as PyTorch computes them.
