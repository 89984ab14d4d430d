"""Check the signed-in account and its write access before anything is sent."""

from huggingface_hub import HfApi, set_client_factory
from huggingface_hub.errors import RepositoryNotFoundError
from huggingface_hub.utils import validate_repo_id

from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error
from hub.remote.timeouts import client_with_timeouts


def resolve_destination(repo_id: str | None, name: str, repo_type: str = "model") -> str:
    """Return the repository to push to: `repo_id`, or convlens-NAME of the signed-in user.

    Checks sign-in and write access, so that a training of hours does not end with a refusal.
    Raises PushFailed.
    """
    set_client_factory(client_with_timeouts)
    api = HfApi()
    try:
        me = api.whoami()
        repo_id = repo_id or f"{me['name']}/convlens-{name.replace('_', '-')}"
        validate_repo_id(repo_id)
        token = me.get("auth", {}).get("accessToken", {})
        if token.get("role") == "read":
            raise PushFailed(
                "your token is read-only; run `hf auth login` with a token that may write"
            )
        owners = [me["name"], *(organization["name"] for organization in me.get("orgs", []))]
        try:
            api.auth_check(repo_id, repo_type=repo_type, write=True)
        except RepositoryNotFoundError:     # the push will create it
            if repo_id.split("/")[0] not in owners:
                message = f"you may only create repositories under {', '.join(owners)}"
                raise PushFailed(f"{repo_id}: {message}; choose one of these") from None
    except CLIENT_ERRORS as error:
        raise PushFailed(explain_error(error)) from None
    return repo_id
