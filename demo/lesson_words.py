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
    "stride_text": (
        "The stride is how many pixels the window moves from one place to the next. A stride "
        "smaller than the kernel makes neighbouring windows overlap; a larger one jumps over "
        "pixels that no window ever sees. Doubling the stride halves the sides of the map.",
        "步长是窗口每次移动的像素数。步长小于卷积核时，相邻的窗口会重叠；大于卷积核时，"
        "会跳过一些像素，永远看不到。步长加倍，特征图的边长就减半。",
    ),
    "stride_counts": ("How often each pixel is looked at", "每个像素被看到的次数"),
    "stride_overlap": (
        "Neighbouring windows share {n} of their columns (or rows).",
        "相邻的窗口共用 {n} 列（或行）。",
    ),
    "stride_touch": (
        "Neighbouring windows touch and share nothing.", "相邻的窗口刚好相接，没有重叠。"
    ),
    "stride_gap": (
        "Columns (or rows) jumped over between neighbouring windows: {n}.",
        "相邻的窗口之间跳过 {n} 列（或行）。",
    ),
    "stride_often": (
        "What is seen at all is seen {least} to {most} times: where the counts alternate, "
        "a checkerboard appears.",
        "看得到的像素被看 {least} 到 {most} 次；次数交替变化的地方，会出现棋盘纹。",
    ),
    "stride_evenly": (
        "What is seen at all is seen equally often: {most} ×.", "看得到的像素次数相同：{most} 次。"
    ),
    "stride_never": (
        "Hatched: {n} of {all} pixels are never looked at. Whatever is there, the map stays the "
        "same.",
        "斜线部分：{all} 个像素中有 {n} 个从来没有被看到。那里不管是什么，特征图都不变。",
    ),
    "stride_all_seen": ("Every pixel is looked at.", "每个像素都被看到。"),
    # Bias and ReLU
    "activation_text": (
        "ReLU turns everything below zero into zero, and some of that may be needed. So a bias is "
        "added after the convolution and before the activation: it shifts all values, and the "
        "activation filters out less. It is learned like the weights, and may as well be negative: "
        "then only strong answers pass.",
        "ReLU 把 0 以下的值都变成 0，其中难免有我们需要的数据。所以在卷积之后、激活之前加上一个"
        "偏置，让数据整体平移，避免被激活函数过滤掉更多的信息。偏置和权重一样是学出来的，也可以是负数："
        "那样就只有强的响应能通过。",
    ),
    "activation_picture": ("Picture", "图片"),
    "activation_sums": ("Sums of the convolution", "卷积得到的和"),
    "activation_biased": ("Plus the bias", "加上偏置"),
    "activation_relu": ("After ReLU; hatched: dead", "ReLU 之后；斜线：被置零"),
    "activation_choose": (
        "The sums. Arrow keys choose the pixel of the formula below.",
        "卷积得到的和。方向键选择下面公式里的像素。",
    ),
    "activation_sum": ("sum", "和"),
    "activation_dead": ("{now} of {all} pixels die.", "{all} 个像素中有 {now} 个被置零。"),
    "activation_saves": (
        "The bias {bias} saves {n} that would die without it.",
        "偏置 {bias} 救回了 {n} 个，没有它就会被置零。",
    ),
    "activation_costs": (
        "The bias {bias} costs {n} more: only strong answers pass.",
        "偏置 {bias} 又让 {n} 个被置零：只有强的响应能通过。",
    ),
    "activation_same": (
        "As many as without a bias. Move the slider.", "和没有偏置时一样多。移动滑块试试。"
    ),
    "activation_others": (
        "The same sums plus bias through five activations. The dots are the pixels of this map.",
        "同样的和加上偏置，经过五种激活函数。圆点是这张图的像素。",
    ),
    "activation_zeros": ("{zeros} exact zeros", "{zeros} 个恰好为零"),
    # Pooling
    "pooling_text": (
        "Pooling cuts a map into regions and keeps one number of each: the greatest, or the mean. "
        "Max pooling asks whether a feature is there at all, average pooling how much of it. It "
        "has nothing to learn.",
        "池化把特征图切成几个区域，每个区域只留一个数：最大值，或者平均值。最大池化问这个特征有没有，"
        "平均池化问有多少。池化没有要学习的参数。",
    ),
    "pooling_side": ("Region side", "区域边长"),
    "pooling_input": ("Picture, and the region", "图片和当前区域"),
    "pooling_picture": ("picture", "图片"),
    "pooling_max": ("max pooling", "最大池化"),
    "pooling_average": ("average pooling", "平均池化"),
    "pooling_working": ("In this region", "在这个区域"),
    "pooling_purposes": ("What it is good for", "池化的作用"),
    "pooling_shift_text": (
        "1. It tolerates small shifts: a feature may move inside its region, and the answer "
        "changes less than the picture. Change it, and see how far the numbers move.",
        "1. 特征不变性：特征在区域里稍微移动，结果的变化比图片小。改变图片，看这些数变了多少。",
    ),
    "pooling_change": ("Change", "改变"),
    "pooling_right": ("one pixel to the right", "右移一个像素"),
    "pooling_down": ("one pixel down", "下移一个像素"),
    "pooling_two": ("two pixels to the right", "右移两个像素"),
    "pooling_small": ("half as large", "缩小一半"),
    "pooling_scale_note": (
        "Small shifts only: choose half as large, and pooling does not help. The tutorial's "
        "invariance to scale must be learned from pictures of many sizes.",
        "只限于小的平移：选“缩小一半”，池化就帮不上忙。教程里说的尺度不变性，要靠大小不同的图片来学。",
    ),
    "pooling_fewer_text": (
        "2. Fewer numbers: what repeats itself goes, the most important stays.",
        "2. 特征降维：去掉冗余的信息，留下最重要的特征。",
    ),
    "pooling_weights": (
        "A fully connected layer to 10 classes: {before} weights become {after}.",
        "接一个 10 类的全连接层：权重从 {before} 个变成 {after} 个。",
    ),
    "pooling_noise_text": (
        "3. Less overfitting: fewer weights can learn less by heart, and some of the noise, which "
        "is all that sets two takes of a picture apart, is gone.",
        "3. 在一定程度上防止过拟合：权重少了，就难以死记硬背；"
        "同一张图两次拍摄之间的噪声，也会去掉一些。",
    ),
    "pooling_noise": ("Noise", "噪声"),
    "pooling_noise_note": (
        "The mean evens noise out; the greatest picks the loudest.",
        "平均值会抵消噪声；最大值会选中最强的噪声。",
    ),
}
