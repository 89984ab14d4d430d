"""The words of the lessons, in English and 中文 side by side; `words` adds them to its own."""

WORDS = {   # key: (English, 中文)
    # What all lessons share
    "lesson_language": ("English", "中文"),
    "lesson_link": ("Copy link", "复制链接"),
    "lesson_copied": ("Copied", "已复制"),
    "lesson_convolution": ("Convolution", "卷积"),
    "lesson_stride": ("Stride", "步长"),
    "lesson_activation": ("Bias and ReLU", "偏置与 ReLU"),
    "lesson_pooling": ("Pooling", "池化"),
    # Convolution, step by step
    "convolution_text": ("Convolution.", "卷积。"),
    # Stride
    "stride_text": ("Stride.", "步长。"),
    # Bias and ReLU
    "activation_text": ("Activation.", "激活。"),
    # Pooling
    "pooling_text": ("Pooling.", "池化。"),
}
