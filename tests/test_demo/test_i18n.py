"""The words of the pages: in both languages, all used."""

import re

from paths import ROOT

from demo.i18n import catalogue, class_name
from demo.networks import registry


def test_words_come_in_pairs_and_are_all_used():
    demo = (path for end in ("py", "html", "js") for path in (ROOT / "demo").rglob(f"*.{end}"))
    files = [ROOT / "app.py", *demo]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    for key, (english, chinese) in ((key, text.values()) for key, text in catalogue().items()):
        assert not re.search(r"[一-鿿]", english), key
        assert re.search(r"[一-鿿]", chinese) or key in ("colours_viridis", "scale_fixed"), key
        family = key.split("_")[0]      # such as pull_away, which is put together: f"pull_{kind}"
        together = f'f"{family}_{{' in source or f"`{family}_${{" in source     # or `pull_${kind}`
        assert re.search(rf'''["']{key}["']''', source) or f"<!-- {key} -->" in source or key.split("_")[0] in ["step", "class", "weights", "shape", "colours", "scale", "order", "pooled", "label"] or together, key
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", chinese)), key


def test_every_fashion_class_has_its_chinese_name():
    for name in registry.current("fashion_mnist").net.classes:
        assert class_name(name).startswith(f"{name} ") and re.search(r"[一-鿿]", class_name(name))
