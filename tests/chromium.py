"""The arguments with which the tests start Chromium."""

ARGUMENTS = [   # what Chromium needs to be quiet and to run as root in a container
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--process-per-site",   # so that a page finds the scripts that another has compiled
]
