"""Errors of the Hub client, classified and explained in one line each."""

from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    LocalTokenNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import httpx

# All that the client raises when the Hub or the connection fails; they share no base class.
CLIENT_ERRORS = (OSError, httpx.HTTPError, ValueError, RuntimeError)
MALFORMED_ANSWER = (KeyError, TypeError, AttributeError)    # valid JSON, but not a Hub's
STATUS_MESSAGES = {  # explanations, where the Hub's own message does not say what to do
    401: "you are not signed in, or your token is invalid; run `hf auth login`, or set HF_TOKEN",
    402: "this needs a paid plan: https://huggingface.co/pricing",
    403: "you may not write there; choose another OWNER, or a token with write access"
         " (a fine-grained token needs it for the repositories of that OWNER)",
    412: "somebody else pushed meanwhile; look at their changes, then push again",
    429: "the Hub received too many requests from you; wait a minute, then try again",
}


class PushFailed(Exception):
    """A push that failed; the message is the reason in one line."""


class PullFailed(Exception):
    """A pull that failed: its kind, for which callers have their own wording, and a detail.

    Kinds: address (malformed), absent, gated, refused (any other 4xx), away (no answer, 5xx),
    broken (differs from the Hub's listing), disk (cannot be stored here), large, unfit (not a
    valid checkpoint for this purpose), gone (it was here, and is no longer).
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind, self.detail = kind, detail


def status_code(error: BaseException) -> int | None:
    """Return the HTTP status of an error, or None if there was no response."""
    return getattr(getattr(error, "response", None), "status_code", None)


def explain_error(error: BaseException) -> str:
    """Explain an error in one line, which never contains a token."""
    code = 401 if isinstance(error, LocalTokenNotFoundError) else status_code(error)
    if code in STATUS_MESSAGES:
        return STATUS_MESSAGES[code]
    if (code or 0) >= 500:
        return f"the Hub has a problem ({code}); try again in a few minutes"
    if isinstance(error, httpx.TransportError):
        return f"the Hub cannot be reached ({type(error).__name__}); check your connection"
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def classify_error(error: BaseException) -> PullFailed:
    """Convert an error of the client, while resolving or downloading, to a PullFailed."""
    code = status_code(error)
    if isinstance(error, GatedRepoError):   # a RepositoryNotFoundError too, so it comes first
        return PullFailed("gated", f"{code}")
    if isinstance(error, (RepositoryNotFoundError, RevisionNotFoundError)):
        return PullFailed("absent", f"{code}")
    if isinstance(error, OSError) and error.errno and not isinstance(error, ConnectionError):
        return PullFailed("disk", error.strerror or type(error).__name__)
    if type(error) is OSError or (isinstance(error, EntryNotFoundError) and code):
        return PullFailed("broken", "the size differs from the Hub's listing")
    if code and 400 <= code < 500 and code != 429:
        return PullFailed("refused", f"{code}")
    return PullFailed("away", f"{code}" if code else type(error).__name__)
