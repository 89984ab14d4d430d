"""The container's files fit each other, and the app: names, ports, paths, packages."""

import ast
import re
from fnmatch import fnmatch

import pytest
import yaml
from paths import ROOT

from demo.limits.bodies import LIMITS
from demo.serving.stopping import ANSWER_SECONDS, STREAM_SECONDS
from hub.space.requirements import space_requirements

FOLDER = ROOT / "hub" / "container"
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
NGINX = (FOLDER / "nginx.conf").read_text()
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
REPLICAS = [name for name, service in SERVICES.items() if service["build"]["target"] == "app"]
VARIABLES = dict(pair.split("=") for line in re.findall(r"^ENV (.+)$", DOCKERFILE, re.M)
                 for pair in line.split())


def test_nginx_asks_each_replica_at_the_port_where_it_listens():
    port = VARIABLES["GRADIO_SERVER_PORT"]
    assert re.findall(r"server (\S+:\d+)", NGINX) == [f"{name}:{port}" for name in REPLICAS]
    assert len(REPLICAS) == 2 and f"127.0.0.1:{port}/readyz" in DOCKERFILE
    assert VARIABLES["GRADIO_SERVER_NAME"] == "0.0.0.0"


def test_only_nginx_is_reached_from_outside():
    (listened,) = re.findall(r"listen (\d+);", NGINX)
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} \
        == {"proxy": [f"{listened}:{listened}"]}
    assert SERVICES["proxy"]["depends_on"].keys() == {*REPLICAS}
    # Replicas believe what a request says of its visitor, so nginx has to write it itself.
    assert VARIABLES["FORWARDED_ALLOW_IPS"] == "*" and "X-Forwarded-For $remote_addr;" in NGINX


def test_images_are_built_from_files_that_docker_is_sent():
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    sent = [line[1:] for line in ignored if line.startswith("!")]
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.M)
              for name in line.split()]
    assert len(copied) >= 6
    for name in copied:
        assert (ROOT / name).exists() and any(fnmatch(name, f"{one}*") for one in sent), name
    stages = {stage for stage in re.findall(r"^FROM \S+ AS (\S+)$", DOCKERFILE, re.M)}
    for service in SERVICES.values():
        build = service["build"]
        assert (FOLDER / build["context"]).resolve() == ROOT and build["target"] in stages
        assert build["dockerfile"] == "hub/container/Dockerfile"


def test_replicas_share_uploads_that_outlive_them():
    assert VARIABLES["CONVLENS_KEEP_UPLOADS"] == "1"
    folder = VARIABLES["GRADIO_TEMP_DIR"]
    assert [*COMPOSE["volumes"]] == ["uploads"]
    for name in REPLICAS:
        assert SERVICES[name]["volumes"] == [f"uploads:{folder}"]
        grace = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
        assert grace > ANSWER_SECONDS + 2 * STREAM_SECONDS


def test_nginx_takes_the_largest_request_that_the_app_takes():
    assert f"client_max_body_size {max(LIMITS.values())}m;" in NGINX


@pytest.mark.parametrize("hardware", ["cpu-basic", "t4-small"])
def test_what_serving_imports_is_installed(hardware):
    """The metrics' library is imported only where it is wanted, which a Space's test can't see."""
    files = (ROOT / "demo" / "serving").glob("*.py")
    imported = {name.split(".")[0] for file in files for node in ast.walk(ast.parse(
        file.read_text())) for name in ([node.module] if isinstance(node, ast.ImportFrom) else
        [one.name for one in node.names] if isinstance(node, ast.Import) else [])}
    assert "prometheus_client" in imported
    packages = {line.split("==")[0].replace("-", "_").lower()
                for line in space_requirements(hardware).splitlines() if "==" in line}
    assert {"prometheus_client", "starlette", "gradio", "filelock", "brotli"} <= packages
