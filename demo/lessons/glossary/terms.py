"""The glossary: each term and one sentence on it, in English and 中文 side by side."""

TERMS = {   # name in links: (English term, 中文 term, English sentence, 中文 sentence)
    "convolution": (
        "convolution", "卷积",
        "A small window slides over the picture; at each place its weights are multiplied with the "
        "pixels under them and the products are added up.",
        "一个小窗口在图片上滑动；在每个位置，窗口里的权重与下面的像素逐个相乘再求和。",
    ),
    "kernel": (
        "kernel", "卷积核",
        "The small grid of weights that slides over the picture; training finds its numbers.",
        "在图片上滑动的一小块权重，里面的数由训练得到。",
    ),
    "map": (
        "feature map", "特征图",
        "What one kernel leaves behind: for every place of the picture, how well it fits there.",
        "一个卷积核的输出：图片的每个位置与它有多吻合。",
    ),
    "channel": (
        "channel", "通道",
        "One of the layers of numbers that a picture consists of: red, green and blue, or one for "
        "each feature map.",
        "组成图片的其中一层数：红、绿、蓝，或者每张特征图各一层。",
    ),
    "stride": (
        "stride", "步长",
        "How many pixels the window moves from one place to the next.",
        "窗口每次移动多少个像素。",
    ),
    "padding": (
        "padding", "填充",
        "Pixels, mostly zeros, that are put around a picture so that the window also fits at its "
        "border.",
        "在图片四周补上的像素（通常是零），让窗口在边缘也放得下。",
    ),
    "dilation": (
        "dilation", "空洞（膨胀）",
        "The distance of the pixels that a kernel reads; above 1 it skips some, and spans more.",
        "卷积核读取的像素之间的距离；大于 1 时跳着读，覆盖的范围更大。",
    ),
    "groups": (
        "groups", "分组",
        "The channels are dealt out to that many groups, and a kernel sees only its own group.",
        "把通道分成若干组，每个卷积核只看自己的那一组。",
    ),
    "field": (
        "receptive field", "感受野",
        "The part of the picture that one number of a feature map depends on.",
        "特征图上的一个数所依赖的那部分图片。",
    ),
    "local": (
        "local perception", "局部感知",
        "An output looks at a small region of the picture only, not at all of it.",
        "一个输出只看图片的一小块区域，而不是整张图片。",
    ),
    "shared": (
        "shared weights", "参数共享",
        "The same kernel serves at every place of the picture, so few numbers have to be learned.",
        "同一个卷积核用在图片的所有位置，所以要学的数很少。",
    ),
    "weight": (
        "weight", "权重",
        "A number that an input is multiplied with; training changes it.",
        "与输入相乘的一个数，训练会改变它。",
    ),
    "bias": (
        "bias", "偏置",
        "A number added to all results of a kernel, so that the activation lets more or less pass.",
        "加到卷积核每个结果上的一个数，使激活函数放过更多或更少。",
    ),
    "activation": (
        "activation", "激活函数",
        "A bend in the sums without which many layers could do no more than one.",
        "让结果不再是直线的函数；没有它，多层网络并不比一层更强。",
    ),
    "relu": (
        "ReLU", "线性整流",
        "The activation that leaves positive numbers as they are and makes negative ones zero.",
        "正数不变、负数变成零的激活函数。",
    ),
    "pooling": (
        "pooling", "池化",
        "Each small region is replaced by one number, so the map gets smaller and small shifts "
        "matter less.",
        "把每个小区域换成一个数：图变小了，小的平移影响也变小。",
    ),
    "maxpool": (
        "max pooling", "最大池化",
        "Of each region only the greatest number is kept.",
        "每个区域只保留最大的数。",
    ),
    "avgpool": (
        "average pooling", "平均池化",
        "Of each region the mean is kept.",
        "每个区域保留平均值。",
    ),
    "flatten": (
        "flatten", "展平",
        "All numbers of all maps are put into one row: 64·12·12 becomes 9,216.",
        "把所有特征图的所有数排成一行：64·12·12 变成 9,216。",
    ),
    "dense": (
        "fully connected layer", "全连接层",
        "Every output is tied to every input with a weight of its own.",
        "每个输出与每个输入都相连，每条连接有自己的权重。",
    ),
    "logit": (
        "score (logit)", "得分",
        "What the last layer gives for a class, before softmax makes probabilities of all of them.",
        "最后一层给每个类别的数，还没有经过 softmax 变成概率。",
    ),
    "softmax": (
        "softmax", "归一化指数",
        "Makes probabilities that add up to 1 out of scores.",
        "把得分变成加起来等于 1 的概率。",
    ),
    "loss": (
        "loss", "损失",
        "One number that says how wrong the answers are; training makes it smaller.",
        "表示答案错得有多厉害的一个数，训练要让它变小。",
    ),
    "gradient": (
        "gradient", "梯度",
        "For each weight, how fast the loss grows when the weight does.",
        "对每个权重而言：它增大时，损失增大得有多快。",
    ),
    "backprop": (
        "backpropagation", "反向传播",
        "The way the gradients of all weights are found, from the last layer back to the first.",
        "从最后一层往回到第一层，求出所有权重的梯度的方法。",
    ),
    "rate": (
        "learning rate", "学习率",
        "How far a training step moves the weights against their gradient.",
        "每一步训练让权重沿梯度的反方向走多远。",
    ),
    "batch": (
        "batch", "批次",
        "The pictures that go through the network together before the weights change once.",
        "权重更新一次之前，一起送进网络的那些图片。",
    ),
    "epoch": (
        "epoch", "轮次",
        "Once through all training pictures.",
        "把全部训练图片看一遍。",
    ),
    "parameter": (
        "parameter", "参数",
        "Any number that training may change: the weights and the biases.",
        "训练可以改变的数：权重和偏置。",
    ),
    "dropout": (
        "dropout", "随机失活",
        "In training, numbers are set to zero by lot, so that the network leans on none of them.",
        "训练时随机把一些数置零，让网络不依赖其中任何一个。",
    ),
    "batchnorm": (
        "batch normalization", "批归一化",
        "Each channel is shifted and scaled to mean 0 and deviation 1 over the batch, then to a "
        "mean and a deviation that are learned.",
        "在一个批次上把每个通道变成均值 0、标准差 1，再变成学来的均值和标准差。",
    ),
    "overfitting": (
        "overfitting", "过拟合",
        "The network knows its training pictures by heart and does worse on new ones.",
        "网络把训练图片背了下来，遇到新图片就变差。",
    ),
    "underfitting": (
        "underfitting", "欠拟合",
        "The network is too simple, or too little trained, for even its training pictures.",
        "网络太简单或训练太少，连训练图片都做不好。",
    ),
    "validation": (
        "validation set", "验证集",
        "Pictures held out of the training set, on which settings are judged; the test set waits "
        "for the very last judgement.",
        "从训练集里留出、用来评判各种设置的图片；测试集只用于最后一次评判。",
    ),
    "regularization": (
        "regularization", "正则化",
        "Whatever keeps a network from learning by heart: weight decay, dropout, augmentation.",
        "防止网络死记硬背的各种办法：权重衰减、随机失活、数据增强。",
    ),
    "decay": (
        "weight decay", "权重衰减",
        "Each training step also makes all weights a little smaller.",
        "每一步训练都让所有权重缩小一点。",
    ),
    "stop": (
        "early stopping", "早停",
        "Training ends when the validation loss no longer falls, and the best weights are kept.",
        "验证损失不再下降时就停止训练，并保留最好的权重。",
    ),
    "augmentation": (
        "augmentation", "数据增强",
        "Training pictures are changed at random in ways that keep their class: moved, mirrored, "
        "turned.",
        "随机改变训练图片而不改变类别：移动、翻转、旋转。",
    ),
}  # fmt: skip
