"""The words of the lesson on over- and underfitting; `words` adds them to its own."""

WORDS = {   # key: (English, 中文)
    "lesson_fitting": ("Over- and underfitting", "过拟合与欠拟合"),
    "fitting_text": (
        "Does a network learn what is general, or learn its pictures by heart? Two curves tell: "
        "the [loss](#term-loss) on the pictures it trains with, and the loss on pictures held out, "
        "the [validation](#term-validation) set. Below are real runs of a small convolutional "
        "network on Fashion-MNIST. Judge each by its curves, then try a remedy.",
        "网络是学到了规律，还是把图片背了下来？看两条曲线就知道：训练图片上的"
        "[损失](#term-loss)，和没有参加训练的图片（[验证集](#term-validation)）上的损失。"
        "下面是一个小卷积网络在 Fashion-MNIST 上真实训练的记录。先看曲线下判断，再试一种解决方法。",
    ),
    # The three steps
    "fitting_choose": ("1. Look at a run", "1. 看一次训练"),
    "fitting_case": ("Run {letter}", "训练 {letter}"),
    "fitting_found": ("found", "已判断"),
    "fitting_loss": ("Loss", "损失"),
    "fitting_accuracy": ("Accuracy", "正确率"),
    "fitting_train": ("training pictures", "训练图片"),
    "fitting_validation": ("validation pictures", "验证图片"),
    "fitting_epoch": ("Epoch", "轮次"),
    "fitting_at": (
        "Epoch {epoch}: loss {train_loss} on training pictures, {validation_loss} on validation "
        "pictures; {train_accuracy} and {validation_accuracy} right.",
        "第 {epoch} 轮：训练损失 {train_loss}，验证损失 {validation_loss}；"
        "正确率分别是 {train_accuracy} 和 {validation_accuracy}。",
    ),
    "fitting_curve": (
        "{kind} over {epochs} epochs. Training pictures: from {first} to {last}. Validation "
        "pictures: from {first_held} to {last_held}, at best {best} in epoch {when}.",
        "{kind}，共 {epochs} 轮。训练图片：从 {first} 到 {last}。验证图片：从 {first_held} 到 "
        "{last_held}，最好是第 {when} 轮的 {best}。",
    ),
    "fitting_judge": ("2. What is your verdict?", "2. 你的判断？"),
    "fitting_under": ("It underfits", "欠拟合"),
    "fitting_over": ("It overfits from the start", "一开始就过拟合"),
    "fitting_late": ("It was trained too long", "训练得太久"),
    "fitting_well": ("It is healthy", "训练得正好"),
    "fitting_show": ("Show the answer", "看答案"),
    "fitting_shown": ("Show all answers at once (for teaching)", "直接显示答案（讲课用）"),
    "fitting_right": ("Right.", "对。"),
    "fitting_wrong": ("Not this one.", "不是这个。"),
    "fitting_not_under": (
        "An underfitting network is wrong on its own training pictures, too. This one gets {train} "
        "of them right.",
        "欠拟合的网络连训练图片也做不好，而这一个在训练图片上的正确率是 {train}。",
    ),
    "fitting_not_over": (
        "Overfitting from the start shows as a gap that opens early and never closes: good on "
        "training pictures, clearly worse on the others at every epoch. Compare the two curves "
        "where validation is best: {train_then} and {validation_then} right in epoch {when}.",
        "一开始就过拟合时，两条曲线很早就分开，再也不合拢：训练图片上好，其他图片上每一轮都明显更差。"
        "比较验证最好的那一轮：第 {when} 轮，正确率是 {train_then} 和 {validation_then}。",
    ),
    "fitting_not_late": (
        "When training goes on too long, the validation loss has a clear low point and climbs well "
        "above it. Here its lowest is {best} and its last {last}, so look for what else is "
        "wrong, or right.",
        "训练太久时，验证损失有一个明显的最低点，之后大幅回升。这里最低是 {best}，最后是 {last}，"
        "看看别的地方。",
    ),
    "fitting_not_well": (
        "In a healthy run both curves come down together, stay close, and both end well. Here it "
        "ends with {train} of the training pictures right and {validation} of the others, at a "
        "validation loss of {last} (lowest: {best}).",
        "正好的训练里，两条曲线一起下降、靠得很近，最后都不错。这里最后训练图片的正确率是 {train}，"
        "其他图片是 {validation}，验证损失 {last}（最低 {best}）。",
    ),
    "fitting_not_late_few": (
        "The validation loss does climb after epoch {when}. But stopping there would not have "
        "saved it: even then only {validation_then} of the validation pictures were right, and "
        "{train_then} of the training pictures.",
        "第 {when} 轮之后验证损失确实回升。但在那里停下也救不了它：那时验证图片的正确率也只有 "
        "{validation_then}，训练图片是 {train_then}。",
    ),
    "fitting_not_over_long": (
        "In the end it overfits, that is true. But not from the start: in epoch {when} it had "
        "{train_then} of the training pictures right and {validation_then} of the others. "
        "What went wrong after that?",
        "最后确实过拟合了，但不是一开始：第 {when} 轮时，训练图片正确率 {train_then}，"
        "其他图片 {validation_then}。后来出了什么问题？",
    ),
    "fitting_why_few": (
        "It overfits: {train} of the training pictures right, only {validation} of the others. The "
        "gap opens in the first epochs, and even where validation is best, {validation_then} is "
        "all it reaches. {pictures} pictures are too few for {parameters} parameters.",
        "过拟合：训练图片正确率 {train}，其他图片只有 {validation}。最初几轮就分开了，"
        "验证最好时也只到 {validation_then}。{pictures} 张图片，对 {parameters} 个参数来说太少了。",
    ),
    "fitting_why_small": (
        "It underfits: only {train} of its own training pictures right, {validation} of the "
        "others. Both curves level off together, and high. A network of {parameters} parameters "
        "cannot hold what there is to learn.",
        "欠拟合：连训练图片的正确率也只有 {train}，其他图片 {validation}。两条曲线一起变平，"
        "而且都停在高处。只有 {parameters} 个参数的网络，装不下要学的东西。",
    ),
    "fitting_why_long": (
        "It was trained too long: until epoch {when} the validation loss fell, to {best}; then it "
        "rose again to {last}, while the training loss went on towards zero. From there on the "
        "network learned its pictures by heart: it overfits, but it had been good before.",
        "训练得太久：到第 {when} 轮为止，验证损失降到了 {best}；之后又升到 {last}，"
        "而训练损失还在往零走。从那以后网络就在死记图片：这也是过拟合，只是之前它曾经很好。",
    ),
    "fitting_why_short": (
        "It underfits, though the network is large enough: after {epochs} epochs at a learning "
        "rate of {lr} both curves are still on their way down, close together. It was trained "
        "too little.",
        "欠拟合，但不是网络太小：学习率 {lr}，只训练了 {epochs} 轮，两条曲线靠在一起，"
        "都还在下降。是训练得不够。",
    ),
    "fitting_why_healthy": (
        "It is healthy: both losses come down together and stay close; {train} and {validation} "
        "right. A small gap is no illness: a network always knows its own pictures a little "
        "better.",
        "正好：两条损失一起下降，靠得很近；正确率是 {train} 和 {validation}。"
        "有一点差距不是毛病：网络总会对自己练过的图片更熟一些。",
    ),
    # Remedies
    "fitting_try": ("3. Try a remedy", "3. 试一种解决方法"),
    "fitting_try_first": (
        "The remedies appear when the verdict is found.", "判断正确后，这里会出现解决方法。"
    ),
    "fitting_pictures": ("More pictures", "增加图片"),
    "fitting_dropout": ("Dropout", "随机失活 dropout"),
    "fitting_augment": ("Augmentation", "数据增强"),
    "fitting_decay": ("Weight decay", "权重衰减"),
    "fitting_stop": ("Early stop", "早停"),
    "fitting_smaller": ("A smaller network", "换小一些的网络"),
    "fitting_larger": ("A larger network", "换大一些的网络"),
    "fitting_longer": ("Train longer", "训练更久"),
    "fitting_rate": ("A greater learning rate", "增大学习率"),
    "fitting_own": ("Your own settings", "自己的设置"),
    "fitting_before": ("As it was", "原来"),
    "fitting_means_pictures": (
        "{pictures} training pictures instead of {pictures_before}.",
        "训练图片从 {pictures_before} 张增加到 {pictures} 张。",
    ),
    "fitting_means_dropout": (
        "In training, each number before a dense layer is set to zero with a chance of {dropout}, "
        "so that the network leans on none of them.",
        "训练时，全连接层之前的每个数以 {dropout} 的概率置零，网络就不能依赖其中任何一个。",
    ),
    "fitting_means_augment": (
        "Every time a picture is seen it is moved by up to a pixel, and half of the times "
        "mirrored: no two epochs show the same pictures.",
        "每次看到的图片都随机移动至多一个像素，并有一半机会左右翻转：没有两轮看到的图片是一样的。",
    ),
    "fitting_means_decay": (
        "Each step also makes all weights a little smaller (weight decay {weight_decay}): "
        "a regularization that asks for simple answers.",
        "每一步都让所有权重缩小一点（权重衰减 {weight_decay}）：这是一种正则化，偏向简单的答案。",
    ),
    "fitting_means_stop": (
        "Training ends when the validation loss has not improved for {patience} epochs; the "
        "weights of the best epoch, {kept}, are kept.",
        "验证损失连续 {patience} 轮没有改善，就停止训练，并保留最好那一轮（第 {kept} 轮）的权重。",
    ),
    "fitting_means_size": (
        "{parameters} parameters instead of {parameters_before}.",
        "参数从 {parameters_before} 个变成 {parameters} 个。",
    ),
    "fitting_means_longer": (
        "{epochs} epochs instead of {epochs_before}.", "从 {epochs_before} 轮变成 {epochs} 轮。"
    ),
    "fitting_means_rate": (
        "A learning rate of {lr} instead of {lr_before}.", "学习率从 {lr_before} 变成 {lr}。"
    ),
    "fitting_means_own": (
        "Trained on this computer just now, with the settings below.",
        "刚刚在这台计算机上按下面的设置训练的。",
    ),
    "fitting_helps": (
        "It helps: {was} → {now} of the validation pictures right, validation loss {loss_was} → "
        "{loss_now}.",
        "有用：验证正确率 {was} → {now}，验证损失 {loss_was} → {loss_now}。",
    ),
    "fitting_little": (
        "It helps a little: {was} → {now} of the validation pictures right, validation loss "
        "{loss_was} → {loss_now}.",
        "有一点用：验证正确率 {was} → {now}，验证损失 {loss_was} → {loss_now}。",
    ),
    "fitting_calms": (
        "It helps the loss, hardly the accuracy: {was} → {now} of the validation pictures right, "
        "validation loss {loss_was} → {loss_now}. The network is less sure where it is wrong.",
        "对损失有用，正确率变化不大：验证正确率 {was} → {now}，验证损失 {loss_was} → {loss_now}。"
        "网络在答错时不再那么肯定。",
    ),
    "fitting_hardly": (
        "It hardly helps: {was} → {now} of the validation pictures right, validation loss "
        "{loss_was} → {loss_now}.",
        "几乎没有用：验证正确率 {was} → {now}，验证损失 {loss_was} → {loss_now}。",
    ),
    "fitting_worse": (
        "It makes things worse: {was} → {now} of the validation pictures right, validation loss "
        "{loss_was} → {loss_now}.",
        "反而更差：验证正确率 {was} → {now}，验证损失 {loss_was} → {loss_now}。",
    ),
    "fitting_result": ("After training", "训练之后"),
    "fitting_right_train": ("Right, of the training pictures", "训练图片正确率"),
    "fitting_right_validation": ("Right, of the validation pictures", "验证图片正确率"),
    "fitting_gap": ("Gap between the two, percentage points", "两者相差（百分点）"),
    "fitting_loss_validation": ("Validation loss", "验证损失"),
    "fitting_size": ("Parameters", "参数个数"),
    "fitting_shown_pictures": ("Training pictures", "训练图片数"),
    "fitting_recorded": (
        "Recorded by training/fitting.py: seed {seed}, PyTorch {torch}, one core. {held} pictures "
        "are held out of the training set for validation; the test set is not touched, it is for "
        "the very last judgement. One seed is one run: another one moves the accuracies by "
        "a percent or two.",
        "由 training/fitting.py 记录：种子 {seed}，PyTorch {torch}，单核。从训练集里留出 {held} "
        "张图片做验证；测试集没有动过，它只用于最后一次评判。一个种子就是一次训练，"
        "换一个种子，正确率会有一两个百分点的变化。",
    ),
    # What the tutorial says
    "fitting_terms": ("What the two words mean", "这两个词的意思"),
    "fitting_overfitting": ("Overfitting", "过拟合（Overfitting）"),
    "fitting_underfitting": ("Underfitting", "欠拟合（Underfitting）"),
    "fitting_definition": ("Definition", "定义"),
    "fitting_analogy": ("Analogy", "比喻"),
    "fitting_symptom": ("Symptom", "特征"),
    "fitting_remedy": ("Remedy", "解决方法"),
    "fitting_over_definition": (
        "The model is too complex for the pictures it has: it does very well on the training data "
        "and worse on new data. It remembers details instead of learning the rule.",
        "模型对它拥有的数据来说过于复杂，在训练数据上表现很好，在新的、没见过的数据上较差。"
        "它“记住”了细节，而不是学到通用的规律。",
    ),
    "fitting_over_analogy": (
        "A student who knows a book by heart, and fails in the exam when a question is similar but "
        "not the same.",
        "一个学生把一本书死记硬背下来，考试时遇到类似但不同的问题，就推理不出来。",
    ),
    "fitting_over_symptom": (
        "Low error in training, high error in validation.", "训练误差较低，验证误差较高。"
    ),
    "fitting_over_remedy": (
        "More training data, or data made more varied by augmentation; regularization (weight "
        "decay, dropout); a simpler model or fewer features; an early stop.",
        "增加训练数据，或用数据增强让数据更多样；引入正则化（权重衰减、dropout）；"
        "简化模型、减少特征数量；早停。",
    ),
    "fitting_under_definition": (
        "The model is too simple, or trained too little, to fit even the training data: it does "
        "badly there and on new data. It has not caught the important patterns.",
        "模型过于简单，或者训练得不够，连训练数据也拟合不好，在训练集和新数据上都表现不佳。"
        "它没有捕捉到重要的模式。",
    ),
    "fitting_under_analogy": (
        "A student who has not studied properly, understands little, and cannot answer most "
        "questions, not even those from the book.",
        "一个学生没有认真学习，理解肤浅，大多数问题都答不上来，连书上的题也不会。",
    ),
    "fitting_under_symptom": (
        "High error in training and in validation.", "训练误差和验证误差都较高。"
    ),
    "fitting_under_remedy": (
        "A more complex model; more or better features; longer training; other hyperparameters, "
        "above all the learning rate.",
        "增加模型的复杂度；添加更多、更好的特征；训练更久；调整超参数，首先是学习率。",
    ),
    "fitting_slip": (
        "The tutorial also lists more data as a remedy for underfitting. That helps little: where "
        "even the training pictures are not learned, it is not pictures that are missing. Compare "
        "it with a larger network, in the run whose two curves stay high.",
        "教程把“提供更多的数据”也列为欠拟合的解决方法，其实用处不大：连训练图片都没学好，"
        "缺的就不是图片。在两条曲线都停在高处的那次训练里，把它和“换大一些的网络”比一比。",
    ),
    # Live
    "fitting_live": ("Train it yourself", "自己来训练"),
    "fitting_live_text": (
        "With your own settings, here and now; the curves grow beside the recorded ones.",
        "用自己的设置，现在就训练；曲线会在记录的曲线旁边长出来。",
    ),
    "fitting_set_pictures": ("Training pictures", "训练图片数"),
    "fitting_set_channels": ("Channels", "通道数"),
    "fitting_set_epochs": ("Epochs", "轮数"),
    "fitting_set_rate": ("Learning rate", "学习率"),
    "fitting_set_dropout": ("Dropout", "随机失活（Dropout）"),
    "fitting_set_decay": ("Weight decay", "权重衰减"),
    "fitting_set_patience": (
        "Early stop after, epochs (0: never)", "几轮没有改善就早停（0：不早停）"
    ),
    "fitting_set_augment": ("Augmentation", "数据增强"),
    "fitting_set_seed": ("Seed", "随机种子"),
    "fitting_go": ("Train", "开始训练"),
    "fitting_halt": ("Stop", "停止"),
    "fitting_starting": ("Starting: the pictures are being read.", "正在启动：读取图片。"),
    "fitting_growing": ("Epoch {epoch} of {epochs}", "第 {epoch} 轮，共 {epochs} 轮"),
    "fitting_done": ("Done: {epoch} epochs.", "完成：{epoch} 轮。"),
    "fitting_halted": ("Stopped after epoch {epoch}.", "在第 {epoch} 轮之后停止。"),
    "fitting_cannot": (
        "The curves above are recorded. With a copy of ConvLens on your own computer you can train "
        "with your own settings here.",
        "上面的曲线是事先记录的。在自己的计算机上运行 ConvLens，就可以在这里用自己的设置训练。",
    ),
    "fitting_unreadable": (
        "These settings cannot be trained with; please move the sliders again.",
        "这些设置无法训练，请重新移动滑块。",
    ),
}
