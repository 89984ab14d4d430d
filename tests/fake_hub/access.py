"""Tokens, permissions and error responses of the local Hub server."""

from urllib.parse import unquote

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse

from fake_hub.repos import Repo

TOKENS = {  # token: (user, role)
    "hf_write": ("alice", "write"),
    "hf_read": ("alice", "read"),
    "hf_fine": ("alice", "fineGrained"),
    "hf_bob": ("bob", "write"),
}


def http_error(status: int, message: str, code: str | None = None, **headers) -> HTTPException:
    """Build an error as the Hub sends it; the client chooses its exception by `code`."""
    return HTTPException(status, message, headers | ({"X-Error-Code": code} if code else {}))


async def error_response(request: Request, error: HTTPException) -> JSONResponse:
    """Send an error's message in the body and, because HEAD has none, in a header."""
    headers = (error.headers or {}) | {"X-Error-Message": str(error.detail)}
    return JSONResponse({"error": error.detail}, error.status_code, headers)


async def server_error_response(request: Request, error: Exception) -> JSONResponse:
    """Send an exception of this server to the client, so that a failing test shows it."""
    message = f"an error in the local Hub server: {error!r}"
    return await error_response(request, http_error(500, message))


def authenticate(request: Request) -> tuple[str | None, str | None]:
    """Return user and role of the request's token, or (None, None) without one."""
    if "authorization" not in request.headers:
        return None, None
    token = request.headers["authorization"].removeprefix("Bearer ")
    if token not in TOKENS:
        raise http_error(401, "Invalid credentials in Authorization header")
    return TOKENS[token]


def repo_key(kind: str, owner: str, name: str) -> str:
    """Return a repository's key in LocalHub.repos: alice/net, or spaces/alice/demo."""
    return f"{owner}/{name}" if kind == "models" else f"{kind}/{owner}/{name}"


def requested_key(request: Request) -> str:
    """Return the key of the repository in the request's path."""
    path = request.path_params
    return repo_key(path.get("kind", "models"), path["owner"], path["name"])


def find_repo(request: Request, to_write: bool = False, content: bool = False) -> Repo:
    """Return the repository in the request's path, if the sender has access to it."""
    user, role = authenticate(request)
    repo = request.app.state.hub.repos.get(requested_key(request))
    owned = user == request.path_params["owner"]
    if repo is None or (repo.private and not owned):
        raise http_error(404 if user else 401, "Repository not found", "RepoNotFound")
    if to_write and (role == "read" or not owned):
        raise http_error(403 if user else 401, "You may not write to this repository")
    if content and repo.gated and not owned:
        message = "Access to this repository is restricted"
        raise http_error(403 if user else 401, message, "GatedRepo")
    return repo


def find_commit(request: Request, repo: Repo) -> tuple[str, dict[str, bytes]]:
    """Return sha and files of the revision in the request's path."""
    found = repo.at(unquote(request.path_params.get("revision", "main")))
    if found is None:
        raise http_error(404, "Invalid rev id", "RevisionNotFound")
    return found
