"""Addresses of model repositories on the Hub: `owner/name@revision`."""

import os
import re
from typing import NamedTuple

from huggingface_hub import constants
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import validate_repo_id

from hub.remote.errors import PullFailed

VARIABLES = {   # checkpoint: environment variable that names the repository to load instead
    "mnist": "CONVLENS_MNIST",
    "fashion_mnist": "CONVLENS_FASHION_MNIST",
    "feature_maps": "CONVLENS_FEATURE_MAPS",
}
REVISION = re.compile(r"[\w][\w./-]{0,99}", re.ASCII)    # branch, tag, commit or refs/pr/1
COMMIT = re.compile(r"[0-9a-f]{40}")


class Address(NamedTuple):
    """A model repository and its revision."""

    repo_id: str
    revision: str = "main"

    @property
    def pinned(self) -> bool:
        """True if the revision is a commit, which never moves as branches and tags do."""
        return COMMIT.fullmatch(self.revision) is not None

    def __str__(self) -> str:
        """Format for display: a commit is cut to its first eight digits."""
        return f"{self.repo_id}@{self.revision[:8] if self.pinned else self.revision}"

    def full(self) -> str:
        """Format in full, for parse_address."""
        return f"{self.repo_id}@{self.revision}"


def configured_address(name: str) -> str:
    """Return the address that the environment names for a checkpoint, or an empty string."""
    return os.environ.get(VARIABLES.get(name, ""), "").strip()


def parse_address(text: str) -> Address:
    """Parse `owner/name`, `owner/name@revision`, or the URL of the repository's page.

    Raises PullFailed of kind address.
    """
    plain = text.strip().removeprefix(constants.ENDPOINT + "/").rstrip("/")
    repo_id, at, revision = plain.replace("/tree/", "@", 1).partition("@")
    try:
        validate_repo_id(repo_id)
    except HFValidationError:
        raise PullFailed("address", text[:100]) from None
    if repo_id.count("/") != 1 or (at and not REVISION.fullmatch(revision)):
        raise PullFailed("address", text[:100])
    return Address(repo_id, revision or "main")
