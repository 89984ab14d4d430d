"""Every visible word, in English and 中文 side by side, so that a missing one is seen."""

import gradio as gr

from demo import homework_words, lesson_words, runs_words

WORDS = {   # key: (English, 中文)
    "tagline": (
        "Draw a digit, show a picture, and look inside the convolutional network that answers.",
        "写一个数字，放一张图片，看看回答你的卷积神经网络里面发生了什么。",
    ),
    "digits": ("Digits", "手写数字"),
    "maps": ("Feature maps", "特征图"),
    "fashion": ("Fashion", "服饰"),
    "lessons": ("Lessons", "课程"),
    # Digits
    "digits_intro": (
        "Write one digit, 0 to 9, anywhere in the box. The answer, ten "
        "[probabilities](#term-softmax), follows your pen. A picture of a digit may be pasted or "
        "dropped there too.",
        "在方框里任意位置写一个数字（0 到 9），答案（十个[概率](#term-softmax)）会跟着笔走。"
        "也可以把数字的图片粘贴或拖进来。",
    ),
    "unreadable": (
        "This is not a picture that can be read; please choose another.",
        "这不是可以读取的图片，请换一个。",
    ),
    "say_empty": ("Draw a digit: I am looking.", "写一个数字吧，我在看。"),
    "say_empty_own": ("Draw one of these: I am looking.", "画下面的任意一样吧，我在看。"),
    "say_none": ("This does not look like a digit.", "这不像一个数字。"),
    "say_none_own": ("This looks like none of these.", "这不像下面的任何一样。"),
    "say_several": (
        "Several digits: please draw one at a time.", "有好几个数字：请一次只写一个。"
    ),
    "say_trouble": (
        "This network cannot answer; please choose another.", "这个网络无法回答，请换一个。"
    ),
    "reading": ("From left to right:", "从左到右："),
    "nearest_guess": ("Nearest guess:", "最接近的猜测："),
    "plain": ("Without centring", "不居中"),
    "network": ("Network", "网络"),
    "network_info": (
        "mnist was trained on bent, slanted, thin and thick digits; mnist_tutorial is the "
        "tutorial's own network. The percentage is its accuracy on 10,000 test pictures.",
        "mnist 用弯曲、倾斜、粗细不同的数字训练；mnist_tutorial 是教程里的网络。"
        "百分比是在一万张测试图片上的准确率。",
    ),
    "seen_digit": (
        "What the network sees: the ink in the dashed box, fitted into 20×20 pixels and centred "
        "by its mass, as MNIST was made. Without centring it gets the whole paper, squeezed.",
        "网络看到的：虚线框里的笔迹，缩放到 20×20 像素，再按重心居中：MNIST 就是这样做的。"
        "不居中时，网络看到的是整张纸缩小后的样子。",
    ),
    # Why this digit
    "why": ("Why this answer?", "为什么是这个答案？"),
    "why_intro": (
        "Click one of the ten digits to ask about that one instead: why not 9?",
        "点十个数字中的任何一个，就改为解释那个数字：为什么不是 9？",
    ),
    "strokes_for": (
        "speaks for {digit}, most at the {place}: erased there, its score would fall.",
        "支持 {digit}，{place}最多：擦掉那里，它的得分会下降。",
    ),
    "strokes_for_none": ("No ink speaks for {digit}.", "没有笔迹支持 {digit}。"),
    "strokes_against": (
        "speaks against {digit}, most at the {place}.", "反对 {digit}，{place}最多。"
    ),
    "strokes_against_none": ("None speaks against it.", "没有笔迹反对它。"),
    "place_00": ("top left", "左上"),
    "place_01": ("top", "上方"),
    "place_02": ("top right", "右上"),
    "place_10": ("left", "左边"),
    "place_11": ("centre", "中间"),
    "place_12": ("right", "右边"),
    "place_20": ("bottom left", "左下"),
    "place_21": ("bottom", "下方"),
    "place_22": ("bottom right", "右下"),
    "parts": ("Scores, term by term", "得分的每一项"),
    "parts_text": (
        "The last layer only adds: feature × [weight](#term-weight) for each feature, and a "
        "constant, its [bias](#term-bias). Here are the terms of one digit by place and by "
        "[channel](#term-channel), and the sums of all ten.",
        "最后一层只做加法：每个特征乘以[权重](#term-weight)，再加一个常数，也就是[偏置](#term-bias)。"
        "这里是一个数字的各项（按位置、按[通道](#term-channel)），以及十个数字各自的总和。",
    ),
    "parts_title": ("The score of {digit}: {score}", "{digit} 的得分：{score}"),
    "parts_places": (
        "The terms of {digit} by place, in rows from the top: {numbers}",
        "{digit} 的各项按位置从上到下排列：{numbers}",
    ),
    "parts_no_places": (
        "The features of this network's last layer belong to no place.",
        "这个网络最后一层的特征不属于任何位置。",
    ),
    "parts_channel": ("channel {number}", "通道 {number}"),
    "parts_unit": ("unit {number}", "单元 {number}"),
    "parts_rest": ("the other {count}", "其余 {count} 个"),
    "parts_constant": ("constant", "常数"),
    "head_digit": ("digit", "数字"),
    "head_plus": ("for", "支持"),
    "head_minus": ("against", "反对"),
    "head_score": ("score", "得分"),
    "first_maps": ("First layer", "第一层"),
    "first_maps_text": (
        "What each [kernel](#term-kernel) of the first layer makes of this very drawing: black is "
        "its least value, white its greatest. All black: this kernel finds nothing here.",
        "第一层的每个[卷积核](#term-kernel)从这幅画里得到了什么：黑色是最小值，白色是最大值；"
        "全黑表示这个卷积核在这里什么也没有找到。",
    ),
    "first_maps_size": ("{count} maps of {height}×{width}", "{count} 张 {height}×{width} 的特征图"),
    "near": ("Nearest digits", "最相近的数字"),
    "near_text": (
        "Of 2,000 training digits, the ten whose features in this network are closest to your "
        "drawing's: which digit each is, and how far away.",
        "在 2000 个训练数字里，特征与你的画最接近的十个：它们是几，相距多远。",
    ),
    "wrong": ("Its mistakes", "它认错的"),
    "wrong_text": (
        "The test digits that this network gets wrong, among the 600 hardest of 10,000, the "
        "surest mistakes first. Click one to lay it under the paper, and draw over it.",
        "测试集里这个网络认错的数字（取自一万张中最难的 600 张），最有把握的错误排在前面。"
        "点一个，把它垫在纸下面描一描。",
    ),
    # Feature maps
    "maps_intro": (
        "Upload a picture, or choose one below. It is resized to 184×338 pixels as in the "
        "tutorial, then each layer shows what it keeps of it.",
        "上传一张图片，或选下面的一张。它会像教程里那样缩放到 184×338 像素，"
        "然后看每一层保留了什么。",
    ),
    "picture": ("Your picture", "你的图片"),
    "weights": ("Kernels", "卷积核"),
    "weights_info": (
        "Random [kernels](#term-kernel), as the tutorial draws them, or the same network after "
        "training.",
        "教程里随机初始化的[卷积核](#term-kernel)，或同一个网络训练之后的卷积核。",
    ),
    "sizes": ("Other random kernels, other sizes", "换一组随机卷积核，换一种尺寸"),
    "seed": ("Seed of the random kernels", "随机卷积核的种子"),
    "side": ("Longer side, in pixels", "长边（像素）"),
    "shape": ("Shape", "形状"),
    "pooled": ("Pooling only: look at the numbers on the axes", "只池化：看坐标轴的范围"),
    "pooled_text": (
        "Max pooling keeps the greatest of each 2×2 pixels: half the width, half the height, "
        "and you still recognise the picture.",
        "最大池化在每 2×2 个像素里只留最大的一个：宽和高都减半，而图片仍然认得出来。",
    ),
    "shapes": ("Its tensor, step by step", "张量的形状，一步一步"),
    "tensor_text": (
        "[Channels](#term-channel) × height × width. The 1 in front is the [batch](#term-batch): a "
        "network always takes several pictures at once, here one. A layer makes more channels, "
        "[pooling](#term-pooling) halves the sides; in the end all is "
        "[put into one row](#term-flatten) for a [fully connected layer](#term-dense).",
        "[通道](#term-channel) × 高 × 宽。最前面的 1 是[批次](#term-batch)：网络总是一次接收一批"
        "图片，这里只有一张。卷积层增加通道，[池化](#term-pooling)让边长减半，最后[展平](#term-flatten)成"
        "一行，送入[全连接层](#term-dense)。",
    ),
    "layer1": ("After layer 1: 16 maps", "第一层之后：16 张特征图"),
    "layer1_text": (
        "Sixteen 3×3 kernels slide over red, green and blue; then [ReLU](#term-relu) and pooling. "
        "Each [map](#term-map) answers one question about every place of the picture. Black is its "
        "least value, white its greatest. Click a map: below it is shown large, with its kernel.",
        "16 个 3×3 卷积核在红、绿、蓝三个通道上滑动，然后是 [ReLU](#term-relu) 和池化。"
        "每张[图](#term-map)对图片的每个位置回答同一个问题。黑色是它的最小值，白色是最大值。"
        "点一张图，它和它的卷积核就在下面放大显示。",
    ),
    "layer2": ("After layer 2: 32 maps", "第二层之后：32 张特征图"),
    "layer2_text": (
        "Thirty-two kernels look at all sixteen maps at once, and pooling halves the sides again: "
        "in the tutorial's size, 32 × 46 × 84 = 123,648 numbers would go into a fully connected "
        "layer.",
        "32 个卷积核同时看 16 张特征图，池化再次把边长减半："
        "按教程的尺寸，展平后共有 32 × 46 × 84 = 123,648 个数送入全连接层。",
    ),
    "tools": ("Look closer", "仔细看看"),
    "closer": ("Every layer", "每一层"),
    "closer_intro": (
        "Any layer of any network, step by step. Click a map to see it large, then a place on it: "
        "the frame shows which part of the picture that one number comes from, and below it is "
        "computed before your eyes. The arrow keys work too.",
        "任意网络的任意一层，一步一步地看。点一张特征图把它放大，再点图上的一处："
        "方框标出这个数来自图片的哪一部分，下面一步步算给你看。方向键也可以用。",
    ),
    "layer": ("Layer", "层"),
    "colours": ("Colours", "颜色"),
    "scale": ("From least to greatest", "颜色的范围"),
    "order": ("Order", "顺序"),
    "dead": ("Show dead maps", "显示失活的特征图"),
    "map": ("Map, from 1", "第几张（从 1）"),
    "row": ("Row, from 0", "行（从 0）"),
    "column": ("Column, from 0", "列（从 0）"),
    "one_map": ("One map", "一张特征图"),
    "its_field": ("What that number sees: its receptive field", "这个数看到的：感受野"),
    "its_sum": ("How that number came about", "这个数是怎么算出来的"),
    "its_kernel": ("The kernel that made the map", "产生这张图的卷积核"),
    "no_kernel": (
        "No kernel yet: this is what the network is given.", "还没有卷积核：这是网络的输入。"
    ),
    "sum_is": (
        "Map {map}, row {row}, column {column}: {value}",
        "第 {map} 张，第 {row} 行，第 {column} 列：{value}",
    ),
    "fact_range": ("From {low} to {high}.", "最小 {low}，最大 {high}。"),
    "fact_mean": ("On the average {mean}.", "平均 {mean}。"),
    "fact_cut": ("ReLU cuts {part} of it away.", "ReLU 截去了其中的 {part}。"),
    "growth": ("Random and trained", "随机与训练后"),
    "growth_intro": (
        "The tutorial's closing note, to be seen: its kernels were drawn at random. Left the "
        "random ones, right the same layer while it learns; move the [epoch](#term-epoch) and "
        "watch the kernels (each three by three pixels of colour) begin to look for edges and "
        "colours.",
        "教程最后的提示，在这里可以亲眼看到：那里的卷积核是随机的。"
        "左边是随机的，右边是同一层在训练中的样子；"
        "拖动[训练轮数](#term-epoch)，看卷积核（每个 3×3 的彩色小块）怎样学会寻找边缘和颜色。",
    ),
    "growth_random": ("Random kernels", "随机卷积核"),
    "growth_trained": ("In training", "训练中"),
    "epochs": ("Epochs of training", "训练轮数"),
    "epoch": ("epoch {epoch}", "第 {epoch} 轮"),
    "epoch_is": (
        "Epoch {epoch}: {accuracy} of the test pictures recognised.",
        "第 {epoch} 轮：测试图片识别率 {accuracy}。",
    ),
    "random_seed": ("random kernels, seed {seed}", "随机卷积核，种子 {seed}"),
    "alike": ("One colour scale for both", "两边用同一颜色范围"),
    "pooling": ("Pooling and shifts", "池化与平移"),
    "pooling_intro": (
        "The [greatest](#term-maxpool) of each window, or its [average](#term-avgpool): choose the "
        "window, its step and how often, on the picture itself or on the maps behind a ReLU.",
        "取每个窗口的[最大值](#term-maxpool)或[平均值](#term-avgpool)：选择窗口大小、步幅和次数，"
        "作用在图片本身或 ReLU 之后的特征图上。",
    ),
    "pool_on": ("What is pooled", "池化什么"),
    "times": ("How often", "池化次数"),
    "window": ("Window", "窗口大小"),
    "stride": ("Stride", "步幅"),
    "pool_max": ("Max pooling", "最大池化"),
    "pool_average": ("Average pooling", "平均池化"),
    "shift": ("The shift test", "平移测试"),
    "shift_text": (
        "The picture is moved by some pixels and goes through the same steps again. The number "
        "says how different the maps are then: 0% the same, about 140% as if they were of "
        "another picture. The more often it was pooled, the less a shift counts.",
        "把图片移动几个像素，再走一遍同样的步骤。数字表示特征图变了多少：0% 完全相同，"
        "约 140% 就像换了一张图片。池化次数越多，平移的影响越小。",
    ),
    "down": ("Pixels down", "向下（像素）"),
    "right": ("Pixels to the right", "向右（像素）"),
    "not_pooled": ("not pooled", "未池化"),
    "pooled_times": ("pooled {times}×", "池化 {times} 次"),
    "take": ("Take it with you", "带走"),
    "take_info": (
        "The files: the mosaic as PNG, the numbers as .npz and .safetensors, and maps.py, which "
        "makes the figure of \"Every layer\" again with PyTorch alone. The link shows the same "
        "network, layer and controls to others; your picture is not in it.",
        "文件：拼图（PNG）、数值（.npz 和 .safetensors），以及 maps.py："
        "只用 PyTorch 就能重画“每一层”里的图。"
        "链接让别人看到同样的网络、层和设置，但不包含你的图片。",
    ),
    "take_files": ("Make the files and the code", "生成文件和代码"),
    "take_link": ("Copy a link to this view", "复制这个视图的链接"),
    "link": ("Link", "链接"),
    "files": ("Files", "文件"),
    "alt_mosaic": (
        "{count} feature maps of {layer}, side by side; the arrow keys choose one",
        "{layer} 的 {count} 张特征图并排；用方向键选择",
    ),
    "alt_map": (
        "Map {map} of {layer}, enlarged; the arrow keys move from number to number",
        "{layer} 的第 {map} 张特征图，放大；用方向键逐个移动",
    ),
    "alt_field": (
        "The picture with a frame of {height}×{width} pixels at row {top}, column {left}",
        "图片，上面有一个 {height}×{width} 像素的方框，位于第 {top} 行、第 {left} 列",
    ),
    "examples": ("Examples", "示例"),
    "photo_credits": (
        "Photographs: NASA (astronaut, public domain), Stéfan van der Walt (cat, CC0), "
        "Rachel Michetti, Pikolo Espresso Bar (coffee, CC0), SpaceX (rocket, CC0).",
        "照片：NASA（宇航员，公有领域）、Stéfan van der Walt（猫，CC0）、"
        "Rachel Michetti, Pikolo Espresso Bar（咖啡，CC0）、SpaceX（火箭，CC0）。",
    ),
    # Fashion
    "fashion_intro": (
        "Upload a photo of one piece of clothing on a plain background, or choose a picture of "
        "the test set. The answer is ten [probabilities](#term-softmax).",
        "上传一件衣物的照片（背景尽量干净），或从测试集里选一张图片。答案是十个[概率](#term-softmax)。",
    ),
    "garment": ("A garment", "一件衣物"),
    "fashion_network_info": (
        "fashion_mnist is this project's network; fashion_mnist_tutorial is the tutorial's, "
        "trained as briefly as there, for one [epoch](#term-epoch). The percentage is its "
        "accuracy on 10,000 test pictures.",
        "fashion_mnist 是本项目的网络；fashion_mnist_tutorial 是教程里的网络，"
        "和教程一样只训练一[轮](#term-epoch)。"
        "百分比是在一万张测试图片上的准确率。",
    ),
    "fashion_answer": ("What is it?", "这是什么？"),
    "seen_garment": (
        "What the network sees: grey on black, trimmed, longest side 28 pixels, as Fashion-MNIST "
        "was made.",
        "网络看到的：灰度、黑色背景、裁去空白、长边 28 像素：Fashion-MNIST 数据集就是这样做的。",
    ),
    "fashion_credits": (
        "Test pictures: Fashion-MNIST, Zalando Research, MIT licence.",
        "测试图片：Fashion-MNIST，Zalando Research，MIT 许可。",
    ),
    # Where an answer comes from
    "from_hub": ("Hub", "Hub 仓库"),
    "from_copy": ("last verified copy", "上次核对过的副本"),
    "from_bundled": ("bundled", "随程序附带"),
    "from_trained": ("trained here, by you", "你在这里训练的"),
    "from_random": ("random kernels, seed 1", "随机卷积核，种子 1"),
    "asking": ("Asking the Hub for", "正在向 Hub 询问"),
    "own": ("Try a checkpoint of your own", "试试你自己的模型"),
    "own_info": (
        "A model repository on the Hugging Face Hub, such as training with --push makes. It is "
        "checked first, byte for byte, and then answers you alone.",
        "Hugging Face Hub 上的模型仓库，例如训练时用 --push 上传的。先逐字节检查，然后只为你回答。",
    ),
    "own_address": ("owner/name or owner/name@revision", "owner/name 或 owner/name@版本"),
    "own_load": ("Fetch and check", "下载并检查"),
    "pull_address": (
        "This is not the name of a repository; write owner/name or owner/name@revision.",
        "这不是仓库的名字；请写 owner/name 或 owner/name@版本。",
    ),
    "pull_absent": (
        "The Hub has no public repository or revision of that name; look for a slip of the pen.",
        "Hub 上没有叫这个名字的公开仓库或版本，请检查拼写。",
    ),
    "pull_gated": (
        "The repository is gated: its owner decides who may read it.",
        "这个仓库需要作者授权才能读取。",
    ),
    "pull_refused": ("The Hub refused to give it.", "Hub 拒绝提供。"),
    "pull_away": (
        "The Hub did not answer; please try again later.", "Hub 没有回答，请稍后再试。"
    ),
    "pull_broken": (
        "What arrived is not what the Hub has listed, twice; it was thrown away.",
        "两次收到的内容都与 Hub 登记的不一致，已丢弃。",
    ),
    "pull_disk": (
        "This computer could not store it: its disk is full, or may not be written to.",
        "这台计算机存不下它：磁盘已满，或不能写入。",
    ),
    "pull_large": ("The repository is too large for this page.", "这个仓库太大了。"),
    "pull_unfit": ("The checkpoint does not fit here.", "这个模型不能用在这里。"),
    # What can be wrong with what a visitor gives
    "not_uploaded": (
        "That file was not uploaded here; please upload it.",
        "这个文件不是在这里上传的，请先上传。",
    ),
    "too_many_bytes": (
        "The file is larger than {limit} MB; please choose a smaller one.",
        "文件超过 {limit} MB，请选小一些的。",
    ),
    "empty_file": ("The file is empty; please choose another.", "文件是空的，请换一个。"),
    "not_a_picture": (
        "This file cannot be read as a PNG, JPEG, WebP, BMP, TIFF or GIF picture; please choose "
        "another.",
        "这个文件不能作为 PNG、JPEG、WebP、BMP、TIFF 或 GIF 图片读取，请换一个。",
    ),
    "wrong_size": (
        "The picture has {width}×{height} pixels; it should have {least} to {most} on each side, "
        "{million} million at most, and not be a narrow strip.",
        "图片是 {width}×{height} 像素；每边应在 {least} 到 {most} 像素之间，总数不超过 "
        "{million} 百万，而且不能太细长。",
    ),
    "too_many_pixels": (
        "The picture has more than {million} million pixels; please choose a smaller one.",
        "图片超过 {million} 百万像素，请选小一些的。",
    ),
    "no_garment": (
        "The picture is of one colour only: there is nothing to recognise.",
        "图片只有一种颜色，没有可以识别的东西。",
    ),
    "bad_drawing": (
        "The drawing is not a PNG data URL of at most {most}×{most} pixels.",
        "绘图不是 PNG data URL，或超过 {most}×{most} 像素。",
    ),
    "unknown_choice": ("Please choose one of: {choices}.", "请从中选择一项：{choices}。"),
    # Why a training that a visitor wants does not run
    "trainer_forbidden": (
        "Training is switched off here: the app is hosted, or the folder training/ is missing.",
        "这里不能训练：应用是托管的，或者缺少 training/ 文件夹。",
    ),
    "trainer_busy": (
        "This computer is training {most} networks already; please try again in a minute.",
        "这台计算机已经在训练 {most} 个网络，请过一分钟再试。",
    ),
    "trainer_late": (
        "The training was ended after {seconds} seconds; please choose less of it.",
        "训练超过 {seconds} 秒，已经停止；请把设置调小一些。",
    ),
    "trainer_failed": ("The training has stopped: {reason}", "训练停了下来：{reason}"),
}
WORDS |= lesson_words.WORDS | homework_words.WORDS | runs_words.WORDS

CLASSES = {     # Fashion-MNIST's ten names; digits need no translation
    "T-shirt/top": "T恤/上衣",
    "Trouser": "裤子",
    "Pullover": "套头衫",
    "Dress": "连衣裙",
    "Coat": "外套",
    "Sandal": "凉鞋",
    "Shirt": "衬衫",
    "Sneaker": "运动鞋",
    "Bag": "包",
    "Ankle boot": "短靴",
}

# Where the page cannot choose a language, both are shown.
TITLE = "ConvLens · 卷积透镜"
NAME = "ConvLens"
BOTH = {
    "trained": "trained 训练后",
    "random": "random 随机",
    "pad": "Drawing pad 画板",
    "tools": "Drawing tools 绘图工具",
    "pen_name": "Pen 画笔",
    "eraser": "Eraser 橡皮",
    "width": "Pen width 笔的粗细",
    "undo": "Undo 撤销",
    "redo": "Redo 重做",
    "clear": "Clear 清除",
    "ask": "Show what speaks for it and against it 显示支持和反对它的笔迹",
    "maps": "The maps of the first layer 第一层的特征图",
    "training_digit": "Training digit 训练数字 {digit}",
    "mistake": "{digit}, taken for 被认成 {taken} ({percent})",
    "pixels": "28×28 pixels, as the network sees them 网络看到的 28×28 像素",
    "tutorial": "184:338 (tutorial 教程)",
    "own": "as it is 原比例",
    "square": "square 正方形",
    "grey": "grey 灰度",
    "viridis": "viridis",
    "diverging": "zero in the middle 以零为中心",
    "map": "each map 每张图",
    "layer": "whole layer 整层",
    "fixed": "−3 … 3",
    "number": "by number 按编号",
    "picture": "the picture 图片",
    "maps1": "maps of layer 1 第一层的图",
    "maps2": "maps of layer 2 第二层的图",
    "activity": "by activity 按活跃度",
    "label": "label 标签",
    "cloud": "144 test pictures in space; the arrow keys turn it, + and - bring it nearer "
             "144 张测试图片组成的点云；方向键转动，+ 和 - 缩放",
    "yours": "yours 你的",
}

# What a step of a network does; each beside its name, as in "conv1 · …".
STEPS = {
    "pixels": "pixels 像素",
    "normal": "minus mean, over deviation 减均值、除以标准差",
    "conv": "convolution, before bias 卷积（未加偏置）",
    "bias": "plus bias 加上偏置",
    "norm": "after batch norm 批归一化之后",
    "relu": "after ReLU ReLU 之后",
    "pool": "after pooling 池化之后",
}

_en, _zh = ({key: pair[n] for key, pair in WORDS.items()} for n in (0, 1))
# The browser's language chooses; the pages know zh-CN and zh-TW, and any other falls back to en.
t = gr.I18n(en=_en, **{"zh-CN": _zh, "zh-TW": _zh})


def say(key: str, request: gr.Request | None = None, **values: object) -> str:
    """A sentence that Python must write itself, in the language that the browser prefers."""
    preferred = request.headers.get("accept-language", "") if request else ""
    return WORDS[key][preferred.lower().startswith("zh")].format(**values)


def class_name(name: str) -> str:
    """A class in both languages, English first; names we cannot translate stay as they are."""
    return f"{name} {CLASSES[name]}" if name in CLASSES else name
