"""The words of the Training page, in English and 中文; `words` adds them to its own."""

WORDS = {   # key: (English, 中文)
    "runs": ("Training", "训练"),
    "runs_intro": (
        "How a network became what it is, and what it still gets wrong: all of it from the files "
        "that travel with its weights.",
        "一个网络是怎样训练出来的，还会错在哪里：全部来自随权重一起保存的文件。",
    ),
    "runs_first": ("Run", "训练"),
    "runs_second": ("Compare with", "与之比较"),
    "runs_summary": (
        "{correct} of {n} test pictures of {dataset} right · {parameters} parameters · "
        "{epochs} epochs · {seconds} s",
        "{dataset} 的 {n} 张测试图片答对 {correct} 张 · {parameters} 个参数 · "
        "{epochs} 轮 · {seconds} 秒",
    ),
    "runs_unmeasured": (
        "{name} came without measurements of its training.", "{name} 没有附带训练的测量结果。"
    ),
    "runs_no_answers": (
        "{name} came without the file {file}, so there is nothing to show here. Every training "
        "writes it; for older checkpoints, python -m training.answers does.",
        "{name} 没有附带 {file} 文件，所以这里没有内容。每次训练都会写出它；"
        "旧的检查点可以用 python -m training.answers 补上。",
    ),
    "runs_bad_answers": (
        "The file {file} of {name} cannot be used ({trouble}).",
        "{name} 的 {file} 文件不能使用（{trouble}）。",
    ),
    # Curves
    "runs_curves": ("Curves", "曲线"),
    "runs_curves_text": (
        "After each [epoch](#term-epoch): the [loss](#term-loss) should fall, the accuracy rise. "
        "Where the training goes on getting better and the test does not, the network has begun to "
        "[learn by heart](#term-overfitting). (With [augmented](#term-augmentation) or smoothed "
        "training data the test may be the better of the two.)",
        "每一[轮](#term-epoch)之后：[损失](#term-loss)应当下降，准确率应当上升。如果训练继续变好而"
        "测试不再变好，网络就开始[死记硬背](#term-overfitting)了。（训练数据做过"
        "[增强](#term-augmentation)或标签平滑时，测试反而可能更好。）",
    ),
    "runs_loss": ("Loss", "损失"),
    "runs_accuracy": ("Accuracy", "准确率"),
    "runs_epoch": ("epoch", "轮次"),
    "runs_train": ("{name} · training", "{name} · 训练"),
    "runs_test": ("{name} · test", "{name} · 测试"),
    "runs_train_loss": ("training loss", "训练损失"),
    "runs_test_loss": ("test loss", "测试损失"),
    "runs_train_accuracy": ("training accuracy", "训练准确率"),
    "runs_test_accuracy": ("test accuracy", "测试准确率"),
    "runs_numbers": ("The numbers", "数值"),
    "runs_chart_hint": (
        "Point at a curve to read its numbers, or use the arrow keys. A click on a name shows it "
        "alone.",
        "把鼠标移到曲线上，或用方向键读取数值。点一个名字就只看它。",
    ),
    # Confusion
    "runs_confusion": ("Confusion", "混淆矩阵"),
    "runs_confusion_text": (
        "A row is what the pictures show, a column what was answered; right answers lie on the "
        "diagonal. Click a number to see those pictures.",
        "一行是图片的真实类别，一列是网络的回答；对角线上是答对的。点一个数就能看到那些图片。",
    ),
    "runs_answered": ("answered", "回答"),
    "runs_shows": ("shows", "真实"),
    "runs_cell": (
        "{label}, answered {answer}: {count} pictures, {kept} of them kept with the network",
        "真实是 {label}，回答是 {answer}：{count} 张，其中 {kept} 张随网络保存",
    ),
    "runs_cell_wrong": ("The surest answers come first.", "最有把握的排在前面。"),
    "runs_cell_right": (
        "Right answers: those it was least sure of.", "答对的：网络最没有把握的那些。"
    ),
    # Precision and recall
    "runs_precision": ("Precision–recall", "精确率–召回率"),
    "runs_precision_text": (
        "Suppose a picture is taken for a class as soon as its "
        "[probability](#term-softmax) passes a threshold. "
        "Recall: how many of that class are found. Precision: how many of those found are of that "
        "class. A lower threshold finds more, and more that is wrong; a good curve keeps to the "
        "upper right corner.",
        "设一个阈值：某个类别的[概率](#term-softmax)超过它，就认作这一类。召回率：这一类里找到了多少；"
        "精确率：找到的里面有多少真是这一类。阈值越低，找到的越多，错的也越多；"
        "好的曲线紧贴右上角。",
    ),
    "runs_recall": ("recall", "召回率"),
    "runs_precision_axis": ("precision", "精确率"),
    "runs_point": (
        "{name}: threshold {threshold}, precision {precision}, recall {recall}",
        "{name}：阈值 {threshold}，精确率 {precision}，召回率 {recall}",
    ),
    "runs_class": ("class", "类别"),
    "runs_mean_precision": ("mean precision", "平均精确率"),
    "runs_precision_at": ("precision at recall {recall}", "召回率 {recall} 时的精确率"),
    # Mistakes
    "runs_mistakes": ("Mistakes", "错误"),
    "runs_mistakes_text": (
        "Wrong answers, the surest first. Some pictures are hard for people too; some labels are "
        "wrong; and some mistakes are the network's own.",
        "答错的，最有把握的排在前面。有些图片人也认不准，有些标签本身就错了，有些确实是网络的错。",
    ),
    "runs_mistakes_count": (
        "{wrong} wrong answers in {n}, {sure} of them given with more than 90%; {kept} are kept "
        "with the network, {shown} are shown.",
        "{n} 张里答错 {wrong} 张，其中 {sure} 张的把握超过 90%；随网络保存了 {kept} 张，"
        "这里显示 {shown} 张。",
    ),
    "runs_more": ("Show more", "显示更多"),
    # Predictions
    "runs_predictions": ("Predictions vs. actuals", "预测 vs. 实际"),
    "runs_predictions_text": (
        "Test pictures drawn at random, as in the tutorial's plot_classes_preds: the answer with "
        "its probability, and the label; green if right, red if wrong.",
        "随机抽取的测试图片，与教程里的 plot_classes_preds 一样：回答及其概率，以及标签；"
        "绿色是对的，红色是错的。",
    ),
    "runs_others": ("Other pictures", "换一批"),
    "runs_predictions_count": ("{right} of these {n} are right.", "这 {n} 张里答对 {right} 张。"),
    "runs_label": ("label", "标签"),
    # Embedding
    "runs_embedding": ("Embedding", "嵌入"),
    "runs_embedding_text": (
        "144 test pictures as points in space: near each other where they are alike. As pixels "
        "the classes are mixed; as the features that the [last layer](#term-dense) is given, they "
        "lie apart. That is what the training has done. Drag to turn, or use the arrow keys.",
        "144 张测试图片是空间里的点，越相似就靠得越近。按像素看，各类混在一起；"
        "按送入[最后一层](#term-dense)的特征看，各类分开了：这就是训练做到的事。拖动或用方向键转动。",
    ),
    "runs_features": ("features", "特征"),
    "runs_pixels": ("pixels", "像素"),
    "runs_thumbnails": ("pictures", "图片"),
    "runs_dots": ("dots", "圆点"),
    "runs_turn": ("Turn", "转动"),
    "runs_pause": ("Pause", "暂停"),
    "runs_neighbours": (
        "Of {n} pictures, {same} have one of their own class as their nearest neighbour in this "
        "space. The three axes hold {share} of the variance.",
        "{n} 张图片里，有 {same} 张在这个空间里最近的邻居是同类。三个轴占方差的 {share}。",
    ),
    # Facts
    "runs_facts": ("Settings", "设置"),
    "runs_facts_text": (
        "The flags and the machine of each run; what differs is marked. The command trains it "
        "again.",
        "每次训练的参数和机器；不同之处有标记。用下面的命令可以重新训练。",
    ),
    "runs_fact": ("what", "项目"),
    "runs_command": ("The command", "命令"),
    # Training here
    "runs_live": ("Train", "开始训练"),
    "runs_live_text": (
        "Train a network on this computer, by the project's own scripts, and draw for it "
        "afterwards. Few pictures and [epochs](#term-epoch) take a minute. Stop keeps the last "
        "whole epoch. What you train answers you alone, and is deleted after you have left.",
        "在这台计算机上用项目自己的脚本训练一个网络，然后写给它看。图片和[轮数](#term-epoch)少，"
        "一分钟就够。停止时保留最后一个完整的轮次。你训练的网络只为你回答，你离开之后就会删除。",
    ),
    "runs_script": ("What", "任务"),
    "runs_recipe": ("Recipe", "配方"),
    "runs_recipe_info": (
        "fast: a small network, in seconds; strong: a wider one for digits, in minutes; compact: a "
        "larger one, in many minutes; tutorial: the tutorial's, trained as there.",
        "fast：小网络，几秒钟；strong：宽一些的网络，只用于数字，几分钟；compact：更大的网络，"
        "许多分钟；tutorial：教程里的网络和训练方法。",
    ),
    "runs_epochs": ("Epochs", "轮数"),
    "runs_limit": ("Training pictures", "训练图片数"),
    "runs_seed": ("Seed", "随机种子"),
    "runs_start": ("Train", "训练"),
    "runs_stop": ("Stop", "停止"),
    "runs_use": ("Use it now", "马上用它"),
    "runs_idle": ("Nothing is being trained.", "现在没有训练。"),
    "runs_preparing": ("The training pictures are being prepared …", "正在准备训练图片……"),
    "runs_under_way": (
        "Epoch {epoch} of {epochs}, {percent} · loss {loss}",
        "第 {epoch}/{epochs} 轮，{percent} · 损失 {loss}",
    ),
    "runs_tested": (
        "Epoch {epoch} of {epochs} is done: {accuracy} of the test pictures right",
        "第 {epoch}/{epochs} 轮完成：测试图片答对 {accuracy}",
    ),
    "runs_done": (
        "Done: {accuracy} of the test pictures right after {epochs} epochs.",
        "完成：训练 {epochs} 轮之后，测试图片答对 {accuracy}。",
    ),
    "runs_stopped": (
        "Stopped: epoch {epochs} is kept, with {accuracy} of the test pictures right.",
        "已停止：保留第 {epochs} 轮，测试图片答对 {accuracy}。",
    ),
    "runs_stopped_early": (
        "Stopped before the first epoch was over: there is nothing to keep.",
        "第一轮还没结束就停止了，没有可以保留的。",
    ),
    "runs_running": ("training, this batch", "训练（当前批次）"),
    "runs_yours": ("your network · test", "你的网络 · 测试"),
    "runs_yours_train": ("your network · training", "你的网络 · 训练"),
    "runs_gone": (
        "This network of yours is no longer here; please train another.",
        "你的这个网络已经不在了，请重新训练。",
    ),
}
