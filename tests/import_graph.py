"""The import statements of every module of ours, wherever they stand in it."""

import ast
from functools import cache
from pathlib import Path

from paths import ROOT


@cache
def modules() -> dict[str, Path]:
    """Every module of ours under its dotted name."""
    paths = [ROOT / "app.py", *(p for top in ("demo", "hub", "training") for p in files(top))]
    return {dotted_name(path): path for path in paths}


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def dotted_name(path: Path) -> str:
    *folders, stem = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(folders if stem == "__init__" else [*folders, stem])


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> set[str]:
    """The dotted names that a module imports; `from demo.mnist import page` is demo.mnist.page.

    Of other people's packages, whose names may be modules or not, both: matplotlib, .pyplot.
    """
    names = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = str(node.module)
            inner = {f"{package}.{alias.name}" for alias in node.names}
            names |= inner if package not in modules() else inner & set(modules())
            names |= set() if inner <= set(modules()) else {package}
    return names


def pairs(start: str, target: str = "") -> list[tuple[str, str]]:
    """(importer, imported) of all modules under `start` and all names under `target`."""
    return [
        (module, name)
        for module in modules() for name in imports(module)
        if is_under(module, start) and (not target or is_under(name, target))
    ]  # fmt: skip


def is_under(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
