"""Stop the app on SIGTERM and Ctrl-C: answers are finished, and open pages do not hold it."""

import atexit
import logging
import os
import signal
import sys
import threading
import time

import gradio as gr

ANSWER_SECONDS = 3      # after which an answer that is still being computed is given up
STREAM_SECONDS = 0.5    # for what pages hold open to end
STOPPING = threading.Event()     # set when this process was told to stop
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def stop_on_signals(app: gr.Blocks) -> None:
    """Have the signals end this process in order; a second one ends it at once."""

    def stop(*_: object) -> None:
        STOPPING.set()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        if app.is_running:
            stop_server(app)
        end_process()

    if threading.current_thread() is threading.main_thread():   # a hot reload is in another one
        for number in SIGNALS:
            signal.signal(number, stop)
        if "GRADIO_WATCH_DIRS" in os.environ:       # set by `gradio app.py` for its child
            threading.Thread(target=stop_with_parent, args=[os.getppid()], daemon=True).start()


def stop_with_parent(parent: int) -> None:
    """Stop this process when its parent has ended: SIGTERM ends `gradio app.py` alone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def stop_server(app: gr.Blocks) -> None:
    """Wait for the answers under way, then end the server with what pages hold open.

    The attributes of queue, app and server are Gradio 6.31's own, and so is the list of files that
    it deletes. `close` would also wait for `gradio app.py` to have read all files again.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    pending = app._queue.pending_event_ids_session      # of each page: not yet answered
    # A page fetches an answer by a second request, so the server still listens.
    while any(list(pending.values())) and time.monotonic() < deadline:
        time.sleep(0.05)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)   # what is cut off is meant to be
    seconds = max(deadline - time.monotonic(), STREAM_SECONDS)      # for answers beside the queue
    app.server.config.timeout_graceful_shutdown = seconds
    if os.environ.get("CONVLENS_KEEP_UPLOADS") == "1":      # other replicas show them on
        app.temp_file_sets.clear()
    app._queue.close()
    app.app.stop_event.set()
    app.server.should_exit = True
    app.server.thread.join(seconds + STREAM_SECONDS)


def end_process() -> None:
    """Delete what is to be deleted at exit, and end; to take down PyTorch would take seconds."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
