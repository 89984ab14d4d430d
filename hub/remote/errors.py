"""What can go wrong between us and the Hub, and each of it in one line."""

from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    LocalTokenNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import httpx

# All that the client raises when the Hub, or the way to it, fails: there is no common base.
CLIENT_ERRORS = (OSError, httpx.HTTPError, ValueError, RuntimeError)
MALFORMED_ANSWER = (KeyError, TypeError, AttributeError)    # it read JSON, but nothing that a Hub says
STATUS_MESSAGES = {  # what the Hub's refusals mean, where its own words do not say what to do
    401: "the Hub does not know you; run `hf auth login`, or set HF_TOKEN",
    402: "the Hub wants a paid plan for this",
    403: "you may not write there: name another OWNER, or use a token that may (a fine-grained one"
         " needs write access to the repositories of that OWNER)",
    412: "somebody has pushed in between; look at it, then push again",
    429: "the Hub has had too many requests from you; wait a minute",
}


class PushFailed(Exception):
    """A push that did not happen, with the reason in one line."""


class PullFailed(Exception):
    """A pull that brought nothing: its kind, for those who have words for it, and a detail.

    Kinds: address (no such form), absent, gated, refused (any other 4xx), away (no answer, 5xx),
    broken (not what the Hub says it is), disk (cannot be kept here), large, unfit (checked and
    found wanting).
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind, self.detail = kind, detail


def status_code(error: BaseException) -> int | None:
    """The HTTP status of a refusal; None if the Hub did not get to say anything."""
    return getattr(getattr(error, "response", None), "status_code", None)


def explain_error(error: BaseException) -> str:
    """What went wrong, in one line that never holds a token."""
    code = 401 if isinstance(error, LocalTokenNotFoundError) else status_code(error)
    if code in STATUS_MESSAGES:
        return STATUS_MESSAGES[code]
    if (code or 0) >= 500:
        return f"the Hub itself has trouble ({code}); try again in some minutes"
    if isinstance(error, httpx.TransportError):
        return f"the Hub cannot be reached ({type(error).__name__})"
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def classify_error(error: BaseException) -> PullFailed:
    """An error of the client's, while it resolved or downloaded, as one of our kinds."""
    code = status_code(error)
    if isinstance(error, GatedRepoError):   # a RepositoryNotFoundError too, so it comes first
        return PullFailed("gated", f"{code}")
    if isinstance(error, (RepositoryNotFoundError, RevisionNotFoundError)):
        return PullFailed("absent", f"{code}")
    if isinstance(error, OSError) and error.errno and not isinstance(error, ConnectionError):
        return PullFailed("disk", error.strerror or type(error).__name__)
    if type(error) is OSError or (isinstance(error, EntryNotFoundError) and code):
        return PullFailed("broken", "another length than the Hub has listed")
    if code and 400 <= code < 500 and code != 429:
        return PullFailed("refused", f"{code}")
    return PullFailed("away", f"{code}" if code else type(error).__name__)
