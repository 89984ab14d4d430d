"""How the pages register their listeners."""

# How most listeners are registered: unseen, in the page and in the API. The empty list is for
# speed: at the start and at the end of every event the page copies all that those components (and
# all within them) hold on which progress was ever shown, and by default a listener's outputs are.
QUIET = dict(show_progress="hidden", show_progress_on=[], api_visibility="private")
