"""Write one file with the source of some functions and of all that they use."""

import ast
import sys
from graphlib import TopologicalSorter

from hub.standalone.source_code import (
    LEFT_OUT,
    Module,
    Place,
    find_attribute,
    find_uses,
    read_module,
)

MIXIN = ", PyTorchModelHubMixin, **HUB_METADATA"       # of a network's bases; not needed there


def collect_source(roots: list[Place]) -> str:
    """Return imports and definitions for `roots`, module by module.  Raises ValueError.

    Two definitions of one name do not fit into one file.
    """
    needed, waiting, imports = set(), list(roots), {}
    while waiting:
        place = waiting.pop()
        if place in needed:
            continue
        needed.add(place)
        ours, others = find_uses(place[0], read_module(place[0]).definitions[place[1]])
        waiting += sorted(ours)
        imports |= {name: read_module(place[0]).others[name] for name in others}
    names = [name for _, name in needed]
    if twice := {name for name in names if names.count(name) > 1} | set(names) & imports.keys():
        raise ValueError(f"defined twice: {', '.join(sorted(twice))}")
    parts = [format_module(module, needed) for module in sort_modules({m for m, _ in needed})]
    return "\n\n\n".join([format_imports(imports), *parts])


def sort_modules(modules: set[str]) -> list[str]:
    """Sort modules so that each follows those that it imports; always in the same order."""
    graph = {name: sorted({source for source, _ in read_module(name).ours.values()} & modules)
             for name in sorted(modules)}  # fmt: skip
    return list(TopologicalSorter(graph).static_order())


def format_module(name: str, needed: set[Place]) -> str:
    """Return the needed definitions of a module in their order, below its name."""
    module = read_module(name)
    kept = {id(found): found for key, found in module.definitions.items() if (name, key) in needed}
    text, last = f"# From {name.replace('.', '/')}.py", None
    for statement in sorted(kept.values(), key=lambda found: found.lineno):
        simple = isinstance(statement, ast.Assign | ast.AnnAssign)
        gap = "\n" if last is None or (simple and last) else "\n\n\n"
        text, last = text + gap + format_statement(module, statement), simple
    return text


def format_statement(module: Module, statement: ast.stmt) -> str:
    """Return a statement's lines, with comments above it, changed to stand in one file."""
    lines = list(module.lines)
    for node in ast.walk(statement):
        if find_attribute(module, node):        # garment_steps.convert → convert
            whole, row = f"{node.value.id}.{node.attr}", node.lineno - 1
            lines[row] = lines[row].replace(whole, node.attr, 1)
    dropped: set[int] = set()
    for node in ast.walk(statement):
        if getattr(node, "name", "") in LEFT_OUT:
            dropped |= set(range(node.lineno - 2, node.end_lineno))     # and the empty line above
    decorators = [node.lineno for node in getattr(statement, "decorator_list", [])]
    first = min([statement.lineno, *decorators]) - 1
    while lines[first - 1].startswith("#"):
        first -= 1
    kept = [lines[row] for row in range(first, statement.end_lineno) if row not in dropped]
    return "\n".join(kept).replace(MIXIN, "")


def format_imports(imports: dict[str, Place]) -> str:
    """Return import statements, those of the standard library first."""
    whole = {source: f"import {source}" + f" as {name}" * (source != name)
             for name, (source, part) in imports.items() if not part}  # fmt: skip
    parts: dict[str, list[str]] = {}
    for name, (source, part) in sorted(imports.items()):
        if part:
            parts.setdefault(source, []).append(part if part == name else f"{part} as {name}")
    lines = [whole[source] for source in sorted(whole)]
    lines += [f"from {source} import {', '.join(parts[source])}" for source in sorted(parts)]
    standard = [line.split()[1].split(".")[0] in sys.stdlib_module_names for line in lines]
    groups = [[line for line, own in zip(lines, standard) if own == first]
              for first in (True, False)]  # fmt: skip
    return "\n\n".join("\n".join(group) for group in groups if group)
