"""The words of the homework, in English and 中文 side by side; `words` adds them to its own."""

WORDS = {   # key: (English, 中文)
    "lesson_homework": ("Homework", "作业"),
    "homework_text": (
        "Ten short exercises, checked at once. A wrong answer costs nothing: it is told which "
        "mistake leads there, where that can be seen. Every exercise can be had again with other "
        "numbers.",
        "十道小题，马上就有结果。答错没关系：能看出是哪种错误的，会告诉你。每道题都可以换一组数字再做。",
    ),
    "homework_steps": ("The ten exercises", "十道题"),
    "homework_progress": ("Exercises done", "完成的题数"),
    "homework_ticked": ("done", "已完成"),
    "homework_done": ("{n} of 10 done", "完成 {n} / 10"),
    "homework_all": ("All 10 done: you know how it works", "10 道题全部完成：原理你都懂了"),
    "homework_reset": ("Start again", "重新开始"),
    "homework_sure": ("Forget all ticks? Press again", "清除所有记录？再按一次"),
    "homework_check": ("Check", "检查"),
    "homework_next": ("Next exercise", "下一题"),
    "homework_another": ("Another one like it", "换一组数字"),
    "homework_hint": ("Hint", "提示"),
    "homework_missing": ("Something is still missing here.", "还有没回答的地方。"),
    "homework_way_shapes": ("Lesson: Output sizes", "相关课程：输出尺寸"),
    "homework_way_sharing": ("Lesson: Full or local", "相关课程：全连接与局部连接"),
    "homework_way_convolution": ("Lesson: Convolution", "相关课程：卷积"),
    "homework_way_pooling": ("Lesson: Pooling", "相关课程：池化"),
    "homework_way_stride": ("Lesson: Stride", "相关课程：步长"),
    "homework_way_activation": ("Lesson: Bias and ReLU", "相关课程：偏置与 ReLU"),
    "homework_way_fitting": ("Lesson: Over- and underfitting", "相关课程：过拟合与欠拟合"),
    "homework_picture": ("picture", "图片"),
    "homework_map": ("its map", "它的特征图"),
    "homework_patch": ("under the window", "窗口看到的"),
    "homework_weight": (
        "Weight in row {row}, column {column}: {value}", "第 {row} 行第 {column} 列的权重：{value}"
    ),
    # 1
    "homework_shape_title": ("Predict the shape", "预测输出的形状"),
    "homework_shape_text": (
        "A picture of {channels}×{height}×{width} goes through this layer. What comes out?",
        "一张 {channels}×{height}×{width} 的图片穿过这一层，输出的形状是多少？",
    ),
    "homework_shape_picture": (
        "The picture; dashed: padding; orange: the window's first two places",
        "图片；虚线：填充；橙色：窗口的前两个位置",
    ),
    "homework_shape_channels": ("channels", "通道"),
    "homework_shape_height": ("height", "高"),
    "homework_shape_width": ("width", "宽"),
    "homework_shape_hint": (
        "How often can the window move on by {stride} before it leaves the padded picture? And it "
        "stands once at the beginning: ⌊(size + 2·padding − kernel) / stride⌋ + 1.",
        "窗口每次移 {stride} 格，移出填充后的图片之前能移几次？再加上最开始的一次："
        "⌊(边长 + 2·填充 − 核) / 步长⌋ + 1。",
    ),
    "homework_shape_right": (
        "One map for each of the {maps} kernels, and "
        "⌊({height} + 2·{padding} − {side}) / {stride}⌋ + 1 = {high} rows, "
        "⌊({width} + 2·{padding} − {side}) / {stride}⌋ + 1 = {wide} columns.",
        "{maps} 个卷积核各得一张图；"
        "⌊({height} + 2·{padding} − {side}) / {stride}⌋ + 1 = {high} 行，"
        "⌊({width} + 2·{padding} − {side}) / {stride}⌋ + 1 = {wide} 列。",
    ),
    "homework_shape_wrong": (
        "Not yet: put the marked numbers into the formula of the hint.",
        "还不对：把标出的数代入提示里的公式再算一次。",
    ),
    "homework_shape_not_padding": (
        "The padding is missing: {padding} more on each side.", "漏了填充：每边多 {padding}。"
    ),
    "homework_shape_not_once": (
        "The padding is on both sides, so it counts twice.", "填充在两边都有，要算两次。"
    ),
    "homework_shape_not_plus": (
        "The window also stands at its first place, before it moves: add 1.",
        "窗口移动之前，在起点也算一个位置：要加 1。",
    ),
    "homework_shape_not_up": (
        "Rounded up: but a window that does not fit whole is left out.",
        "向上取整了：放不下的窗口是要舍去的。",
    ),
    "homework_shape_not_stride": (
        "The window moves {stride} pixels at a time, not 1.", "窗口每次移 {stride} 格，不是 1 格。"
    ),
    "homework_shape_not_turned": (
        "Height comes before width in PyTorch.", "PyTorch 里先高后宽。"
    ),
    "homework_shape_not_channels": (
        "Each of the {maps} kernels sums over all channels of the picture and gives one map.",
        "{maps} 个卷积核，每个都对图片的所有通道求和，各得一张图。",
    ),
    # 2
    "homework_features_title": ("Find in_features", "求 in_features"),
    "homework_features_text": (
        "A picture goes through these layers. With how many numbers does the fully connected "
        "layer begin? A product may be written, such as 64 * 12 * 12.",
        "一张图片穿过这些层，全连接层的输入有多少个数？可以写乘积，例如 64 * 12 * 12。",
    ),
    "homework_features_features": ("in_features", "输入数 in_features"),
    "homework_features_hint": (
        "Go layer by layer. A convolution without padding takes kernel − 1 from each side; a "
        "pooling of 2 halves it and rounds down. At the end: channels × height × width.",
        "一层一层地算。没有填充的卷积让边长减少（核 − 1）；2×2 池化让边长减半，向下取整。"
        "最后：通道 × 高 × 宽。",
    ),
    "homework_features_right": (
        "{maps} maps of {size}×{size} are left, and flattened they are {maps}·{size}·{size} = "
        "{features} numbers.",
        "最后剩下 {maps} 张 {size}×{size} 的图，展平就是 {maps}·{size}·{size} = {features} 个数。",
    ),
    "homework_features_wrong": (
        "Not yet: write the shape after each layer, then multiply the last one.",
        "还不对：写出每一层之后的形状，再把最后一个乘起来。",
    ),
    "homework_features_not_maps": (
        "That is one map; there are {maps} of them.", "这只是一张图，一共有 {maps} 张。"
    ),
    "homework_features_not_side": (
        "A map has height and width: the side counts twice.", "图有高和宽，边长要乘两次。"
    ),
    "homework_features_not_pool": (
        "Look where pooling stands, and where it does not: each one halves both sides.",
        "看清楚哪里有池化、哪里没有：每个池化让高和宽都减半。",
    ),
    "homework_features_not_padding": (
        "Look at the padding: without it each convolution shrinks the map, with enough of it the "
        "size stays.",
        "看看填充：没有填充，每次卷积图都会缩小；填充足够，大小才不变。",
    ),
    "homework_features_not_first": (
        "Those are the channels of the first convolution; the last one gives {maps}.",
        "这是第一个卷积的通道数，最后一个卷积有 {maps} 个通道。",
    ),
    # 3
    "homework_parameters_title": ("Count the parameters", "数一数参数"),
    "homework_parameters_text": (
        "Both layers take a picture of {channels}×{size}×{size} and give {maps}×{out}×{out} "
        "numbers. How many parameters has each, with its biases? A product or a plain number.",
        "两层的输入都是 {channels}×{size}×{size} 的图片，输出都是 {maps}×{out}×{out} 个数。"
        "连同偏置，各有多少个参数？",
    ),
    "homework_parameters_local": ("convolution", "卷积层"),
    "homework_parameters_dense": ("fully connected", "全连接层"),
    "homework_parameters_local_figure": (
        "What one output of the convolution sees", "卷积层的一个输出看到的"
    ),
    "homework_parameters_dense_figure": (
        "What one output of the dense layer sees", "全连接层的一个输出看到的"
    ),
    "homework_parameters_hint": (
        "Convolution: the weights of one kernel reach through all {channels} channels; there are "
        "{maps} kernels, each with one bias, whatever the size of the picture. Fully connected: "
        "inputs × outputs, and one bias for each output.",
        "卷积：一个卷积核的权重贯穿全部 {channels} 个通道；共 {maps} 个卷积核，各有一个偏置，"
        "与图片大小无关。全连接：输入数 × 输出数，每个输出再加一个偏置。",
    ),
    "homework_parameters_right": (
        "{maps}·{channels}·{side}·{side} + {maps} = {local} against {pixels}·{outputs} + {outputs} "
        "= {dense}: sharing the weights saves the rest.",
        "{maps}·{channels}·{side}·{side} + {maps} = {local}，而 {pixels}·{outputs} + {outputs} = "
        "{dense}：差别就是参数共享省下来的。",
    ),
    "homework_parameters_wrong": (
        "Not yet: first the weights, then the biases.", "还不对：先数权重，再数偏置。"
    ),
    "homework_parameters_not_bias": (
        "The biases: one for each kernel, and one for each output of the dense layer.",
        "别忘了偏置：每个卷积核一个，全连接层每个输出一个。",
    ),
    "homework_parameters_not_channels": (
        "A kernel has a slice for each of the {channels} channels.",
        "卷积核对 {channels} 个通道各有一层权重。",
    ),
    "homework_parameters_not_maps": (
        "That is one kernel; there are {maps}.", "这只是一个卷积核，一共有 {maps} 个。"
    ),
    "homework_parameters_not_shared": (
        "The same weights serve at every place: they are counted once.",
        "同一组权重用在所有位置，只数一次。",
    ),
    # 4
    "homework_number_title": ("One number by hand", "手算一个数"),
    "homework_number_text": (
        "The window stands on this patch. What is the sum with the bias, and what does ReLU make "
        "of it?",
        "窗口停在这一小块上。求和并加上偏置，得到多少？经过 ReLU 之后呢？",
    ),
    "homework_kernel": ("kernel", "卷积核"),
    "homework_bias": ("bias", "偏置"),
    "homework_number_sum": ("sum and bias", "求和并加偏置"),
    "homework_number_result": ("after ReLU", "ReLU 之后"),
    "homework_number_hint": (
        "Multiply each number with the one in the same place of the kernel, add the nine products "
        "up, then the bias. ReLU makes 0 of what is below 0.",
        "每个数与卷积核里同一位置的数相乘，九个乘积相加，再加偏置。ReLU 把小于 0 的变成 0。",
    ),
    "homework_number_right": (
        "The products make {products}; with the bias that is {sum}, and ReLU makes {result} of it.",
        "乘积之和是 {products}，加上偏置是 {sum}，经过 ReLU 得 {result}。",
    ),
    "homework_number_wrong": (
        "Not yet: one product after the other, row by row; mind the signs.",
        "还不对：一行一行地乘，注意正负号。",
    ),
    "homework_number_not_bias": (
        "The products are right; the bias {bias} is still to be added.",
        "乘积之和对了，还要加上偏置 {bias}。",
    ),
    "homework_number_not_minus": ("The bias is added, not taken away.", "偏置是加上，不是减去。"),
    "homework_number_not_turned": (
        "The kernel was turned round. Mathematicians do so; PyTorch lays it on as it stands.",
        "你把卷积核旋转了 180°。数学里的卷积是这样，PyTorch 则是原样放上去。",
    ),
    "homework_number_not_relu": (
        "The sum is right; ReLU makes 0 of everything below 0.",
        "和对了；ReLU 把小于 0 的都变成 0。",
    ),
    "homework_number_not_sign": (
        "ReLU does not turn the sign, it cuts off what is below 0.",
        "ReLU 不是取绝对值，而是把小于 0 的截成 0。",
    ),
    # 5
    "homework_kernel_title": ("Find the kernel", "找出卷积核"),
    "homework_kernel_text": (
        "Set the kernel so that your map becomes the wanted one. Each press makes 0 into 1, 1 into "
        "−1, and −1 into 0.",
        "调整卷积核，让你的特征图变成目标特征图。每按一下：0 变 1，1 变 −1，−1 变 0。",
    ),
    "homework_kernel_kernel": ("Your kernel", "你的卷积核"),
    "homework_kernel_wanted": ("wanted map", "目标特征图"),
    "homework_kernel_yours": ("your map; framed: not yet the same", "你的特征图；加框：还不一样"),
    "homework_kernel_hint": (
        "Look at the dot in row {row}, column {column}, which stands alone. Around it, the map is "
        "the kernel, turned by half a turn.",
        "看第 {row} 行第 {column} 列那个孤立的点：在它周围，特征图就是旋转了 180° 的卷积核。",
    ),
    "homework_kernel_right": (
        "The same map everywhere: training finds its kernels in the same way, by what is still "
        "different.",
        "处处相同。训练也是这样找卷积核的：看还差多少，再去改。",
    ),
    "homework_kernel_wrong": (
        "Not yet: the framed pixels still differ.", "还不对：加框的像素还不一样。"
    ),
    "homework_kernel_not_turned": (
        "Nearly: it is turned by half a turn.", "差一点：旋转了 180°。"
    ),
    "homework_kernel_not_minus": ("Nearly: all signs are the wrong way.", "差一点：正负号全反了。"),
    "homework_kernel_not_empty": (
        "With nothing but zeros every map is empty: press one of the numbers.",
        "全是 0，特征图就是空的：先按其中一个数试试。",
    ),
    # 6
    "homework_pooling_title": ("Which pooling?", "哪一种池化？"),
    "homework_pooling_text": (
        "One of four layers made this map of the picture. Which one?",
        "这张特征图是四个层中的一个做出来的，是哪一个？",
    ),
    "homework_pooling_layer": ("The layer", "这一层是"),
    "homework_pooling_hint": (
        "Begin with the first number of the map: which numbers of the top left corner give it, as "
        "their greatest or as their mean?",
        "先看特征图的第一个数：左上角的哪些数的最大值或平均值等于它？",
    ),
    "homework_pooling_max": (
        "{layer}: each number of the map is the greatest of a {side}×{side} region, and the next "
        "region begins {stride} further on.",
        "{layer}：特征图的每个数都是一个 {side}×{side} 区域的最大值，"
        "下一个区域在 {stride} 格之后。",
    ),
    "homework_pooling_average": (
        "{layer}: each number of the map is the mean of a {side}×{side} region, and the next "
        "region begins {stride} further on.",
        "{layer}：特征图的每个数都是一个 {side}×{side} 区域的平均值，"
        "下一个区域在 {stride} 格之后。",
    ),
    "homework_pooling_wrong": ("Not this one.", "不是这一个。"),
    "homework_pooling_not_mode": (
        "The region is right, but greatest and mean are confused: is each number of the map to be "
        "found in the picture?",
        "区域对了，但最大值和平均值弄反了：特征图的数都能在图片的区域里找到吗？",
    ),
    "homework_pooling_not_window": (
        "Greatest or mean is right; the region or its stride is another.",
        "最大还是平均对了，但区域大小或步长不对。",
    ),
    "homework_pooling_not_both": (
        "Neither the region nor what is taken from it: compare the first corner.",
        "区域和取法都不对：先比较左上角。",
    ),
    # 7
    "homework_coverage_title": ("What is never looked at?", "哪些像素没被看到？"),
    "homework_coverage_text": (
        "On a line of {size} pixels, a window of {side} moves on by {stride}. Press the pixels "
        "that it never looks at.",
        "一行有 {size} 个像素，宽 {side} 的窗口每次移 {stride} 格。按下它永远看不到的像素。",
    ),
    "homework_coverage_window": ("The window at its first place", "窗口的第一个位置"),
    "homework_coverage_counts": ("How many windows look at each", "每个像素被几个窗口看到"),
    "homework_coverage_unseen": ("Never looked at", "没被看到的"),
    "homework_coverage_hint": (
        "The windows begin at 1, at 1 + {stride}, and so on, each {side} wide. A window that does "
        "not fit whole at the end is left out.",
        "窗口从 1、1 + {stride}……开始，每个宽 {side}。到末尾放不下整个窗口的，就没有了。",
    ),
    "homework_coverage_right": (
        "{windows} windows fit, and {n} of the {size} pixels lie in none: whatever is there "
        "changes nothing.",
        "放得下 {windows} 个窗口，{size} 个像素中有 {n} 个不在任何窗口里：那里是什么都没有影响。",
    ),
    "homework_coverage_wrong": (
        "Not yet: write down where each window begins and ends.",
        "还不对：写出每个窗口从哪里到哪里。",
    ),
    "homework_coverage_not_none": (
        "At least one pixel is not looked at.", "至少有一个像素没有被看到。"
    ),
    "homework_coverage_not_end": (
        "The gaps are right; the end of the line is left over, too: no further window fits there.",
        "中间的空隙对了；末尾还有剩下的，那里放不下下一个窗口。",
    ),
    "homework_coverage_not_gaps": (
        "The end is right; between the windows there are gaps, too.",
        "末尾对了；窗口之间也有空隙。",
    ),
    "homework_coverage_not_opposite": (
        "Those are the pixels that are looked at.", "这些是被看到的像素，正好相反。"
    ),
    # 8
    "homework_relu_title": ("Who survives ReLU?", "ReLU 留下谁？"),
    "homework_relu_text": (
        "These sums get the bias {bias}, then ReLU. Press those of which 0 is left. And which "
        "whole number is the smallest bias that would save all of them?",
        "这些和先加上偏置 {bias}，再经过 ReLU。按下最后变成 0 的那些。"
        "另外：要让全部都活下来，偏置最小是哪个整数？",
    ),
    "homework_relu_dead": ("Sums; press those that become 0", "求和的结果；按下会变成 0 的"),
    "homework_relu_bias": ("smallest bias that saves all", "能留下全部的最小偏置"),
    "homework_relu_hint": (
        "First add {bias} to each, then ask: is it greater than 0? For the second answer look at "
        "the smallest sum of all.",
        "先把每个数加上 {bias}，再问：它大于 0 吗？第二问只看最小的那个和。",
    ),
    "homework_relu_right": (
        "{n} become 0. The smallest sum is {least}; only a bias of {saves} lifts it above 0.",
        "有 {n} 个变成 0。最小的和是 {least}，偏置取 {saves} 才能让它大于 0。",
    ),
    "homework_relu_wrong": (
        "Not yet: sum plus bias, then compare with 0.", "还不对：先加偏置，再和 0 比较。"
    ),
    "homework_relu_not_without": (
        "Those would die without the bias: add {bias} first.",
        "这是没加偏置的情况：先加上 {bias}。",
    ),
    "homework_relu_not_zero": (
        "What is exactly 0 after the bias stays 0.", "加上偏置正好等于 0 的，结果也是 0。"
    ),
    "homework_relu_not_opposite": (
        "Those are the ones that survive.", "这些是活下来的，正好相反。"
    ),
    "homework_relu_not_least": (
        "With this bias the smallest sum becomes exactly 0, which is not enough.",
        "这样最小的和正好变成 0，还不够。",
    ),
    "homework_relu_not_sign": (
        "The bias is added: to lift the smallest sum it must be positive.",
        "偏置是加上去的：要把最小的和抬起来，它必须是正数。",
    ),
    # 9
    "homework_curve_title": ("Read the curves", "看懂曲线"),
    "homework_curve_text": (
        "Loss by epoch, of one training (drawn for this exercise). What do the curves tell, and "
        "what would help?",
        "一次训练中损失随轮数的变化（为本题画的示意曲线）。曲线说明了什么？该怎么办？",
    ),
    "homework_training": ("training", "训练"),
    "homework_validation": ("validation", "验证"),
    "homework_epoch": ("epoch", "轮数"),
    "homework_curve_told": (
        "Training loss: {training}. Validation loss: {validation}.",
        "训练损失：{training}。验证损失：{validation}。",
    ),
    "homework_curve_reading": ("What is it?", "这是什么情况？"),
    "homework_curve_remedy": ("What helps?", "怎么办？"),
    "homework_curve_reading_over": ("overfitting", "过拟合"),
    "homework_curve_reading_under": ("underfitting", "欠拟合"),
    "homework_curve_reading_well": ("a good fit", "拟合得好"),
    "homework_curve_reading_rate": ("learning rate too large", "学习率太大"),
    "homework_curve_remedy_over": (
        "more data, regularisation, or stop earlier", "更多数据、正则化，或早一点停"
    ),
    "homework_curve_remedy_under": (
        "a larger network, or more training", "更大的网络，或训练更久"
    ),
    "homework_curve_remedy_well": ("leave it as it is", "保持不变"),
    "homework_curve_remedy_rate": ("smaller steps", "减小步子"),
    "homework_curve_hint": (
        "Two questions: is the training loss low at the end? And does the validation loss follow "
        "it, or does it turn away?",
        "问两个问题：训练损失最后低不低？验证损失是跟着它，还是分开了？",
    ),
    "homework_curve_over": (
        "The training loss falls on, but the validation loss rises after epoch {best}: the network "
        "learns the training pictures by heart.",
        "训练损失一直下降，而验证损失在第 {best} 轮之后上升：网络在死记训练图片。",
    ),
    "homework_curve_under": (
        "Both losses stay high and close together: the network has not caught the pattern yet.",
        "两个损失都很高，而且靠得很近：网络还没有学到规律。",
    ),
    "homework_curve_well": (
        "Both losses fall, and validation stays close to training: this network is ready.",
        "两个损失都下降，而且验证紧跟训练：这个网络可以用了。",
    ),
    "homework_curve_rate": (
        "The training loss itself jumps up and down and never falls: each step is too long.",
        "训练损失自己上下乱跳，降不下去：每一步都迈得太大。",
    ),
    "homework_curve_wrong": (
        "Not yet: look at where the curves end, and at how far apart they are.",
        "还不对：看曲线最后停在哪里，两条相距多远。",
    ),
    "homework_curve_not_low": (
        "The training loss is low at the end, so it is not underfitting.",
        "训练损失最后很低，所以不是欠拟合。",
    ),
    "homework_curve_not_gap": (
        "The validation loss turns upwards while training goes on falling.",
        "训练损失还在下降，验证损失却已经回升。",
    ),
    "homework_curve_not_close": (
        "The two curves lie close together; in overfitting they part.",
        "两条曲线靠得很近；过拟合时它们会分开。",
    ),
    "homework_curve_not_high": (
        "Both losses are still high at the end.", "两个损失最后都还很高。"
    ),
    "homework_curve_not_remedy": (
        "The reading is right; but this remedy is for another trouble.",
        "判断对了，但这个办法治的是别的问题。",
    ),
    # 10
    "homework_mend_title": ("Mend the code", "改正代码"),
    "homework_mend_text": (
        "One line of this excerpt is wrong. Choose it, and the line that should stand in its "
        "place.",
        "这段代码有一行是错的。选出这一行，再选出应该换成的写法。",
    ),
    "homework_mend_line": ("The wrong line", "错的一行"),
    "homework_mend_mended": ("What should stand there", "应该换成"),
    "homework_mend_hint": (
        "Ask of each line: which shape comes in and which goes out? Is it Python at all? And is "
        "it said at the right moment, in training or in testing?",
        "对每一行问：进来的形状和出去的形状是什么？它是合法的 Python 吗？"
        "它用在训练还是测试，对不对？",
    ),
    "homework_mend_wrong": ("Not yet.", "还不对。"),
    "homework_mend_not_line": (
        "This line is sound: look at the others.", "这一行没有问题，看看别的行。"
    ),
    "homework_mend_not_mended": (
        "The line is right, but this does not mend it.", "行选对了，但这样改还不行。"
    ),
    "homework_mend_flatten": (
        "flatten(x, -1) begins at the last dimension, so it changes nothing; flatten(x, 1) keeps "
        "the batch and makes one row of the rest.",
        "flatten(x, -1) 从最后一维开始，等于什么都没做；flatten(x, 1) 保留批次，把其余展平成一行。",
    ),
    "homework_mend_features": (
        "Two convolutions take 4 from {size}, which leaves {big}; pooling halves it to {half}.",
        "两次卷积让 {size} 减 4，剩 {big}；池化再减半，是 {half}。",
    ),
    "homework_mend_channels": (
        "The second convolution receives the {first} maps of the first, not the 3 colours.",
        "第二个卷积收到的是第一个卷积的 {first} 张图，不是 3 个颜色通道。",
    ),
    "homework_mend_compose": (
        "A bare string between two transforms is an item of the list without a comma; a "
        "remark begins with #.",
        "两个变换之间的裸字符串会成为列表里的一项，还缺逗号；注释要用 # 开头。",
    ),
    "homework_mend_shuffle": (
        "Training pictures must be shuffled, or one batch after the other shows the same class; "
        "for testing the order does not matter.",
        "训练数据要打乱，否则一批一批都是同一类；测试时顺序无所谓。",
    ),
    "homework_mend_evaluation": (
        "While testing, net.eval() switches dropout off; with net.train() it would still set "
        "{p} of the numbers to zero.",
        "测试时要用 net.eval() 关掉 Dropout；用 net.train() 的话，仍会有 {p} 的数被置零。",
    ),
}
