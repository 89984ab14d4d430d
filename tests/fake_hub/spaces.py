"""Our own Hub's routes that only Spaces have: variables, and what a Space is doing."""

from fastapi import APIRouter, Request

from fake_hub.access import find_repo, http_error

router = APIRouter()
SPACE = "/api/{kind}/{owner}/{name}"
# What a Space says when it is asked again and again; a test's own goes into its `settings`.
STAGES = ["NO_APP_FILE", "BUILDING", "APP_STARTING", "RUNNING"]


@router.get(f"{SPACE}/variables")
async def variables(request: Request):
    """Every variable, as {name: {key, value, …}}."""
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
    """The next stage; the last one stays."""
    stages = find_repo(request).settings.setdefault("stages", list(STAGES))
    stage = stages.pop(0) if len(stages) > 1 else stages[0]
    return {"stage": stage, "hardware": {"current": None, "requested": "cpu-basic"}}
