"""The words of the lessons, in English and 中文 side by side; `words` adds them to its own."""

from demo import fitting_words

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
        "A [kernel](#term-kernel) is a small window that slides over the picture. At each place "
        "it multiplies what it sees with its own numbers, one by one, and adds the products up; "
        "the sum is one pixel of the [map](#term-map). It is no matrix product of window and "
        "kernel. The map is a little smaller than the picture, unless [padding](#term-padding) "
        "makes up for it. Here you choose the kernel; in training "
        "[back-propagation](#term-backprop) finds its numbers.",
        "[卷积核](#term-kernel)是一个在图片上滑动的小窗口。在每个位置，它把看到的数与自己的数逐个"
        "相乘，再把乘积加起来，得到[特征图](#term-map)上的一个像素：这不是窗口与卷积核的矩阵乘法"
        "。特征图会比原图小一些，除非用[填充](#term-padding)补上。这里由你来选卷积核；训练时，其"
        "中的数由[反向传播](#term-backprop)自动优化。",
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
    "convolution_sobel_x": ("Sobel →", "Sobel 横向 →"),
    "convolution_sobel_y": ("Sobel ↓", "Sobel 纵向 ↓"),
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
        "The [stride](#term-stride) is how many pixels the window moves from one place to the "
        "next. A stride smaller than the kernel makes neighbouring windows overlap; a larger one "
        "jumps over pixels that no window ever sees. Doubling the stride halves the sides of the "
        "map.",
        "[步长](#term-stride)是窗口每次移动的像素数。步长小于卷积核时，相邻的窗口会重叠；大于卷积"
        "核时，会跳过一些像素，永远看不到。步长加倍，特征图的边长就减半。",
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
        "[ReLU](#term-relu) turns everything below zero into zero, and some of that may be "
        "needed. So a [bias](#term-bias) is added after the convolution and before the "
        "[activation](#term-activation): it shifts all values, and the activation filters out "
        "less. It is learned like the weights, and may as well be negative: then only strong "
        "answers pass.",
        "[ReLU](#term-relu) 把 0 以下的值都变成 0，其中难免有我们需要的数据。所以在卷积之后、"
        "[激活](#term-activation)之前加上一个[偏置](#term-bias)，让数据整体平移，避免被激活函数过"
        "滤掉更多的信息。偏置和权重一样是学出来的，也可以是负数：那样就只有强的响应能通过。",
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
        "[Pooling](#term-pooling) cuts a map into regions and keeps one number of each: the "
        "greatest, or the mean. [Max pooling](#term-maxpool) asks whether a feature is there at "
        "all, [average pooling](#term-avgpool) how much of it. It has nothing to learn.",
        "[池化](#term-pooling)把特征图切成几个区域，每个区域只留一个数：最大值，或者平均值。"
        "[最大池化](#term-maxpool)问这个特征有没有，[平均池化](#term-avgpool)问有多少。池化没有要"
        "学习的参数。",
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
        "Small shifts only: choose half as large, and pooling hardly helps. The tutorial's "
        "invariance to scale must be learned from pictures of many sizes.",
        "只限于小的平移：选“缩小一半”，池化就几乎帮不上忙。教程里说的尺度不变性，要靠大小不同的图片来学。",
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
    # Output sizes
    "lesson_shapes": ("Output sizes", "输出尺寸"),
    "shapes_text": (
        "When the [maps](#term-map) are [flattened](#term-flatten) into one row for a [fully "
        "connected layer](#term-dense), how long is that row? Change any number below: the sizes "
        "are what PyTorch itself says.",
        "把所有[特征图](#term-map)[展平](#term-flatten)成一行、送入[全连接层](#term-dense)时，这"
        "一行有多长？改动下面任何一个数字：这里的尺寸都是 PyTorch 自己给出的。",
    ),
    "shapes_begin": ("Begin with", "从这里开始"),
    "shapes_begin_mnist": ("MNIST Net: 9,216", "手写数字网络：9,216"),
    "shapes_begin_fashion": ("Fashion Net: 256", "服饰网络：256"),
    "shapes_begin_simple": ("SimpleCNN: 123,648", "教程 SimpleCNN：123,648"),
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
    # Full connection against local, shared weights
    "lesson_sharing": ("Full or local", "全连接与局部连接"),
    "sharing_text": (
        "A [fully connected layer](#term-dense) ties every output to every pixel, each with a "
        "weight of its own. A convolution ties an output to one small window ([local "
        "perception](#term-local)), and the same few weights serve at every place ([shared "
        "weights](#term-shared)).",
        "[全连接层](#term-dense)把每个输出和每个像素都连起来，每条线有自己的权重。卷积只把一个输"
        "出和一个小窗口连起来（[局部感知](#term-local)），而且同一组权重用在所有位置（"
        "[参数共享](#term-shared)）。",
    ),
    "sharing_side": ("Side of the picture", "图片边长"),
    "sharing_kernel": ("Side of the kernel", "卷积核边长"),
    "sharing_channels": ("Output channels", "输出通道数"),
    "sharing_dense": ("Fully connected", "全连接"),
    "sharing_local": ("Convolution", "卷积"),
    "sharing_each": ("{each} connections for one output", "一个输出有 {each} 条连接"),
    "sharing_parameters": ("{total} parameters", "{total} 个参数"),
    "sharing_times": (
        "Both give {out} numbers; the dense layer needs {times} times as many parameters.",
        "两者都输出 {out} 个数；全连接层的参数是卷积的 {times} 倍。",
    ),
    "sharing_shuffle": ("What if the pixels are shuffled?", "把像素打乱会怎样？"),
    "sharing_shuffle_text": (
        "Every picture is shuffled in the same way. A dense layer has no idea which pixels are "
        "neighbours: sort its weights in the same way, and it answers as before. A kernel looks at "
        "neighbours, and there are none left.",
        "所有图片都用同一种方式打乱。全连接层不知道哪些像素相邻：把它的权重也同样重排，"
        "答案和原来一样。卷积核看的是相邻像素，而打乱后已经没有相邻关系了。",
    ),
    "sharing_digit": ("Digit", "数字"),
    "sharing_moved": ("Pixels moved, %", "移动的像素，%"),
    "sharing_plain": ("a digit", "一个数字"),
    "sharing_shuffled": ("shuffled", "打乱之后"),
    "sharing_edges": ("edges that a kernel finds", "卷积核找到的边缘"),
    "sharing_found": (
        "and in the shuffled one, put back in place", "在打乱的图里找到的，放回原位"
    ),
    "sharing_right": ("Right answers", "答对的个数"),
    "sharing_as_it_is": ("as it is", "原样"),
    "sharing_sorted": ("shuffled, weights too", "打乱，权重也重排"),
    "sharing_dense_layer": (
        "Dense layer: which mean digit is nearest?", "全连接层：离哪个平均数字最近？"
    ),
    "sharing_network": ("mnist, the network of this app", "本应用的卷积网络 mnist"),
    "sharing_impossible": ("not possible: shared", "做不到：权重是共享的"),
    "sharing_apart": (
        "With its weights sorted, the scores of the dense layer differ from the plain ones by at "
        "most {apart}: by rounding. Both judge fifty digits of the MNIST test set; neither was "
        "trained on shuffled pictures.",
        "权重重排之后，全连接层的得分与原来最多相差 {apart}，只是舍入误差。"
        "两者判断的都是 MNIST 测试集里的五十个数字；都没有用打乱的图片训练过。",
    ),
    "sharing_silent": ("The server does not answer.", "服务器没有回答。"),
    # The story, and the glossary
    "lesson_story": ("The story", "故事"),
    "lesson_glossary": ("Glossary: every term in one sentence", "术语表：每个术语一句话"),
    "story_text": (
        "A seven on its way through the tutorial's network. Follow it from left to right; every "
        "step has a lesson in which you can move things and see what follows.",
        "一个“7”穿过教程里的网络。从左往右看；每一步都有一课，可以动手改一改，看看会怎样。",
    ),
    "story_picture": (
        "**Picture.** 28×28 numbers in one [channel](#term-channel), black 0 and white 1.",
        "**图片。** 28×28 个数，一个[通道](#term-channel)，黑是 0，白是 1。",
    ),
    "story_kernel": (
        "**Kernel.** A small [kernel](#term-kernel) slides over it: multiply, add up, move on by "
        "the [stride](#term-stride).",
        "**卷积核。** 小小的[卷积核](#term-kernel)在上面滑动：相乘、求和，再按[步长](#term-stride)"
        "移动。",
    ),
    "story_map": (
        "**Map.** A [bias](#term-bias) is added, [ReLU](#term-relu) keeps what is above zero: a "
        "[feature map](#term-map).",
        "**特征图。** 加上[偏置](#term-bias)，[ReLU](#term-relu) 留下大于零的部分："
        "一张[特征图](#term-map)。",
    ),
    "story_pool": (
        "**Pool.** [Pooling](#term-pooling) keeps the greatest number of each region, here of that "
        "map: half the sides, the same seven.",
        "**池化。** [池化](#term-pooling)在每个区域（这里是那张特征图）只留最大的数："
        "边长减半，还是那个 7。",
    ),
    "story_score": (
        "**Score.** A [fully connected layer](#term-dense) weighs all of it, and "
        "[softmax](#term-softmax) makes ten probabilities.",
        "**得分。** [全连接层](#term-dense)把它们全部加权，[softmax](#term-softmax) 给出十个概率。",
    ),
    "story_training": (
        "**Training.** Where the answer is wrong, the [gradient](#term-gradient) of the "
        "[loss](#term-loss) says how to change each [weight](#term-weight).",
        "**训练。** 答错时，[损失](#term-loss)的[梯度](#term-gradient)告诉每个[权重](#term-weight)"
        "该怎么改。",
    ),
    "structure_title": ("The whole network", "整个网络的结构"),
    "structure_text": (
        "[Convolution](#term-convolution) and [activation](#term-activation), twice: Conv2d, each "
        "with [ReLU](#term-relu) behind it. [Pooling](#term-pooling): MaxPool2d halves the sides. "
        "[Fully connected](#term-dense): [Flatten](#term-flatten) makes one row, and a Linear "
        "ties all of it together, with a ReLU behind it. Output: the last Linear gives ten "
        "[scores](#term-logit).",
        "[卷积层](#term-convolution)和[激活函数](#term-activation)，各两次：Conv2d，后面跟 "
        "[ReLU](#term-relu)。[池化层](#term-pooling)：MaxPool2d 让边长减半。"
        "[全连接层](#term-dense)：[Flatten](#term-flatten) 展平成一行，Linear 把所有局部特征结合"
        "起来，后面也有 ReLU。输出层：最后一个 Linear 给出十个[得分](#term-logit)。",
    ),
    # Training, one step
    "lesson_learning": ("One training step", "训练的一步"),
    "learning_text": (
        "A network that has learned nothing sees one digit. Training is this step, taken again and "
        "again: forward, [loss](#term-loss), [backward](#term-backprop), update.",
        "一个什么都没学过的网络看到一个数字。训练就是反复走这一步：前向、"
        "[损失](#term-loss)、[反向传播](#term-backprop)、更新。",
    ),
    "learning_digit": ("Digit", "数字"),
    "learning_rate": ("Learning rate", "学习率"),
    "learning_forward": ("1. Forward", "1. 前向"),
    "learning_forward_text": (
        "The picture goes through the network: ten probabilities, all about the same.",
        "图片穿过网络，得到十个概率，都差不多。",
    ),
    "learning_loss": ("2. Loss", "2. 损失"),
    "learning_loss_text": (
        "How wrong is that? Less the logarithm of the probability of the right digit.",
        "错得多厉害？正确数字的概率取对数，再加负号。",
    ),
    "learning_backward": ("3. Backward", "3. 反向"),
    "learning_backward_text": (
        "For each weight, the gradient: how fast the loss grows with it, here for the six first "
        "kernels. Orange: it should become smaller; blue: greater.",
        "对每个权重求梯度：它增大时损失增大得有多快，这里是第一层的六个卷积核。"
        "橙色：应该变小；蓝色：应该变大。",
    ),
    "learning_update": ("4. Update", "4. 更新"),
    "learning_update_text": (
        "Each weight less learning rate times gradient; here the weight with the steepest one, the "
        "new kernels, and the new probabilities.",
        "每个权重减去学习率乘梯度；这里是梯度最大的那个权重、新的卷积核和新的概率。",
    ),
    "learning_effect": ("The loss was {before} and is {after}.", "损失从 {before} 变成 {after}。"),
    "learning_valley": ("Which learning rate?", "学习率取多大？"),
    "learning_valley_text": (
        "The mean loss of ten digits, one of each, after this one step, for learning rates from "
        "0.001 to 10: too long a step towards one digit spoils the others.",
        "走完这一步之后，十个数字（每类一个）的平均损失，学习率从 0.001 到 10："
        "朝一个数字走得太远，就会把其他数字弄坏。",
    ),
    "learning_many": ("Twenty steps on the ten digits", "在这十个数字上走二十步"),
    "learning_twenty": (
        "Their mean loss was {first} and is {last}.", "平均损失从 {first} 变成 {last}。"
    ),
    "learning_too_small": (
        "At {rate} the learning rate is too small: the loss hardly moves.",
        "学习率 {rate} 太小：损失几乎不动。",
    ),
    "learning_right": (
        "At {rate} the loss goes down, and the digits are learned.",
        "学习率 {rate} 合适：损失下降，这些数字学会了。",
    ),
    "learning_too_large": (
        "At {rate} the learning rate is too large: the steps jump over the valley.",
        "学习率 {rate} 太大：每一步都跳过了谷底。",
    ),
    "learning_silent": ("The server does not answer.", "服务器没有回答。"),
}
WORDS |= fitting_words.WORDS
