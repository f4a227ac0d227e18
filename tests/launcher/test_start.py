"""The launcher from the outside: first start, second start, changed lock, half-finished start, and each way it can fail."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

NO_INDEX = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
READY = ".venv/gongkai-runtime.stamp"


def test_the_first_start_prepares_and_answers(prepared_once):
    repository, first = prepared_once
    assert first.returncode == 0
    assert json.loads(first.stdout)["total_yuan"] == 5800
    assert "runtime, 1 packages" in first.stderr
    assert repository.installed("needed") == "1.0"
    assert repository.installed("tested") == ""


def test_a_second_start_prepares_nothing_even_where_the_clone_was_moved(repository):
    second = repository.start("fee", "--method", "item", "--count", "11")
    assert (second.returncode, second.stderr) == (0, "")
    assert json.loads(second.stdout)["total_yuan"] == 100


def test_the_tests_get_their_own_packages_on_top(repository):
    done = repository.start("prepare", "--with-tests", "--json")
    assert done.returncode == 0
    assert (repository.installed("needed"), repository.installed("tested")) == ("1.0", "1.0")
    assert "runtime, 1 packages" not in done.stderr


def test_a_changed_lock_is_installed(repository):
    repository.lock("runtime", repository.wheel("needed", "2.0"))
    assert repository.start("prepare").returncode == 0
    assert repository.installed("needed") == "2.0"


def test_a_start_that_was_stopped_half_way_is_begun_again(repository):
    (repository.root / READY).unlink()
    (repository.root / ".venv" / "gongkai-unfinished").touch()
    shutil.rmtree(next((repository.root / ".venv").glob("lib/python3*/site-packages/pip")))
    done = repository.start("prepare")
    assert done.returncode == 0
    assert "starting afresh" in done.stderr
    assert repository.installed("needed") == "1.0"
    assert not (repository.root / ".venv" / "gongkai-unfinished").exists()


def test_an_interpreter_that_is_gone_leads_to_a_new_environment(repository):
    python = repository.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3.11")
    assert repository.start("prepare").returncode == 0
    assert repository.installed("needed") == "1.0"


def test_two_starts_at_once_do_not_build_into_each_other(repository):
    repository.lock("runtime", repository.wheel("needed", "3.0"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(repository.root)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        waiting = subprocess.Popen(
            [sys.executable, str(repository.root / "gongkai"), "prepare"], stderr=subprocess.PIPE, text=True,
            env={"PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(repository.wheels)},
        )  # fmt: skip
        assert waiting.stderr is not None
        assert "another start is preparing" in waiting.stderr.readline()
        assert repository.installed("needed") == "1.0"
        holder.communicate(b"\n")
        waiting.communicate()
    assert repository.installed("needed") == "3.0"


HOLD = (
    "import fcntl, os, sys; d = os.open(sys.argv[1], os.O_RDONLY); fcntl.flock(d, fcntl.LOCK_EX);"
    " print('held', flush=True); sys.stdin.readline()"
)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (NO_INDEX, "package index cannot be reached"),
        ({}, "does not have a needed version"),
    ],
    ids=["the index is not reachable", "the index lacks the version"],
)
def test_what_cannot_be_fetched_ends_in_one_sentence_with_the_cure(repository, environment, sentence):
    wheel = repository.wheel("needed", "4.0")
    repository.lock("runtime", wheel)
    wheel.unlink()
    done = repository.start("prepare", **environment)
    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_package_that_is_not_the_locked_one_is_refused(repository):
    repository.lock("runtime", repository.wheel("needed", "5.0"))
    with (repository.wheels / "needed-5.0-py3-none-any.whl").open("ab") as wheel:
        wheel.write(b" ")
    done = repository.start("prepare")
    assert done.returncode == 1
    assert "does not match the digest" in done.stderr.splitlines()[-1]
    assert not (repository.root / READY).exists()


def test_after_a_failure_the_next_start_goes_on(repository):
    wheel = repository.wheel("needed", "6.0")
    repository.lock("runtime", wheel)
    kept = wheel.rename(wheel.with_suffix(".away"))
    assert repository.start("prepare").returncode == 1
    assert repository.installed("needed") == "1.0"
    kept.rename(wheel)
    assert repository.start("prepare").returncode == 0
    assert repository.installed("needed") == "6.0"


def test_tests_that_cannot_be_prepared_do_not_keep_the_product_from_starting(repository):
    repository.lock("test", repository.wheel("tested", "2.0"))
    (repository.wheels / "tested-2.0-py3-none-any.whl").unlink()
    assert repository.start("test").returncode == 1
    second = repository.start("fee", "--method", "item", "--count", "11")
    assert (second.returncode, second.stderr) == (0, "")


def test_an_environment_somebody_made_by_hand_is_added_to_not_emptied(repository):
    (repository.root / READY).unlink()
    (repository.root / ".venv" / "theirs").touch()
    assert repository.start("prepare").returncode == 0
    assert (repository.root / ".venv" / "theirs").exists()
    assert (repository.root / READY).exists()
