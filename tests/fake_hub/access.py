"""Who may do what on our own Hub, and how it says no."""

from urllib.parse import unquote

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse

from fake_hub.repos import Repo

TOKENS = {  # token: whose it is, and what it allows
    "hf_write": ("alice", "write"),
    "hf_read": ("alice", "read"),
    "hf_fine": ("alice", "fineGrained"),
    "hf_bob": ("bob", "write"),
}


def http_error(status: int, message: str, code: str | None = None, **headers) -> HTTPException:
    """An error as the Hub words it; `code` is what the client tells its exceptions by."""
    return HTTPException(status, message, headers | ({"X-Error-Code": code} if code else {}))


async def error_response(request: Request, error: HTTPException) -> JSONResponse:
    """The message goes into the body and, because HEAD has no body, into a header."""
    headers = (error.headers or {}) | {"X-Error-Message": str(error.detail)}
    return JSONResponse({"error": error.detail}, error.status_code, headers)


async def server_error_response(request: Request, error: Exception) -> JSONResponse:
    """Tell the client, whose error message a failing test shows."""
    return await error_response(request, http_error(500, f"a mistake in our own Hub: {error!r}"))


def authenticate(request: Request) -> tuple[str | None, str | None]:
    """Whose token came with the request and its role; a token that nobody has is refused."""
    if "authorization" not in request.headers:
        return None, None
    token = request.headers["authorization"].removeprefix("Bearer ")
    if token not in TOKENS:
        raise http_error(401, "Invalid credentials in Authorization header")
    return TOKENS[token]


def repo_key(kind: str, owner: str, name: str) -> str:
    """Where a repository is kept: models plainly, others as spaces/alice/demo."""
    return f"{owner}/{name}" if kind == "models" else f"{kind}/{owner}/{name}"


def requested_key(request: Request) -> str:
    """The key of the repository that the address names."""
    place = request.path_params
    return repo_key(place.get("kind", "models"), place["owner"], place["name"])


def find_repo(request: Request, to_write: bool = False, content: bool = False) -> Repo:
    """The repository that the address names, if the sender may see it, read it, write to it."""
    user, role = authenticate(request)
    repo = request.app.state.hub.repos.get(requested_key(request))
    owned = user == request.path_params["owner"]
    if repo is None or (repo.private and not owned):
        raise http_error(404 if user else 401, "Repository not found", "RepoNotFound")
    if to_write and (role == "read" or not owned):
        raise http_error(403 if user else 401, "You may not write to this repository")
    if content and repo.gated and not owned:
        raise http_error(403 if user else 401, "Access to this repository is restricted", "GatedRepo")
    return repo


def find_commit(request: Request, repo: Repo) -> tuple[str, dict[str, bytes]]:
    """The sha and the files of the revision that the address names."""
    found = repo.at(unquote(request.path_params.get("revision", "main")))
    if found is None:
        raise http_error(404, "Invalid rev id", "RevisionNotFound")
    return found
