"""A Hub of our own: enough of the real one's protocol for its unmodified client to push."""

import base64
import json
import re
import threading
import time

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from hub_repos import LARGE, Repo, git_sha1, sha256

TOKENS = {"hf_write": "write", "hf_read": "read"}     # token: role; both belong to USER
USER = "alice"


def refusal(status: int, message: str, code: str | None = None) -> JSONResponse:
    """An error as the Hub words it: in the body and in headers."""
    headers = {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {})
    return JSONResponse({"error": message}, status, headers)


class LocalHub:
    """Listens on this machine only. `log` holds every request, `repos` every repository."""

    def __init__(self) -> None:
        self.repos: dict[str, Repo] = {}
        self.large: dict[str, bytes] = {}       # sha256: content
        self.log: list[str] = []
        self.faults: dict[str, int] = {}        # part of a path: status to answer with
        config = uvicorn.Config(self.app(), "127.0.0.1", 0, log_level="error", lifespan="off")
        self.server = uvicorn.Server(config)
        threading.Thread(target=self.server.run, daemon=True).start()
        while not self.server.started:
            time.sleep(0.01)
        self.url = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        self.server.should_exit = True

    def role(self, request: Request) -> str | None:
        """What the sender's token allows."""
        return TOKENS.get(request.headers.get("authorization", "").removeprefix("Bearer "))

    def app(self) -> FastAPI:
        """The routes; `{repo:path}` because a repository's name has a slash in it."""
        app = FastAPI(openapi_url=None)

        @app.middleware("http")
        async def note(request: Request, call_next):
            self.log.append(f"{request.method} {request.url.path}")
            token = request.headers.get("authorization")
            if token and not self.role(request):
                return refusal(401, "Invalid credentials in Authorization header")
            for part, status in self.faults.items():
                if part in request.url.path:
                    return refusal(status, "a fault that a test has ordered")
            return await call_next(request)

        app.get("/api/whoami-v2")(self.whoami)
        app.get("/api/agent-harnesses")(lambda: refusal(404, "nothing here"))
        app.post("/api/repos/create")(self.create)
        app.post("/api/validate-yaml")(self.validate)
        app.post("/api/models/{repo:path}/preupload/{revision}")(self.preupload)
        app.post("/{repo:path}.git/info/lfs/objects/batch")(self.batch)
        app.put("/lfs/{oid}")(self.receive)
        app.post("/lfs/{oid}/verify")(lambda oid: {} if oid in self.large else refusal(404, "no"))
        app.post("/api/models/{repo:path}/commit/{revision}")(self.commit)
        app.get("/api/models/{repo:path}/revision/{revision}")(self.info)
        app.get("/api/models/{repo:path}/auth-check")(self.auth_check)
        app.get("/api/models/{repo:path}/auth-check/write")(self.auth_check)
        app.post("/api/models/{repo:path}/tag/{revision}")(self.tag)
        app.get("/api/models/{repo:path}")(lambda repo: self.info(repo, "main"))
        app.api_route("/{repo:path}/resolve/{revision}/{path:path}", methods=["GET", "HEAD"])(
            self.resolve
        )
        return app

    def whoami(self, request: Request):
        if not self.role(request):
            return refusal(401, "Invalid user token.")
        token = {"displayName": "test", "role": self.role(request)}
        auth = {"type": "access_token", "accessToken": token}
        return {"type": "user", "name": USER, "fullname": USER, "orgs": [], "auth": auth}

    def auth_check(self, repo: str, request: Request):
        if repo not in self.repos:
            return refusal(404, "Repository not found", "RepoNotFound")
        if self.role(request) != "write" or not repo.startswith(f"{USER}/"):
            return refusal(403, "You may not write here")
        return {}

    async def tag(self, repo: str, revision: str, request: Request):
        name = (await request.json())["tag"]
        if name in self.repos[repo].refs:
            return refusal(409, "Tag reference exists already.")
        self.repos[repo].refs[name] = self.repos[repo].at(revision)[0]
        return {}

    async def create(self, request: Request):
        wanted = await request.json()
        owner = wanted.get("organization") or USER
        if self.role(request) != "write" or owner != USER:
            return refusal(403, f"You don't have the rights to create a model under {owner}")
        name = f"{owner}/{wanted['name']}"
        answer = {"url": f"{self.url}/{name}", "name": name, "id": name}
        if name in self.repos:
            return JSONResponse(answer | {"error": "You already created this model repo"}, 409)
        self.repos[name] = Repo(private=wanted.get("visibility") == "private")
        self.repos[name].commit({".gitattributes": b"*.safetensors filter=lfs\n"})
        return answer

    async def validate(self, request: Request):
        content = (await request.json())["content"]
        front = re.match(r"---\n.*?\n---\n", content, re.DOTALL)
        return {"errors": [] if front else [{"message": "no metadata"}], "warnings": []}

    async def preupload(self, repo: str, revision: str, request: Request):
        _, files = self.repos[repo].at(revision)
        answers = []
        for file in (await request.json())["files"]:
            large = file["path"].endswith(LARGE)
            answer = {"path": file["path"], "uploadMode": "lfs" if large else "regular"}
            stored = files.get(file["path"])
            if stored is not None:
                answer["oid"] = sha256(stored) if large else git_sha1(stored)
            answers.append(answer | {"shouldIgnore": False})
        return {"files": answers}

    async def batch(self, repo: str, request: Request):
        objects = []
        for item in (await request.json())["objects"]:
            upload = {"href": f"{self.url}/lfs/{item['oid']}", "header": {}}
            verify = {"href": f"{self.url}/lfs/{item['oid']}/verify", "header": {}}
            known = item["oid"] in self.large
            actions = {} if known else {"actions": {"upload": upload, "verify": verify}}
            objects.append({"oid": item["oid"], "size": item["size"], **actions})
        return JSONResponse(
            {"transfer": "basic", "objects": objects}, media_type="application/vnd.git-lfs+json"
        )

    async def receive(self, oid: str, request: Request):
        content = await request.body()
        if sha256(content) != oid:
            return refusal(400, "sha256 does not match")
        self.large[oid] = content
        return Response()

    async def commit(self, repo: str, revision: str, request: Request):
        if self.role(request) != "write":
            return refusal(403, "This token may only read")
        head, files = self.repos[repo].at(revision)
        files = dict(files)
        for line in (await request.body()).splitlines():
            key, value = (json.loads(line)[part] for part in ("key", "value"))
            if key == "header" and value.get("parentCommit") not in (None, head):
                return refusal(412, "A commit has happened since. Please refresh and try again.")
            if key == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            if key == "lfsFile":
                files[value["path"]] = self.large[value["oid"]]
        oid = self.repos[repo].commit(files)
        url = f"{self.url}/{repo}/commit/{oid}"
        return {"success": True, "commitOid": oid, "commitUrl": url}

    def info(self, repo: str, revision: str):
        found = repo in self.repos and self.repos[repo].at(revision)
        if not found:
            code = "RevisionNotFound" if repo in self.repos else "RepoNotFound"
            return refusal(404, "not found", code)
        oid, files = found
        siblings = [
            {"rfilename": path, "size": len(content), "blobId": git_sha1(content)}
            | ({"lfs": {"sha256": sha256(content), "size": len(content), "pointerSize": 130}}
               if path.endswith(LARGE) else {})
            for path, content in files.items()
        ]  # fmt: skip
        return {
            "id": repo, "modelId": repo, "sha": oid, "private": self.repos[repo].private,
            "gated": False, "disabled": False, "tags": [], "siblings": siblings,
            "lastModified": "2026-01-01T00:00:00.000Z", "createdAt": "2026-01-01T00:00:00.000Z",
        }  # fmt: skip

    def resolve(self, repo: str, revision: str, path: str, request: Request):
        found = repo in self.repos and self.repos[repo].at(revision)
        if not found:
            return refusal(404, "Repository not found", "RepoNotFound")
        oid, files = found
        if path not in files:
            return refusal(404, "Entry not found", "EntryNotFound")
        content = files[path]
        etag = sha256(content) if path.endswith(LARGE) else git_sha1(content)
        headers = {"ETag": f'"{etag}"', "X-Repo-Commit": oid, "Accept-Ranges": "bytes"}
        if request.method == "HEAD":
            return Response(headers=headers | {"Content-Length": str(len(content))})
        return Response(content, headers=headers)
