"""Deploy with the real client to a local Hub server, and start the staged app."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drawings import data_url
from fake_hub.client import Ended, run_python
from fake_hub.repos import Repo, front_matter
from fake_hub.server import LocalHub
from fake_hub.spaces import STAGES
from import_graph import imports, modules
from local_app import local_app
from packaging.requirements import Requirement
from paths import ROOT
from PIL import Image

from hub import checkpoint
from hub.remote.address import Address
from hub.space import __main__ as command
from hub.space import requirements, staging

NAME = "alice/convlens"
SPACE = f"spaces/{NAME}"
SHA = "1234567890" * 4


def deploy(hub: LocalHub, home: Path, *flags, token: str | None = "hf_write") -> Ended:
    """`python -m hub.space alice/convlens …`"""
    return run_python(hub.url, home, token, "-m", "hub.space", NAME, *flags)


def add_model(hub: LocalHub, name: str) -> Repo:
    """Publish a bundled checkpoint as bob's, tagged v1, and one more commit after it."""
    files = {p.name: p.read_bytes() for p in (checkpoint.BUNDLED / name).iterdir()}
    repo = hub.repos[f"bob/{name}"] = Repo()
    repo.refs["v1"] = repo.commit(files)
    repo.commit(files | {"README.md": b"newer"})
    return repo


def space_variables(hub: LocalHub) -> dict[str, str]:
    """Return the Space's variables: name → value."""
    variables = hub.repos[SPACE].settings.get("variables", {})
    return {key: variable["value"] for key, variable in variables.items()}


def list_git_files(*paths: str) -> set[str]:
    """List the project's files below these paths, including untracked ones."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *paths]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


PACKAGE_DOCUMENTS = re.compile(
    r"demo/(.*README.*\.md|screenshots/.*)|hub/(\w+/)?README.*\.md|hub/constraints\.txt"
    r"|hub/container/.*")


def test_exactly_the_app_is_deployed():
    """Every file of the app goes, so a new kind of file cannot be forgotten; nothing else does."""
    goes = {path.as_posix() for path in staging.list_app_files()}
    project = list_git_files("app.py", "LICENSE", "demo", "hub")
    assert goes == {name for name in project if not PACKAGE_DOCUMENTS.fullmatch(name)}


@pytest.mark.parametrize("name", [
    "hub/checkpoints/mnist/README.md", "hub/checkpoints/feature_maps/mistakes.png",
    "demo/examples/ATTRIBUTION.md", "demo/examples/digits.png", "demo/examples/photos/cat.jpg",
    "demo/words.toml", "demo/lessons/glossary/terms.toml", "demo/training_runs/page.py",
    "demo/style.css",
])  # fmt: skip
def test_model_cards_attributions_words_and_examples_are_deployed(name):
    assert staging.is_app_file(Path(name))


@pytest.mark.parametrize("name", [
    "demo/README.md", "hub/README.md", "demo/lessons/README.md", "hub/remote/README.md",
    "demo/README.zh.md", "demo/screenshots/mnist.png",
    "demo/screenshots/feature_maps.jpg",
])  # fmt: skip
def test_package_readmes_and_screenshots_are_not_deployed(name):
    assert not staging.is_app_file(Path(name))


def test_secrets_caches_and_unfinished_files_are_never_deployed(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "ROOT", tmp_path)
    for name in (
        "hub/models.py", "hub/checkpoints/mnist/model.safetensors",
        "hub/.env", "hub/.cache/token.json", "hub/__pycache__/models.cpython-311.pyc",
        "hub/checkpoints/.mnist.old/config.json", "hub/checkpoints/mnist/runs/events.json",
        "hub/checkpoints/mnist.resume.safetensors", "hub/weights.pt", "demo/token.txt",
        "training/mnist.py", "tests/test_space.py", "data/MNIST.png", ".env", "README.md",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    goes = {path.as_posix() for path in staging.list_app_files()} - set(staging.NAMED_FILES)
    assert goes == {"hub/models.py", "hub/checkpoints/mnist/model.safetensors"}


def test_the_readme_of_a_space_agrees_with_the_requirements():
    model = staging.PinnedModel(Address("bob/net", SHA), ["config.json", "model.safetensors"])
    settings = front_matter(staging.render_readme(NAME, [model]).encode())
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    gradio = next(Requirement(line) for line in lines if line.startswith("gradio"))
    assert settings["sdk"] == "gradio"
    assert settings["sdk_version"] in gradio.specifier
    assert f"gradio=={settings['sdk_version']}" in requirements.space_requirements("cpu-basic")
    assert settings["python_version"] == "3.11"
    assert (ROOT / settings["app_file"]).is_file()
    assert len(settings["short_description"]) <= 60
    assert settings["models"] == ["bob/net"]
    assert settings["suggested_hardware"] == "cpu-basic"
    assert settings["thumbnail"].endswith(f"/{SPACE}/resolve/main/demo/screenshot.png")
    assert staging.is_app_file(Path("demo/screenshot.png"))
    assert settings["preload_from_hub"] == [f"bob/net config.json,model.safetensors {SHA}"]
    without_models = front_matter(staging.render_readme(NAME, []).encode())
    assert not {"models", "preload_from_hub"} & set(without_models)


def test_a_dry_run_lists_every_file_without_network_access(capsys):
    """The tests' process is offline: a request to the Hub would raise."""
    command.main([NAME, "--dry-run"])
    output = capsys.readouterr().out
    size = (ROOT / "app.py").stat().st_size
    assert re.search(rf"^ +{size:,}  app.py$", output, re.MULTILINE)
    assert "hub/checkpoints/mnist/model.safetensors" in output
    assert "sdk: gradio" in output
    assert SPACE in output
    assert "suggested_hardware: cpu-basic" in output
    assert requirements.CPU_BUILD in output
    command.main([NAME, "--dry-run", "--hardware", "t4-small"])
    output = capsys.readouterr().out
    assert "suggested_hardware: t4-small" in output
    assert requirements.CPU_BUILD not in output


@pytest.mark.parametrize("name", ["convlens", "a/b/c", "", "a/b c"])
def test_a_name_without_an_owner_is_refused_at_once(name):
    """Before a file is staged or the Hub is asked, which here would raise."""
    with pytest.raises(SystemExit, match=r"was not deployed: .+"):
        command.main([name])


PACKAGES = {"PIL": "pillow", "yaml": "pyyaml"}      # module: package, where the names differ


def locked(text):
    """The packages that a requirements file installs on Linux with Python 3.11: name → version."""
    here = {"python_full_version": "3.11.9", "python_version": "3.11", "sys_platform": "linux",
            "platform_system": "Linux", "platform_machine": "x86_64"}  # fmt: skip
    found = [Requirement(line.removesuffix(" \\")) for line in text.splitlines() if "==" in line]
    return {package.name: str(package.specifier).removeprefix("==") for package in found
            if package.marker is None or package.marker.evaluate(here)}  # fmt: skip


def named_packages(name):
    """The packages that a file of ranges names: name → range."""
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    found = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {package.name.replace("_", "-"): package.specifier for package in found}


def test_a_space_installs_what_the_app_imports_and_nothing_that_only_training_does():
    imported = {
        name.split(".")[0] for module in modules() for name in imports(module)
        if module.split(".")[0] in ("app", "demo", "hub")
    } - sys.stdlib_module_names - {"app", "demo", "hub"}  # fmt: skip
    needed = {PACKAGES.get(name, name).replace("_", "-") for name in imported}
    for hardware in ("cpu-basic", "t4-small"):
        installed = locked(requirements.space_requirements(hardware))
        assert needed <= set(installed)
        assert not {*requirements.NOT_NEEDED} & set(installed)
        has_gpu = any(name.startswith("nvidia-") for name in installed)
        assert has_gpu == (hardware == "t4-small")


@pytest.mark.parametrize("lock", [".ci/requirements.lock", "hub/space/requirements.lock"])
def test_the_lock_files_hold_allowed_versions_each_with_its_hashes(lock):
    text = (ROOT / lock).read_text()
    versions = locked(text)
    ranges = named_packages("requirements.txt") | named_packages("requirements-dev.txt")
    if lock.startswith("hub"):
        used = set(ranges) & set(versions)
        assert used == set(named_packages("requirements.txt")) - {*requirements.NOT_NEEDED}
        ranges = {name: ranges[name] for name in used}
        everything = locked((ROOT / ".ci/requirements.lock").read_text())
        assert {name: everything[name] for name in versions} == versions
    assert all(versions[name] in allowed for name, allowed in ranges.items())
    exact = named_packages("hub/constraints.txt")
    assert all(versions.get(name, "") in exact[name] for name in set(exact) & set(versions))
    packages = re.findall(r"^\S+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(packages) == sum("==" in line for line in text.splitlines())


def test_the_list_of_a_space_s_parts_is_that_of_its_lock_file():
    parts = json.loads((ROOT / "hub/space/packages.cdx.json").read_text())
    listed = {(part["name"], part["version"]) for part in parts["components"]}
    lines = requirements.LOCK.read_text().splitlines()
    assert listed == {tuple(re.match(r"(\S+)==(\S+)", line).groups())
                      for line in lines if "==" in line}  # fmt: skip
    assert parts["bomFormat"] == "CycloneDX"


@pytest.mark.slow
def test_the_staged_app_answers_when_started_as_a_space_does(tmp_path, digits):
    """Its packages are those of the lock file, all installed here; then `python app.py`.

    Packages that a Space does not install cannot be imported.
    """
    folder = tmp_path / "space"
    staging.stage_files(folder, NAME, [])
    absent = "".join(f"sys.modules[{name!r}] = None\n" for name in requirements.NOT_NEEDED)
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "sitecustomize.py").write_text(f"import sys\n{absent}")
    variables = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "no-cache"),
                 "SPACE_ID": NAME, "PYTHONPATH": str(tmp_path / "absent")}  # fmt: skip
    refused = subprocess.run([sys.executable, "-c", "import torchvision"], env=variables,
                             capture_output=True, text=True)  # fmt: skip
    assert "ModuleNotFoundError" in refused.stderr
    needed = [*locked((folder / "requirements.txt").read_text())]
    install = [sys.executable, "-m", "pip", "install", "--no-index", *needed]
    subprocess.run(install, cwd=folder, check=True, capture_output=True)
    digit = Image.eval(Image.fromarray(digits.data[0].numpy()), lambda level: 255 - level)
    with local_app([sys.executable, "app.py"], folder, variables) as client:
        label, _ = client.predict(data_url(digit), "mnist", api_name="/recognise")
    assert label["label"] == "7"


@pytest.mark.slow
def test_a_space_is_created_left_unchanged_and_updated(hub, tmp_path):
    """One commit with all staged files; none if nothing is new; then one with the differences."""
    sha = add_model(hub, "mnist").refs["v1"]
    add_model(hub, "feature_maps")
    models = ["--model-mnist", "bob/mnist@v1", "--model-feature-maps", "bob/feature_maps"]
    flags = ["--private", *models]
    first = deploy(hub, tmp_path, *flags)
    repo = hub.repos[SPACE]
    assert first.returncode == 0, first.stderr
    assert [line for line in first.stdout.splitlines() if line in STAGES] == STAGES
    assert first.stdout.strip().endswith(f"{hub.url}/{SPACE}")
    assert repo.private
    assert repo.settings["sdk"] == "gradio"
    assert len(repo.commits) == 2       # the one of the creation, and the deployment
    _, files = repo.at("main")
    staged = {path.as_posix() for path in staging.list_app_files()}
    staged |= {"README.md", "requirements.txt"}
    assert {*files} == staged | {".gitattributes"}
    assert files["app.py"] == (ROOT / "app.py").read_bytes()
    assert space_variables(hub)["CONVLENS_MNIST"] == f"bob/mnist@{sha}"
    needed = "config.json,model.safetensors,metrics.json,answers.safetensors"
    assert f"bob/mnist {needed} {sha}" in front_matter(files["README.md"])["preload_from_hub"]

    again = deploy(hub, tmp_path, *flags)
    assert again.returncode == 0, again.stderr
    assert "Nothing new" in again.stdout
    assert len(repo.commits) == 2
    assert len(hub.requests("POST .*/variables")) == 2

    repo.settings["variables"]["OTHER"] = {"key": "OTHER", "value": "of a person"}
    repo.commit(files | {"demo/gone.py": b""})
    last = deploy(hub, tmp_path, "--model-mnist", "bob/mnist@v1", "--wait", 0)
    assert last.returncode == 0, last.stderr
    assert len(repo.commits) == 4
    assert {*repo.at("main")[1]} == staged | {".gitattributes"}
    assert space_variables(hub) == {"CONVLENS_MNIST": f"bob/mnist@{sha}", "OTHER": "of a person"}


def assert_refused(ended: Ended, pattern: str) -> None:
    """Expect exit code 1 and one line of stderr that matches a regular expression."""
    assert ended.returncode == 1
    assert re.search(pattern, ended.stderr), ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("token", "status", "sentence"),
    [
        (None, None, "hf auth login"),
        ("hf_read", None, "read-only"),
        ("hf_bob", None, "under bob"),
        ("hf_fine", 403, "fine-grained token needs it"),
        ("hf_write", 402, "paid plan.*pricing"),
    ],
)
def test_a_deployment_without_permission_is_refused(hub, tmp_path, token, status, sentence):
    if status:
        fault = {"match": "POST /api/repos/create", "action": "status", "status": status}
        hub.faults.append(fault)
    ended = deploy(hub, tmp_path, token=token)
    assert_refused(ended, sentence)
    assert not hub.repos
    for secret in ("hf_write", "hf_read", "hf_fine", "hf_bob"):
        assert secret not in ended.stderr + ended.stdout


@pytest.mark.slow
def test_a_model_that_the_space_could_not_load_is_refused_before_anything_is_created(hub, tmp_path):
    """Even for its owner, who is signed in: the Space is not."""
    sha = add_model(hub, "mnist").refs["v1"]
    hub.repos["bob/photos"] = add_model(hub, "feature_maps")     # a network for colour pictures
    add_model(hub, "feature_maps").gated = True
    add_model(hub, "mnist_tutorial").private = True
    hub.repos["bob/empty"] = Repo()
    hub.repos["bob/empty"].commit({"config.json": b"{}"})
    ended = run_python(hub.url, tmp_path, "hf_bob", "-c", """
from hub.space import requirements, staging
for name in ("mnist@v2", "empty", "feature_maps", "mnist_tutorial", "absent", "photos", ""):
    try:
        staging.pin_model("mnist", f"bob/{name}")
    except staging.PushFailed as error:
        print(error)
""")
    sentences = [
        "bob/mnist@v2 does not exist on the Hub, or is not public",
        "bob/empty does not fit (no model.safetensors",
        "bob/feature_maps is gated",
        "bob/mnist_tutorial does not exist on the Hub, or is not public",
        "bob/absent does not exist on the Hub, or is not public",
        "bob/photos does not fit",
        "bob/ is not of the form OWNER/NAME@REVISION",
    ]
    for line, sentence in zip(ended.stdout.splitlines(), sentences, strict=True):
        assert line.startswith(sentence)

    absent = deploy(hub, tmp_path, "--model-mnist", "bob/absent")
    assert_refused(absent, "bob/absent does not exist")
    dry = deploy(hub, tmp_path, "--model-mnist", "bob/mnist@v1", "--dry-run", token=None)
    assert f"CONVLENS_MNIST=bob/mnist@{sha}" in dry.stdout.splitlines()
    assert SPACE not in hub.repos
    assert not hub.requests("POST")


@pytest.mark.slow
def test_an_existing_space_is_neither_overwritten_nor_taken_for_private(hub, tmp_path):
    repo = hub.repos[SPACE] = Repo()
    repo.commit({".gitattributes": b"", "README.md": b"mine", "app.py": b"mine"})
    assert_refused(deploy(hub, tmp_path), "holds another app")
    assert_refused(deploy(hub, tmp_path, "--private"), "public")
    assert len(repo.commits) == 1
    assert not hub.requests("variables")


@pytest.mark.slow
def test_an_unreachable_hub_is_reported(tmp_path):
    ended = run_python("http://127.0.0.1:9", tmp_path, "hf_write", "-m", "hub.space", NAME)
    assert_refused(ended, "cannot be reached")


@pytest.mark.slow
def test_a_failed_commit_changes_nothing_and_a_failed_build_names_its_logs(hub, tmp_path):
    repo = hub.repos[SPACE] = Repo(settings={"stages": ["BUILDING", "BUILD_ERROR"]})
    repo.commit({".gitattributes": b""})
    hub.faults.append({"match": "/commit/main", "action": "status", "status": 412, "times": 1})
    assert_refused(deploy(hub, tmp_path), "pushed meanwhile")
    assert len(repo.commits) == 1

    ended = deploy(hub, tmp_path)
    assert_refused(ended, rf"BUILD_ERROR.*{SPACE}\?logs=build")
    assert ended.stdout.splitlines()[-2:] == ["BUILDING", "BUILD_ERROR"]
    assert len(repo.commits) == 2


@pytest.mark.slow
def test_waiting_for_a_space_ends_with_its_address_and_what_to_do(hub, tmp_path):
    for name, stages in {
        "fails": ["APP_STARTING", "RUNTIME_ERROR"], "sleeps": ["PAUSED"], "slow": ["BUILDING"],
        "interrupted": ["BUILDING"], "away": ["BUILDING", "RUNNING"],
    }.items():  # fmt: skip
        hub.repos[f"spaces/alice/{name}"] = Repo(settings={"stages": stages})
        hub.repos[f"spaces/alice/{name}"].commit({})
    fault = {"match": "alice/away/runtime", "action": "status", "status": 503, "times": 1}
    hub.faults.append(fault)
    ended = run_python(hub.url, tmp_path, "hf_write", "-c", """
import _thread, threading
from hub.space import deploy
deploy.POLL_SECONDS = 0.1
for name in ("fails", "sleeps", "slow", "interrupted", "away"):
    if name == "interrupted":
        threading.Timer(1, _thread.interrupt_main).start()
    try:
        deploy.wait_until_running(f"alice/{name}", 1 if name == "slow" else 60, changed=True)
    except SystemExit as end:
        print(end)
""")
    address = f"{hub.url}/spaces/alice"
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [
        "APP_STARTING", "RUNTIME_ERROR",
        f"The Space does not run (RUNTIME_ERROR): {address}/fails?logs=container",
        "PAUSED", f"The Space is PAUSED; restart it: {address}/sleeps/settings",
        "BUILDING", f"BUILDING after 1 s; the Space continues to build: {address}/slow",
        "BUILDING", f"Stopped waiting; the Space continues to build: {address}/interrupted",
        "the Hub has a problem (503); try again in a few minutes",
        "BUILDING", "RUNNING", f"The Space is running: {address}/away",
    ]  # fmt: skip
