"""The real nginx, with the configuration of hub/container, before replicas on this machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local_app import free_port
from paths import ROOT
from replicas import is_ready, wait_for

SETTINGS = ROOT / "hub" / "container" / "nginx.conf"
MAIN = """
worker_processes 2; daemon off; pid FOLDER/nginx.pid; error_log FOLDER/error.log warn; user root;
events { worker_connections 512; }
http {
    client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/f;
    uwsgi_temp_path FOLDER/u; scgi_temp_path FOLDER/s;
    log_format replicas "$cookie_convlens|$upstream_addr|$status|$request_uri";
    access_log FOLDER/access.log replicas;
    include FOLDER/convlens.conf;
}
"""


def nginx_path() -> str | None:
    """Return where nginx is: as the environment says, or on the path."""
    return os.environ.get("CONVLENS_NGINX") or shutil.which(
        "nginx", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")


@contextmanager
def nginx(ports: list[int], folder: Path) -> Iterator[str]:
    """Start nginx before the replicas at these ports; yield its address.

    Only names and ports of its configuration are changed; its log is FOLDER/access.log.
    """
    port, settings = free_port(), SETTINGS.read_text()
    names = re.findall(r"server (app\d+:\d+) .*", settings)
    for name, own in zip(names, ports):
        settings = settings.replace(name, f"127.0.0.1:{own}")
    for name in names[len(ports):]:
        settings = re.sub(rf"    server {name} .*\n", "", settings)
    settings = settings.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    (folder / "convlens.conf").write_text(settings)
    (folder / "nginx.conf").write_text(MAIN.replace("FOLDER", str(folder)))
    server = subprocess.Popen([nginx_path(), "-c", str(folder / "nginx.conf"), "-p", str(folder),
                               "-e", str(folder / "error.log")])
    try:
        wait_for(lambda: is_ready(port), [folder / "error.log"])
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(30)
