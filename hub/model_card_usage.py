"""The card's section on usage: code that runs as printed, once the repository's name is in it."""

from torch import nn

from hub.model_card_mark import REPO_ID_PLACEHOLDER

PICTURES = {    # whether the network takes grey pictures: what recognise accepts
    True: "a drawing, a scan or a photo", False: "a photo",
}


def usage_section(net: nn.Module) -> str:
    """Return the section: without this project, with it, and with every file validated first."""
    network, channels = type(net).__name__, len(net.normalize.mean)
    return f"""## Usage

Without this project; `pip install torch safetensors huggingface_hub numpy pillow` is enough.
`modeling.py` holds the network and its preprocessing, and is code that you run: read it, and add
`revision=` with the commit that you have read.

```python
import sys
from huggingface_hub import snapshot_download
from PIL import Image
needed = ["modeling.py", "config.json", "model.safetensors"]
folder = snapshot_download("{REPO_ID_PLACEHOLDER}", allow_patterns=needed)
sys.path.insert(0, folder)
import modeling
net = modeling.load(folder)
answer = modeling.recognise(net, Image.open("picture.png"))     # {PICTURES[channels == 1]}
print(answer.label, answer.probs)
```

With the code of this project:

```python
from hub.models import {network}
net = {network}.from_pretrained("{REPO_ID_PLACEHOLDER}", strict=True).eval()
probs = net(pictures).softmax(1)    # (N, {channels}, H, W) in [0, 1] → (N, {len(net.classes)})
```

To validate every file first, and get an error that names a broken or foreign one:

```python
from huggingface_hub import snapshot_download
from hub import checkpoint
net = checkpoint.load(snapshot_download("{REPO_ID_PLACEHOLDER}"))   # or any folder
```"""
