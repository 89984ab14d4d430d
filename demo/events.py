"""How the pages register their listeners."""

# How most listeners are registered: unseen, in the page and in the API. The empty list is for
# speed: at the start and at the end of every event the page copies all that those components (and
# all within them) hold on which progress was ever shown, and by default a listener's outputs are.
QUIET = dict(show_progress="hidden", show_progress_on=[], api_visibility="private")

# For pages that open an uploaded file themselves: of the calls that wait, only the newest runs.
QUIETLY = QUIET | dict(preprocess=False, trigger_mode="always_last", concurrency_limit=4)
# Past the queue, for speed; an error raised here is not shown on the page.
AT_ONCE = QUIETLY | dict(queue=False)
# Every click is answered: waiting for the last would give a second click the first one's data.
EACH = AT_ONCE | dict(trigger_mode="multiple")
