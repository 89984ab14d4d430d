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
    # Output sizes
    "lesson_shapes": ("Output sizes", "输出尺寸"),
    "shapes_text": (
        "When the maps are flattened into one row for a fully connected layer, how long is that "
        "row? Change any number below: the sizes are what PyTorch itself says.",
        "把所有特征图展平成一行、送入全连接层时，这一行有多长？改动下面任何一个数字："
        "这里的尺寸都是 PyTorch 自己给出的。",
    ),
    "shapes_begin": ("Begin with", "从这里开始"),
    "shapes_begin_mnist": ("MNIST Net · 9,216", "手写数字网络 · 9,216"),
    "shapes_begin_fashion": ("Fashion Net · 256", "服饰网络 · 256"),
    "shapes_begin_simple": ("SimpleCNN · 123,648", "教程 SimpleCNN · 123,648"),
    "shapes_begin_mistake": ("The mistake", "教程里的报错"),
    "shapes_begin_compact": ("CompactNet of this app", "本应用的 CompactNet"),
    "shapes_drawing": ("Drawing of the network", "网络示意图"),
    "shapes_scale": (
        "Channels × height × width. Sides are to scale; thickness grows with the root of the "
        "channels, a column with the logarithm of its numbers.",
        "通道 × 高 × 宽。边长按比例；厚度随通道数的平方根增长，柱子随数字个数的对数增长。",
    ),
    "shapes_picture": ("Picture", "图片"),
    "shapes_channels": ("channels", "通道"),
    "shapes_height": ("height", "高"),
    "shapes_width": ("width", "宽"),
    "shapes_kind": ("Kind of layer", "层的种类"),
    "shapes_conv2d": ("convolution", "卷积"),
    "shapes_maxpool2d": ("max pooling", "最大池化"),
    "shapes_avgpool2d": ("average pooling", "平均池化"),
    "shapes_relu": ("activation", "激活"),
    "shapes_batchnorm2d": ("batch norm", "批归一化"),
    "shapes_dropout": ("dropout", "随机失活"),
    "shapes_flatten": ("one row", "展平"),
    "shapes_linear": ("fully connected", "全连接"),
    "shapes_out_channels": ("out_channels", "输出通道 out_channels"),
    "shapes_kernel_size": ("kernel_size", "核 kernel_size"),
    "shapes_stride": ("stride", "步长 stride"),
    "shapes_padding": ("padding", "填充 padding"),
    "shapes_dilation": ("dilation", "空洞 dilation"),
    "shapes_groups": ("groups", "分组 groups"),
    "shapes_bias": ("bias", "偏置 bias"),
    "shapes_ceil_mode": ("ceil_mode", "向上取整 ceil_mode"),
    "shapes_p": ("p", "概率 p"),
    "shapes_in_features": ("in_features", "输入 in_features"),
    "shapes_out_features": ("out_features", "输出 out_features"),
    "shapes_more": ("All settings of this layer", "这一层的全部参数"),
    "shapes_up": ("Move up", "上移"),
    "shapes_down": ("Move down", "下移"),
    "shapes_away": ("Remove", "删除"),
    "shapes_add": ("Add a layer", "添加一层"),
    "shapes_total": (
        "{last} come out; {total} parameters in all.", "输出 {last}；一共 {total} 个参数。"
    ),
    "shapes_stopped": (
        "Stopped by an error; {total} parameters until there.",
        "遇到错误而停止；到此为止 {total} 个参数。",
    ),
    "shapes_no_flatten": (
        "This layer sees every line of the picture by itself: is a Flatten missing before it?",
        "这一层会把图片的每一行分开处理：前面是不是少了 Flatten？",
    ),
    "shapes_mend": ("Mend it", "改正"),
    "shapes_mend_in_features": (
        "This layer is written for {written} numbers, but {real} arrive: write "
        "in_features={real}.",
        "这一层写的是接收 {written} 个数，而送来的有 {real} 个：应写 in_features={real}。",
    ),
    "shapes_mend_flatten": (
        "What arrives is still a picture, {shape}, and a Linear takes its lines of {last} "
        "numbers one by one: a Flatten before it makes one row of {real}.",
        "送来的还是图片（{shape}），Linear 会逐行接收，每行 {last} 个数："
        "在它前面加 Flatten，展平成 {real} 个数的一行。",
    ),
    "shapes_mend_order": (
        "{kind} needs a picture with height and width, but Flatten has already made one row of "
        "it: move it before Flatten.",
        "{kind} 需要有高和宽的图片，但 Flatten 已经把它展平成一行：把这一层移到 Flatten 前面。",
    ),
    "shapes_mend_groups": (
        "{groups} groups must share out both {before} channels that arrive and {after} that "
        "leave, without a remainder.",
        "{groups} 个组要把进来的 {before} 个通道和出去的 {after} 个通道都正好分完。",
    ),
    "shapes_mend_padding": (
        "PyTorch pads at most half a pooling window, here {half}: beyond, a window would see "
        "padding only.",
        "池化的填充最多是窗口的一半，这里是 {half}：再多，窗口里就只剩填充了。",
    ),
    "shapes_mend_kernel": (
        "The window spans {reach} pixels, the picture with its padding has {room}: a kernel of "
        "{kernel} fits.",
        "窗口跨 {reach} 个像素，而图片连同填充只有 {room} 个：最大可用 {kernel} 的核。",
    ),
    "shapes_unreadable": (
        "This is no network that this page can read; begin with one of those above.",
        "这个页面读不懂这个网络，请从上面的网络开始。",
    ),
    "shapes_many": ("At most {most} layers fit here.", "这里最多 {most} 层。"),
    "shapes_bounds": (
        "{name} should be a number from {least} to {most}, whole unless it is a probability.",
        "{name} 应在 {least} 到 {most} 之间，除概率外都是整数。",
    ),
    "shapes_silent": (
        "The server does not answer; what you wrote stays here.",
        "服务器没有回答；你写的内容还在这里。",
    ),
    "shapes_module": ("PyTorch code", "PyTorch 代码"),
    "shapes_copy": ("Copy code", "复制代码"),
    "shapes_ways": (
        "How do I know in_features without counting?", "不用自己算，怎样知道 in_features？"
    ),
    "shapes_way_lazy": (
        "nn.LazyLinear waits for the first picture and takes its in_features from it.",
        "nn.LazyLinear 等第一张图片进来，自己得到 in_features。",
    ),
    "shapes_way_print": (
        "Or print the shape after every layer; where the network breaks, the last line tells.",
        "或者打印每一层之后的形状；在哪里出错，最后一行就说明了。",
    ),
    "shapes_way_table": (
        "Or have a table made, as the package torchinfo does.",
        "或者像 torchinfo 那样列成表格。",
    ),
}
