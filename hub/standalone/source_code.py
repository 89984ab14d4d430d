"""Read our own modules' source: what each defines, and what every definition uses."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
Place = tuple[str, str]     # module and name: ("hub.preprocess", "crop")
LEFT_OUT = {"calibrate"}    # methods that need the mixin, which a file of its own does not have


class Module(NamedTuple):
    """One of our modules: its lines, what it defines, and where its other names come from."""

    lines: list[str]
    definitions: dict[str, ast.stmt]
    ours: dict[str, Place]              # name imported from our packages; ("hub.garment", "")
    others: dict[str, Place]            # from another library; ("numpy", "") for a whole module


@cache
def read_module(name: str) -> Module:
    """Parse one of our modules."""
    text = (ROOT / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
    module = Module(text.split("\n"), {}, {}, {})
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                add_import(module, statement.module, alias)
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                module.others[alias.asname or alias.name.split(".")[0]] = (alias.name, "")
        else:
            module.definitions.update(dict.fromkeys(defined_names(statement), statement))
    return module


def add_import(module: Module, source: str, alias: ast.alias) -> None:
    """Record one imported name: from our packages, where it keeps its name, or from others."""
    if source.split(".")[0] != "hub":
        module.others[alias.asname or alias.name] = (source, alias.name)
    elif (ROOT / source.replace(".", "/") / f"{alias.name}.py").is_file():
        module.ours[alias.name] = (f"{source}.{alias.name}", "")
    else:
        module.ours[alias.name] = (source, alias.name)


def defined_names(statement: ast.stmt) -> list[str]:
    """List the names that a statement of a module defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    return [node.id for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]  # fmt: skip


def find_uses(module: str, statement: ast.AST) -> tuple[set[Place], set[str]]:
    """Return what a statement uses: definitions of our modules, and names of other libraries."""
    known, ours, others = read_module(module), set(), set()
    for node in walk_kept(statement):
        if place := find_attribute(known, node):
            ours.add(place)
        elif isinstance(node, ast.Name):
            if node.id in known.definitions:
                ours.add((module, node.id))
            elif known.ours.get(node.id, ("", ""))[1]:
                ours.add(known.ours[node.id])
            elif node.id in known.others:
                others.add(node.id)
    return ours, others


def find_attribute(module: Module, node: ast.AST) -> Place | None:
    """Return the definition that `garment_steps.convert` names in a module of ours, or None."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        source, name = module.ours.get(node.value.id, ("", "?"))
        return None if name else (source, node.attr)
    return None


def walk_kept(node: ast.AST) -> list[ast.AST]:
    """List a node and those below it that are kept: no mixin, no method that is left out."""
    if isinstance(node, ast.ClassDef):
        kept = [*node.bases[:1], *node.body, *node.decorator_list]
    else:
        kept = list(ast.iter_child_nodes(node))
    return [node, *(below for child in kept for below in walk_kept(child)
                    if getattr(child, "name", "") not in LEFT_OUT)]  # fmt: skip
