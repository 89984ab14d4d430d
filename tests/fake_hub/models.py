"""Routes of the local Hub server for users and repositories of models, datasets and spaces."""

import base64
import json
from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from fake_hub.access import (
    authenticate,
    find_commit,
    find_repo,
    http_error,
    repo_key,
    requested_key,
)
from fake_hub.repos import LFS_PATTERNS, POINTER, Repo, describe_file, front_matter, list_entries
from fake_hub.xet import xet_hashes

router = APIRouter()
REPO = "/api/{kind}/{owner}/{name}"


@router.get("/api/whoami-v2")
async def whoami(request: Request):
    user, role = authenticate(request)
    if user is None:
        raise http_error(401, "Invalid user token.")
    auth = {"type": "access_token", "accessToken": {"displayName": "test", "role": role}}
    return {"type": "user", "name": user, "fullname": user, "orgs": [], "auth": auth}


@router.post("/api/repos/create")
async def create_repo(request: Request):
    hub, wanted = request.app.state.hub, await request.json()
    user, role = authenticate(request)
    owner = wanted.get("organization") or user
    if role in (None, "read") or owner != user:
        message = f"You don't have the rights to create a repository under {owner}"
        raise http_error(403 if user else 401, message)
    name = repo_key(f"{wanted.get('type', 'model')}s", owner, wanted["name"])
    answer = {"url": f"{hub.url}/{name}", "name": f"{owner}/{wanted['name']}", "id": name}
    if name in hub.repos:
        return JSONResponse(answer | {"error": "You already created this repository"}, 409)
    hub.repos[name] = Repo(private=wanted.get("visibility") == "private", settings=wanted)
    lfs = "".join(f"{pattern} filter=lfs diff=lfs merge=lfs -text\n" for pattern in LFS_PATTERNS)
    hub.repos[name].commit({".gitattributes": lfs.encode()})
    return answer


@router.post("/api/validate-yaml")
async def validate_yaml(request: Request):
    try:
        front_matter((await request.json())["content"].encode())
    except ValueError as error:
        return JSONResponse({"errors": [{"message": str(error)}], "warnings": []}, 400)
    return {"errors": [], "warnings": []}


@router.get(f"{REPO}/auth-check")
async def may_read(request: Request):
    find_repo(request, content=True)
    return {}


@router.get(f"{REPO}/auth-check/write")
async def may_write(request: Request):
    find_repo(request, to_write=True)
    return {}


@router.get(REPO)
@router.get(f"{REPO}/revision/{{revision}}")
async def repo_info(request: Request, blobs: bool = False):
    repo = find_repo(request)
    oid, files = find_commit(request, repo)
    card = front_matter(files.get("README.md", b""))
    kind, owner, name = (request.path_params[part] for part in ("kind", "owner", "name"))
    return {
        "id": f"{owner}/{name}", "author": owner, "sha": oid, "private": repo.private,
        "gated": "auto" if repo.gated else False, "disabled": False,
        "lastModified": "2026-01-01T00:00:00.000Z", "createdAt": "2026-01-01T00:00:00.000Z",
        "siblings": [describe_file(path, content, blobs) for path, content in files.items()],
        "cardData": card, "tags": card.get("tags", []),
        "library_name": card.get("library_name"), "pipeline_tag": card.get("pipeline_tag"),
        **({"sdk": repo.settings.get("sdk")} if kind == "spaces" else {}),
    }  # fmt: skip


@router.get(f"{REPO}/tree/{{revision}}")
@router.get(f"{REPO}/tree/{{revision}}/{{path:path}}")
async def list_tree(request: Request, path: str = "", recursive: bool = False):
    _, files = find_commit(request, find_repo(request))
    return list_entries(files, path, recursive)


@router.post(f"{REPO}/commit/{{revision}}")
async def create_commit(request: Request):
    hub, repo = request.app.state.hub, find_repo(request, to_write=True)
    head, files = find_commit(request, repo)
    files = dict(files)
    for line in (await request.body()).splitlines():
        what, value = (json.loads(line)[part] for part in ("key", "value"))
        if what == "header" and value.get("parentCommit") not in (None, head):
            raise http_error(412, "A commit has happened since. Please refresh and try again.")
        if what == "file":
            files[value["path"]] = base64.b64decode(value["content"])
        if what == "lfsFile":
            files[value["path"]] = uploaded_content(hub, value)
        if what in ("deletedFile", "deletedFolder"):
            gone, inside = value["path"].rstrip("/"), value["path"].rstrip("/") + "/"
            files = {path: files[path] for path in files
                     if path != gone and not path.startswith(inside)}  # fmt: skip
    oid = repo.commit(files, unquote(request.path_params["revision"]))
    address = f"{hub.url}/{requested_key(request)}/commit/{oid}"
    return {"success": True, "commitOid": oid, "commitUrl": address}


def uploaded_content(hub, wanted: dict) -> bytes:
    """Return the large file that a commit names, or git's pointer if it is in the Xet store."""
    if wanted["oid"] in hub.large:
        return hub.large[wanted["oid"]]
    if hub.xet and wanted["oid"] in xet_hashes(hub.xet):
        return POINTER.format(wanted["oid"], wanted["size"]).encode()
    raise http_error(400, f"{wanted['path']} was never uploaded")


@router.post(f"{REPO}/tag/{{revision}}")
async def create_tag(request: Request):
    repo, name = find_repo(request, to_write=True), (await request.json())["tag"]
    if name in repo.refs:
        raise http_error(409, "Tag reference exists already.")
    repo.refs[name], _ = find_commit(request, repo)
    return {}
