"""The words of the lessons, in English and 中文 side by side; `words` adds them to its own."""

WORDS = {   # key: (English, 中文)
    # What all lessons share
    "lesson_language": ("English", "中文"),
    "lesson_link": ("Copy link", "复制链接"),
    "lesson_code": ("Copy as PyTorch", "复制 PyTorch 代码"),
    "lesson_copied": ("Copied", "已复制"),
    "lesson_player": ("Animation", "动画"),
    "lesson_first": ("To the first place", "到第一个位置"),
    "lesson_back": ("Step back", "后退一步"),
    "lesson_play": ("Play", "播放"),
    "lesson_pause": ("Pause", "暂停"),
    "lesson_step": ("Step", "前进一步"),
    "lesson_last": ("To the last place", "到最后一个位置"),
    "lesson_scrub": ("Place of the window", "窗口的位置"),
    "lesson_speed": ("Speed", "速度"),
    "lesson_convolution": ("Convolution", "卷积"),
    "lesson_stride": ("Stride", "步长"),
    "lesson_activation": ("Bias and ReLU", "偏置与 ReLU"),
    "lesson_pooling": ("Pooling", "池化"),
    # Convolution, step by step
    "convolution_text": (
        "A kernel is a small window that slides over the picture. At each place it multiplies what "
        "it sees with its own numbers, one by one, and adds the products up; the sum is one pixel "
        "of the map. It is no matrix product of window and kernel. The map is a little smaller "
        "than the picture, unless padding makes up for it. Here you choose the kernel; in training "
        "back-propagation finds its numbers.",
        "卷积核是一个在图片上滑动的小窗口。在每个位置，它把看到的数与自己的数逐个相乘，再把乘积加起来，"
        "得到特征图上的一个像素：这不是窗口与卷积核的矩阵乘法。特征图会比原图小一些，除非用填充补上。"
        "这里由你来选卷积核；训练时，其中的数由反向传播自动优化。",
    ),
    "convolution_picture": ("Picture", "图片"),
    "convolution_digit": ("Digit", "数字"),
    "convolution_arrow": ("Arrow", "箭头"),
    "convolution_checkerboard": ("Checkerboard", "棋盘"),
    "convolution_edge": ("Edge", "边缘"),
    "convolution_drawing": ("Draw it", "自己画"),
    "convolution_upload": ("Upload", "上传图片"),
    "convolution_size": ("Side, pixels", "边长（像素）"),
    "convolution_channels": ("Channels", "通道数"),
    "convolution_kernel": ("Kernel", "卷积核"),
    "convolution_identity": ("Identity", "恒等"),
    "convolution_blur": ("Blur", "模糊"),
    "convolution_sharpen": ("Sharpen", "锐化"),
    "convolution_sobel_x": ("Sobel, left to right", "Sobel，从左到右"),
    "convolution_sobel_y": ("Sobel, top to bottom", "Sobel，从上到下"),
    "convolution_laplace": ("Laplace", "拉普拉斯"),
    "convolution_emboss": ("Emboss", "浮雕"),
    "convolution_random": ("Random", "随机"),
    "convolution_own": ("Your own numbers", "自己填写"),
    "convolution_trained": ("feature_maps, trained, no. {n}", "feature_maps 训练后的第 {n} 个"),
    "convolution_side": ("Kernel side", "卷积核边长"),
    "convolution_stride": ("Stride", "步长"),
    "convolution_padding": ("Padding", "填充"),
    "convolution_mode": ("Padded with", "填充方式"),
    "convolution_zeros": ("zeros", "零"),
    "convolution_reflect": ("reflection", "镜像"),
    "convolution_dilation": ("Dilation", "膨胀"),
    "convolution_bias": ("Bias", "偏置"),
    "convolution_relu": ("ReLU", "激活 ReLU"),
    "convolution_input": ("Picture, with its numbers", "图片和它的数"),
    "convolution_output": ("Map", "特征图"),
    "convolution_paint": (
        "The picture. Arrow keys move, space inverts a pixel, digits write tenths.",
        "图片。方向键移动，空格反转一个像素，数字键写入十分之几。",
    ),
    "convolution_map": (
        "The map. Arrow keys move the window, space plays and pauses.",
        "特征图。方向键移动窗口，空格播放或暂停。",
    ),
    "convolution_map_hint": (
        "Click a pixel of the map to see how it came about; click pixels of the picture or numbers "
        "of the kernel to change them.",
        "点特征图上的一个像素，看它是怎样算出来的；点图片的像素或卷积核的数，可以修改。",
    ),
    "convolution_working": ("At this place", "在这个位置"),
    "convolution_sum": ("sum", "求和"),
    "convolution_linear": ("no activation", "没有激活"),
    "convolution_weight": (
        "Weight, channel {channel}, row {row}, column {column}",
        "权重，通道 {channel}，第 {row} 行第 {column} 列",
    ),
    "convolution_spoken": (
        "Row {row}, column {column}: sum {sum}, bias {bias}, result {result}.",
        "第 {row} 行第 {column} 列：和 {sum}，偏置 {bias}，结果 {result}。",
    ),
    "convolution_pixel": (
        "Pixel in row {row}, column {column}: {value}", "第 {row} 行第 {column} 列的像素：{value}"
    ),
    "convolution_left_over": (
        "Hatched: {over} at the right and at the bottom left over, where no further window fits. "
        "PyTorch rounds down and says nothing.",
        "斜线部分：右边和下边各剩 {over}，放不下下一个窗口。PyTorch 向下取整，不作提示。",
    ),
    "convolution_too_large": (
        "The kernel reaches over {reach} pixels, the padded picture has only {size}: there is no "
        "place for it. PyTorch says: Kernel size can't be greater than actual input size.",
        "卷积核跨 {reach} 个像素，而填充后的图片只有 {size} 个，放不下。PyTorch 会报错："
        "Kernel size can't be greater than actual input size。",
    ),
    "convolution_file": ("Your picture; it stays in your browser", "你的图片，不会离开浏览器"),
    "convolution_patch": (
        "Your picture and the patch that is taken. Arrow keys move it.",
        "你的图片和选取的小块，方向键移动。",
    ),
    "convolution_patch_hint": (
        "The picture stays in your browser. Drag the frame, or move it with the arrow keys.",
        "图片不会离开你的浏览器。拖动方框，或用方向键移动。",
    ),
    "convolution_unreadable": (
        "This file cannot be read as a picture; please choose another.",
        "这个文件不能作为图片读取，请换一个。",
    ),
    # Stride
    "stride_text": ("Stride.", "步长。"),
    # Bias and ReLU
    "activation_text": ("Activation.", "激活。"),
    # Pooling
    "pooling_text": ("Pooling.", "池化。"),
}
