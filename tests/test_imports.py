"""app → pages → demo/networks → demo/*.py → hub ← training: who may import whom.

And importing is free: no seed is set, no file but code is opened, no connection is made.
"""

import ast
from graphlib import TopologicalSorter

import forked_python
import pytest
from import_graph import imports, is_under, modules, pairs, tree
from paths import ROOT

# A module imports from its own line and from the lines above, never from those below.
HUB = (
    "models blocks preprocess orientation decoding_cost digit_parts regions foreground paper",
    "picture_files layers activations contributions arithmetic predict garment garment_steps "
    "config_rules validation",
    "checkpoint predictions kernel_history run_record own_runs "
    "model_card model_card_mark model_card_metadata model_card_sections model_card_usage "
    "standalone",
    "remote",
    "space",
)
# Three modules of speed are used by data and flags: only the first process downloads, for example.
TRAINING = (
    "data idx_files image_folders augment evaluation calibration arguments argument_types flags "
    "run console run_folder claim write_errors running fitting_runs recipe photos photo_views "
    "handwriting speed.distributed speed.dropout speed.precision",
    "plan report resume speed side_channels side_training",
    "loop",
    "mnist fashion_mnist feature_maps fitting optimizers digit_sheets",
)
SCRIPTS = {f"training.{name}" for name in TRAINING[-1].split()}
PAGES = {"header", "mnist", "fashion_mnist", "feature_maps", "training_runs", "lessons"}
SHARED = {"networks", "network_view", "engineers", "limits"}  # they import no page, nor each other
SERVING = {"serving"}       # belongs to the files directly in demo/
PROGRAMS = {"cli"}      # beside app.py, above the pages: nothing imports them
UNSAFE = {"pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}   # reading them runs code


def demo_folder(name: str) -> str:
    """The folder of demo/ in which a module stands; empty for a file directly in demo/."""
    _, *inner = name.split(".")
    return inner[0] if inner and inner[0] in {*PAGES, *SHARED, *PROGRAMS} else ""


def lesson_folder(name: str) -> str:
    """The lesson to which a module belongs; empty for what the lessons share."""
    path = modules().get(name, ROOT)
    return path.parent.name if path.parent.parent == ROOT / "demo" / "lessons" else ""


def height(name: str, lines: tuple[str, ...]) -> int:
    """The line of a table on which a module stands: under its longest name there."""
    inner = name.split(".", 1)[1]
    found = {
        word: number
        for number, line in enumerate(lines) for word in line.split() if is_under(inner, word)
    }  # fmt: skip
    assert found, f"{name} stands in no line of the table above"
    return found[max(found, key=len)]


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("hub", {"hub"}), ("training", {"training", "hub"}), ("demo", {"demo", "hub"}),
     ("app", {"demo", "hub"})],
)  # fmt: skip
def test_a_package_imports_only_those_below_it(package, allowed):
    ours = {"app", "demo", "hub", "training", "tests"}
    wrong = [pair for pair in pairs(package) if pair[1].split(".")[0] in ours - allowed]
    assert not wrong


def test_every_folder_of_demo_is_a_page_shared_by_pages_or_a_program():
    folders = {path.parent.name for path in (ROOT / "demo").glob("*/__init__.py")}
    assert folders == {*PAGES, *SHARED, *SERVING, *PROGRAMS}


def test_nothing_imports_a_program():
    programs = [(module, name) for module in modules() for name in imports(module)
                if demo_folder(name) in PROGRAMS]
    assert not [pair for pair in programs if demo_folder(pair[0]) != demo_folder(pair[1])]


def test_a_file_directly_in_demo_imports_no_page_and_no_network():
    assert not [p for p in pairs("demo", "demo") if not demo_folder(p[0]) and demo_folder(p[1])]


def test_what_pages_share_imports_no_page():
    for folder in SHARED:
        inside = pairs(f"demo.{folder}", "demo")
        assert not [pair for pair in inside if demo_folder(pair[1]) not in {folder, ""}]


def test_a_page_never_imports_another():
    wrong = [
        (importer, name) for page in PAGES for importer, name in pairs(f"demo.{page}", "demo")
        if demo_folder(name) not in {page, *SHARED, ""}
    ]  # fmt: skip
    assert not wrong


def test_a_lesson_never_imports_another():
    """Nor the page that holds them all; only that page imports lessons."""
    page = "demo.lessons.page"
    wrong = [
        (importer, name) for importer, name in pairs("demo.lessons", "demo.lessons")
        if importer != page
        and (name == page or lesson_folder(name) not in {lesson_folder(importer), ""})
    ]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize(("package", "lines"), [("hub", HUB), ("training", TRAINING)])
def test_a_layer_never_imports_one_above_it(package, lines):
    inside = [pair for pair in pairs(package, package) if package not in pair]
    assert not [pair for pair in inside if height(pair[0], lines) < height(pair[1], lines)]


def test_no_module_imports_a_training_script():
    assert not [pair for pair in pairs("training", "training") if pair[1] in SCRIPTS]


def test_only_mnist_imports_the_handwriting():
    importers = {importer for importer, _ in pairs("training", "training.handwriting")}
    outside = {name for name in importers if not is_under(name, "training.handwriting")}
    assert outside <= {"training.mnist"}


def test_no_circle():
    graph = {module: imports(module) & set(modules()) - {module} for module in modules()}
    TopologicalSorter(graph).prepare()      # CycleError names the modules in the circle


def test_no_relative_import():
    wrong = [
        module for module in modules() for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom) and node.level
    ]  # fmt: skip
    assert not wrong


def test_the_app_imports_names_from_demo():
    """`gradio app.py` wants its variable `demo`, which `import demo.x` would replace."""
    plain = [node for node in ast.walk(tree("app")) if isinstance(node, ast.Import)]
    assert not [a.name for node in plain for a in node.names if is_under(a.name, "demo")]


@pytest.mark.parametrize(
    ("package", "library"),
    [("demo", "matplotlib.pyplot"), ("hub", "matplotlib.pyplot"), ("app", "matplotlib.pyplot"),
     ("training", "matplotlib.pyplot"), ("demo", "torchvision"), ("hub", "torchvision"),
     ("app", "torchvision")],
)  # fmt: skip
def test_a_library_stays_out(package, library):
    """pyplot keeps every figure and is not for threads; only training has torchvision installed."""
    assert not pairs(package, library)


def test_no_pickle_is_ever_read():
    for module in modules():
        assert not {name.split(".")[0] for name in imports(module)} & UNSAFE, module
        assert "torch.load" not in imports(module), module
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Attribute | ast.keyword):
                assert ast.unparse(node) != "torch.load", module
                assert getattr(node, "arg", "") != "allow_pickle", module


@pytest.mark.slow
def test_importing_costs_nothing():
    """No seed is set, no file of ours but code is opened, no network is used by any import."""
    code = """
import sys, torch
from importlib import import_module
seed, opened, root = torch.initial_seed(), [], sys.argv[1]
def listen(event, args):
    if event == "open":
        opened.append(str(args[0]))
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
        sys.exit(f"{event} {args}")
sys.addaudithook(listen)
for module in sys.argv[2:]:
    import_module(module)
    assert torch.initial_seed() == seed, module
ours = [path for path in opened if path.startswith(root) and "site-packages" not in path]
ours = [path for path in ours if "__pycache__" not in path]
assert not [path for path in ours if not path.endswith((".py", ".pyi"))], ours   # Gradio's stubs
"""
    packages = [module for module in modules() if module != "app"]
    done = forked_python.python(["-c", code, ROOT, *packages])
    assert done.returncode == 0, done.stderr
