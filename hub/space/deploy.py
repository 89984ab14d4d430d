"""Deploy a folder as a Space in one commit, and watch it start."""

import time
from pathlib import Path

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
from huggingface_hub.constants import ENDPOINT
from huggingface_hub.hf_api import SpaceInfo

from hub.remote.account import resolve_destination
from hub.remote.address import VARIABLES
from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error, status_code
from hub.remote.push import download_card, read_folder
from hub.space.staging import README_MARK

PAID_PLAN_NEEDED = (
    "the Hub wants a paid plan for a Gradio Space on free hardware: take one"
    " (https://huggingface.co/pricing), or name an OWNER that has one"
)
BUILDING_STAGES = {"BUILDING", "RUNNING_BUILDING", "APP_STARTING", "RUNNING_APP_STARTING"}
FAILED_STAGES = {"BUILD_ERROR", "RUNTIME_ERROR", "CONFIG_ERROR", "NO_APP_FILE"}
PAUSED_STAGES = {"PAUSED", "STOPPED", "DELETING"}      # no commit wakes it
POLL_SECONDS = 2           # seconds between two questions about the stage
STALE_STAGE_SECONDS = 30          # seconds in which the stage may still be that of the deployment before


def deploy_folder(repo_id: str, folder: Path, variables: dict[str, str], private: bool = False) -> bool:
    """Make the Space hold what `folder` holds, in one commit; returns whether anything was new.

    Raises PushFailed.
    """
    api = HfApi()
    resolve_destination(repo_id, "", repo_type="space")
    try:
        api.create_repo(
            repo_id, repo_type="space", space_sdk="gradio", private=private or None, exist_ok=True
        )
        there = api.space_info(repo_id, timeout=10)
        check_may_overwrite(there, private)
        renewed = set_variables(api, repo_id, variables)
        ours = read_folder(folder)
        gone = {file.rfilename for file in there.siblings} - {*ours, ".gitattributes"}
        commit = api.create_commit(
            repo_id,
            [CommitOperationAdd(name, content) for name, content in ours.items()]
            + [CommitOperationDelete(name) for name in sorted(gone)],
            commit_message="Deploy ConvLens",
            repo_type="space",
            parent_commit=there.sha,
        )
    except CLIENT_ERRORS as error:
        raise PushFailed(PAID_PLAN_NEEDED if status_code(error) == 402 else explain_error(error)) from None
    return renewed or commit.oid != there.sha


def check_may_overwrite(there: SpaceInfo, private: bool) -> None:
    """Nobody's other app is written over, and what shall be private is. Raises PushFailed."""
    if private and not there.private:
        raise PushFailed("it is there already, and public: make it private in its settings first")
    new = {file.rfilename for file in there.siblings} <= {".gitattributes", "README.md"}
    if not new and README_MARK.encode() not in (download_card(there.id, there.sha, "space") or b""):
        raise PushFailed("this Space holds another app: name another Space, or delete it first")


def set_variables(api: HfApi, repo_id: str, wanted: dict[str, str]) -> bool:
    """Set the models' addresses, delete those of an earlier deployment; whether any was new."""
    there = {key: found.value for key, found in api.get_space_variables(repo_id).items()}
    new = {key: value for key, value in wanted.items() if there.get(key) != value}
    old = [key for key in VARIABLES.values() if key in there and key not in wanted]
    for key, value in new.items():
        api.add_space_variable(repo_id, key, value)
    for key in old:
        api.delete_space_variable(repo_id, key)
    return bool(new or old)


def watch_stage(repo_id: str, seconds: float, renewed: bool) -> str:
    """Print the stages of the Space as they change, for so many seconds; returns the last."""
    start, shown = time.monotonic(), None
    while True:
        stage = read_stage(repo_id)
        if stage != shown:
            print(stage, flush=True)
            shown = stage
        renewed = renewed and stage not in BUILDING_STAGES and time.monotonic() < start + STALE_STAGE_SECONDS
        ended = stage in {"RUNNING", "SLEEPING", *FAILED_STAGES} and not renewed
        left = start + seconds - time.monotonic()
        if ended or stage in PAUSED_STAGES or left <= 0:
            return stage
        time.sleep(min(POLL_SECONDS, left))


def read_stage(repo_id: str) -> str:
    """What the Space is doing; or why we cannot know, which does not keep it from doing it."""
    try:
        return HfApi().get_space_runtime(repo_id).stage
    except CLIENT_ERRORS as error:
        return explain_error(error)


def wait_until_running(repo_id: str, seconds: float, renewed: bool) -> None:
    """Until it answers; ends with exit code 1, and with the place to look at, if it does not."""
    address = f"{ENDPOINT}/spaces/{repo_id}"
    try:
        stage = watch_stage(repo_id, seconds, renewed)
    except KeyboardInterrupt:
        raise SystemExit(f"Not waited for; the Space goes on building: {address}") from None
    if stage in FAILED_STAGES:
        logs = "container" if stage == "RUNTIME_ERROR" else "build"
        raise SystemExit(f"The Space does not run ({stage}): {address}?logs={logs}")
    if stage in PAUSED_STAGES:
        raise SystemExit(f"The Space is {stage}: restart it, {address}/settings")
    if stage not in {"RUNNING", "SLEEPING"}:
        raise SystemExit(f"After {seconds:g} s: {stage}; the Space goes on building: {address}")
    print(f"The Space answers: {address}")
