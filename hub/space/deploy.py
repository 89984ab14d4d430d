"""Deploy a folder as a Space in one commit, and wait until it runs."""

import time
from pathlib import Path

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
from huggingface_hub.constants import ENDPOINT
from huggingface_hub.hf_api import SpaceInfo

from hub.remote.account import resolve_destination
from hub.remote.address import VARIABLES
from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error, status_code
from hub.remote.published import read_folder
from hub.remote.push import download_card
from hub.space.staging import README_MARK

PAID_PLAN_NEEDED = (
    "a Gradio Space on free hardware needs a paid plan: get one"
    " (https://huggingface.co/pricing), or choose an OWNER that has one"
)
BUILDING_STAGES = {"BUILDING", "RUNNING_BUILDING", "APP_STARTING", "RUNNING_APP_STARTING"}
FAILED_STAGES = {"BUILD_ERROR", "RUNTIME_ERROR", "CONFIG_ERROR", "NO_APP_FILE"}
PAUSED_STAGES = {"PAUSED", "STOPPED", "DELETING"}      # a commit does not restart it
POLL_SECONDS = 2           # between two requests for the stage
STALE_STAGE_SECONDS = 30          # during which the stage may still be the previous deployment's


def deploy_folder(
    repo_id: str, folder: Path, variables: dict[str, str], private: bool = False
) -> bool:
    """Make the Space's files those of `folder`, in one commit; return True if anything changed.

    Raises PushFailed.
    """
    api = HfApi()
    resolve_destination(repo_id, "", repo_type="space")
    try:
        api.create_repo(
            repo_id, repo_type="space", space_sdk="gradio", private=private or None, exist_ok=True
        )
        space = api.space_info(repo_id, timeout=10)
        check_may_overwrite(space, private)
        changed = set_variables(api, repo_id, variables)
        files = read_folder(folder)
        obsolete = {file.rfilename for file in space.siblings} - {*files, ".gitattributes"}
        commit = api.create_commit(
            repo_id,
            [CommitOperationAdd(name, content) for name, content in files.items()]
            + [CommitOperationDelete(name) for name in sorted(obsolete)],
            commit_message="Deploy ConvLens",
            repo_type="space",
            parent_commit=space.sha,
        )
    except CLIENT_ERRORS as error:
        paid = status_code(error) == 402
        raise PushFailed(PAID_PLAN_NEEDED if paid else explain_error(error)) from None
    return changed or commit.oid != space.sha


def check_may_overwrite(space: SpaceInfo, private: bool) -> None:
    """Raise PushFailed if the Space holds another app, or is public but should be private."""
    if private and not space.private:
        raise PushFailed("the Space exists and is public; make it private in its settings first")
    new = {file.rfilename for file in space.siblings} <= {".gitattributes", "README.md"}
    if not new and README_MARK.encode() not in (download_card(space.id, space.sha, "space") or b""):
        raise PushFailed("this Space holds another app; choose another Space, or delete it first")


def set_variables(api: HfApi, repo_id: str, wanted: dict[str, str]) -> bool:
    """Set the models' addresses and delete obsolete ones; return True if anything changed."""
    current = {key: found.value for key, found in api.get_space_variables(repo_id).items()}
    new = {key: value for key, value in wanted.items() if current.get(key) != value}
    old = [key for key in VARIABLES.values() if key in current and key not in wanted]
    for key, value in new.items():
        api.add_space_variable(repo_id, key, value)
    for key in old:
        api.delete_space_variable(repo_id, key)
    return bool(new or old)


def watch_stage(repo_id: str, seconds: float, changed: bool) -> str:
    """Print the Space's stages as they change, for `seconds` at most; return the last one.

    After a change, a running stage counts only once the previous deployment can no longer be meant.
    """
    start, shown = time.monotonic(), None
    while True:
        stage = read_stage(repo_id)
        if stage != shown:
            print(stage, flush=True)
            shown = stage
        elapsed = time.monotonic() - start
        stale = changed and elapsed < STALE_STAGE_SECONDS and stage not in BUILDING_STAGES
        changed = stale     # once a new stage was seen, all that follow are new
        ended = stage in {"RUNNING", "SLEEPING", *FAILED_STAGES} and not stale
        left = seconds - elapsed
        if ended or stage in PAUSED_STAGES or left <= 0:
            return stage
        time.sleep(min(POLL_SECONDS, left))


def read_stage(repo_id: str) -> str:
    """Return the Space's stage, or an explanation if the Hub does not tell it."""
    try:
        return HfApi().get_space_runtime(repo_id).stage
    except CLIENT_ERRORS as error:
        return explain_error(error)


def wait_until_running(repo_id: str, seconds: float, changed: bool) -> None:
    """Wait until the Space runs; else exit with code 1 and the address to look at."""
    address = f"{ENDPOINT}/spaces/{repo_id}"
    try:
        stage = watch_stage(repo_id, seconds, changed)
    except KeyboardInterrupt:
        raise SystemExit(f"Stopped waiting; the Space continues to build: {address}") from None
    if stage in FAILED_STAGES:
        logs = "container" if stage == "RUNTIME_ERROR" else "build"
        raise SystemExit(f"The Space does not run ({stage}): {address}?logs={logs}")
    if stage in PAUSED_STAGES:
        raise SystemExit(f"The Space is {stage}; restart it: {address}/settings")
    if stage not in {"RUNNING", "SLEEPING"}:
        raise SystemExit(f"{stage} after {seconds:g} s; the Space continues to build: {address}")
    print(f"The Space is running: {address}")
