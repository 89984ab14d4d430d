"""Routes of the local Hub server for Spaces: variables and stages."""

from fastapi import APIRouter, Request

from fake_hub.access import find_repo, http_error

router = APIRouter()
SPACE = "/api/{kind}/{owner}/{name}"
# Stages in successive answers; a test can set others in the Space's `settings`.
STAGES = ["NO_APP_FILE", "BUILDING", "APP_STARTING", "RUNNING"]


@router.get(f"{SPACE}/variables")
async def variables(request: Request):
    """Return every variable: name → {key, value, …}."""
    return find_repo(request, to_write=True).settings.setdefault("variables", {})


@router.post(f"{SPACE}/variables")
async def set_variable(request: Request):
    there, wanted = await variables(request), await request.json()
    there[wanted["key"]] = wanted | {"updatedAt": "2026-01-01T00:00:00.000Z"}
    return there


@router.delete(f"{SPACE}/variables")
async def delete_variable(request: Request):
    there, gone = await variables(request), (await request.json())["key"]
    if gone not in there:
        raise http_error(404, "No such variable")
    del there[gone]
    return there


@router.get(f"{SPACE}/runtime")
async def runtime(request: Request):
    """Return the next stage; the last one is repeated."""
    stages = find_repo(request).settings.setdefault("stages", list(STAGES))
    stage = stages.pop(0) if len(stages) > 1 else stages[0]
    return {"stage": stage, "hardware": {"current": None, "requested": "cpu-basic"}}
