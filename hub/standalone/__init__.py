"""Files that let a model repository stand alone, without this project: modeling.py and ONNX."""
