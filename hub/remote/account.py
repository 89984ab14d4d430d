"""Who we are on the Hub, and whether we may write there."""

from huggingface_hub import HfApi, set_client_factory
from huggingface_hub.errors import RepositoryNotFoundError
from huggingface_hub.utils import validate_repo_id

from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error
from hub.remote.timeouts import client_with_timeouts


def resolve_destination(repo_id: str | None, name: str, repo_type: str = "model") -> str:
    """Where a push will go: `repo_id`, or OWNER/convlens-NAME of whoever is signed in.

    Asks who we are and whether we may write there, before anybody has trained for hours.
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
            raise PushFailed("your token may only read: `hf auth login` with one that may write")
        owners = [me["name"], *(organization["name"] for organization in me.get("orgs", []))]
        try:
            api.auth_check(repo_id, repo_type=repo_type, write=True)
        except RepositoryNotFoundError:     # it will be created, under a name of our own
            if repo_id.split("/")[0] not in owners:
                raise PushFailed(f"{repo_id}: you may create repositories under {owners}") from None
    except CLIENT_ERRORS as error:
        raise PushFailed(explain_error(error)) from None
    return repo_id
