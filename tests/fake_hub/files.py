"""Routes of the local Hub server for the content of files: upload, download and CDN."""

import re
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from fake_hub.access import find_commit, find_repo, http_error
from fake_hub.repos import file_etag, is_large, lfs_checksum, sha256
from fake_hub.xet import xet_hashes

router = APIRouter()


@router.post("/api/{kind}/{owner}/{name}/preupload/{revision}")
async def preupload(request: Request):
    """Tell how each file is to be sent, and the checksum of the stored one."""
    _, files = find_commit(request, find_repo(request, to_write=True))
    answers = []
    for path in (file["path"] for file in (await request.json())["files"]):
        known = {"oid": file_etag(path, files[path])} if path in files else {}
        mode = "lfs" if is_large(path) else "regular"
        answers.append({"path": path, "uploadMode": mode, "shouldIgnore": False, **known})
    return {"files": answers}


@router.post("/{owner}/{name}.git/info/lfs/objects/batch")
@router.post("/{kind}/{owner}/{name}.git/info/lfs/objects/batch")
async def lfs_batch(request: Request):
    """Tell where to send large files: to the other origin, unless they are stored already."""
    hub, _ = request.app.state.hub, find_repo(request, to_write=True)
    objects = []
    for item in (await request.json())["objects"]:
        place = f"lfs/{item['oid']}"
        upload = {"href": f"{hub.cdn}/{place}", "header": {}}
        verify = {"href": f"{hub.url}/{place}/verify", "header": {}}
        known = item["oid"] in hub.large
        actions = {} if known else {"actions": {"upload": upload, "verify": verify}}
        objects.append({"oid": item["oid"], "size": item["size"], **actions})
    answer = {"transfer": "basic", "objects": objects}
    return JSONResponse(answer, media_type="application/vnd.git-lfs+json")


@router.put("/lfs/{oid}")
async def receive(oid: str, request: Request):
    content = await request.body()
    if sha256(content) != oid:
        raise http_error(400, "sha256 does not match")
    request.app.state.hub.large[oid] = content
    return Response()


@router.post("/lfs/{oid}/verify")
async def verify(oid: str, request: Request):
    if oid not in request.app.state.hub.large:
        raise http_error(404, "not here")
    return {}


@router.api_route("/{owner}/{name}/resolve/{revision}/{path:path}", methods=["GET", "HEAD"])
@router.api_route("/{kind}/{owner}/{name}/resolve/{revision}/{path:path}", methods=["GET", "HEAD"])
async def resolve(request: Request):
    """Redirect to a file's content: regular files here, large ones at the other origin."""
    hub, place = request.app.state.hub, request.path_params
    oid, files = find_commit(request, find_repo(request, content=True))
    path, commit = unquote(place["path"]), {"X-Repo-Commit": oid}
    if path not in files:
        raise http_error(404, "Entry not found", "EntryNotFound", **commit)
    repo = f"{place.get('kind', 'models')}/{place['owner']}/{place['name']}"
    if not is_large(path):
        place = f"{hub.prefix}/api/resolve-cache/{repo}/{oid}/{quote(path)}"
        location = f"{place}?etag={file_etag(path, files[path])}"
        return Response(status_code=307, headers=commit | {"Location": location})
    token = f"{hub.url}/api/{repo}/xet-read-token/{oid}"
    headers = commit | large_file_headers(hub, files[path], token)
    headers["Location"] += f"/{quote(path)}"
    return Response(status_code=302, headers=headers)


def large_file_headers(hub, content: bytes, token: str) -> dict[str, str]:
    """Build the redirect to a large file: at the other origin, or in the Xet store."""
    oid, size = lfs_checksum(content)
    headers = {"X-Linked-Etag": f'"{oid}"', "X-Linked-Size": str(size)}
    xet = xet_hashes(hub.xet).get(oid) if hub.xet else None
    if xet:
        headers |= {"X-Xet-Hash": xet, "Link": f'<{token}>; rel="xet-auth"'}
    else:
        hub.large[oid] = content
    return headers | {"Location": f"{hub.cdn}/cdn/{oid}"}


@router.api_route(
    "/api/resolve-cache/{kind}/{owner}/{name}/{revision}/{path:path}", methods=["GET", "HEAD"]
)
async def regular(request: Request):
    oid, files = find_commit(request, find_repo(request, content=True))
    content = files[unquote(request.path_params["path"])]
    headers = {"ETag": f'"{file_etag("", content)}"', "X-Repo-Commit": oid}
    return content_response(request, content, headers)


@router.api_route("/cdn/{oid}/{path:path}", methods=["GET", "HEAD"])
async def large(oid: str, request: Request):
    if oid not in request.app.state.hub.large:
        raise http_error(404, "not here")
    return content_response(request, request.app.state.hub.large[oid], {"ETag": f'"{oid}"'})


def content_response(request: Request, content: bytes, headers: dict[str, str]) -> Response:
    """Send the content, or the part that a Range header asks for."""
    headers = headers | {"Accept-Ranges": "bytes"}
    wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("range", ""))
    if wanted:
        first, last = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
        if first > last:
            raise http_error(416, "nothing there", **{"Content-Range": f"bytes */{len(content)}"})
        headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
        content = content[first : last + 1]
    headers["Content-Length"] = str(len(content))
    body = b"" if request.method == "HEAD" else content
    return Response(body, 206 if wanted else 200, headers)
