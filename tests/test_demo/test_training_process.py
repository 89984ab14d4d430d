"""Follow a training script; end it with all its children, whatever happens to the page."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from paths import DATA, ROOT

from demo import training_process
from demo.i18n import catalogue
from demo.training_process import TrainingFailed, data_dir, follow_script, training_allowed

# Starts a child, prints both process ids, then runs for longer than any test.
ENDLESS = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), child.pid)
time.sleep(600)
"""
CHATTY = """
import os, time
print(os.getpid())
while True:
    time.sleep(0.1)
    print("still there", flush=True)
"""


@pytest.fixture
def script(tmp_path):
    """Write a script; return its path, which `follow_script` takes like a name in training/."""

    def script(text: str) -> str:
        path = tmp_path / "script.py"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return script


def has_ended(number: int) -> bool:
    """Wait up to ten seconds for a process to end; an unreaped zombie has ended, too."""
    stat = Path(f"/proc/{number}/stat")
    for _ in range(100):
        try:
            os.kill(number, 0)
            if stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_lines_come_as_they_are_printed(script):
    text = 'import time\nprint("first 第一")\ntime.sleep(2)\nprint("second")'
    begun, heard = time.monotonic(), {}
    for line in follow_script(script(text), []):
        heard.setdefault(line, time.monotonic() - begun)
    assert [line for line in heard if line] == ["first 第一", "second"]
    assert "" in heard          # yielded in the two seconds of silence
    assert heard["second"] - heard["first 第一"] > 1


def test_a_page_that_stops_ends_the_script_and_what_it_started(script):
    run = follow_script(script(ENDLESS), [])
    numbers = [int(number) for number in next(line for line in run if line).split()]
    run.close()
    assert all(has_ended(number) for number in numbers)


@pytest.mark.slow
def test_a_script_that_will_not_end_is_ended(script):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" + ENDLESS
    run = follow_script(script(deaf), [])
    numbers = [int(number) for number in next(line for line in run if line).split()]
    run.close()
    assert all(has_ended(number) for number in numbers)


@pytest.mark.slow
def test_a_script_is_ended_after_its_time_limit(script):
    heard = []
    with pytest.raises(TrainingFailed) as failed:
        heard.extend(follow_script(script(ENDLESS), [], seconds=2))
    assert failed.value.key == "trainer_late"
    numbers = [int(number) for line in heard for number in line.split()]
    assert len(numbers) == 2 and all(has_ended(number) for number in numbers)


def test_trainings_at_once_are_limited_and_an_ended_one_frees_its_slot(script):
    path = script(CHATTY)
    runs = [follow_script(path, []) for _ in range(training_process.MAX_TRAININGS)]
    for run in runs:
        next(run)
    with pytest.raises(TrainingFailed) as failed:
        next(follow_script(path, []))
    assert failed.value.key == "trainer_busy"
    runs[0].close()
    again = follow_script(path, [])
    next(again)
    for run in (again, *runs):
        run.close()


@pytest.mark.parametrize(("text", "said"), [
    ('raise SystemExit("No data.\\nPut it there.")', "No data. Put it there."),
    ("import warnings; warnings.warn('x'); 1 / 0", "ZeroDivisionError: division by zero"),
    ("import argparse; argparse.ArgumentParser().parse_args(['--no'])",
     "script.py: error: unrecognized arguments: --no"),
    ("import os; os._exit(3)", "?"),
])  # fmt: skip
def test_a_failure_has_a_readable_reason(script, text, said):
    with pytest.raises(TrainingFailed) as failed:
        list(follow_script(script(text), []))
    assert failed.value.key == "trainer_failed"
    for sentence in catalogue()["trainer_failed"].values():
        assert said in sentence.format(**failed.value.values)


@pytest.mark.slow
def test_a_script_of_ours_is_followed(tmp_path):
    flags = ["--dry-run", "--no-board", "--data-dir", str(DATA), "--output", str(tmp_path / "x")]
    assert any(line.startswith("Test set:") for line in follow_script("mnist.py", flags))


@pytest.mark.slow
def test_no_script_outlives_the_app(script):
    """A killed app closes nothing; the script ends when it prints to the broken pipe."""
    code = f"""
import sys
from demo.training_process import follow_script
for line in follow_script({script(CHATTY)!r}, []):
    print(line, flush=True)
"""
    app = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    number = int(next(line for line in app.stdout if line.strip()))
    app.send_signal(signal.SIGKILL)
    app.wait()
    app.stdout.close()
    assert has_ended(number)


def test_where_training_is_allowed(monkeypatch, tmp_path, script):
    for name in ("SPACE_ID", "CONVLENS_TRAINING"):
        monkeypatch.delenv(name, raising=False)
    assert training_allowed()
    monkeypatch.setenv("SPACE_ID", "alice/convlens")
    assert not training_allowed()
    with pytest.raises(TrainingFailed) as failed:
        next(follow_script(script(CHATTY), []))
    assert failed.value.key == "trainer_forbidden"
    monkeypatch.setenv("CONVLENS_TRAINING", "1")
    assert training_allowed()
    monkeypatch.setattr(training_process, "SCRIPTS", tmp_path / "nowhere")  # as on a Space
    assert not training_allowed()


def test_the_data_folder_may_be_named(monkeypatch, tmp_path):
    monkeypatch.delenv("CONVLENS_DATA", raising=False)
    assert data_dir() == ROOT / "data"
    monkeypatch.setenv("CONVLENS_DATA", str(tmp_path))
    assert data_dir() == tmp_path
