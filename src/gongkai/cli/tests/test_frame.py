"""The command line seen from a shell: answers on standard output, one sentence for each failure, exit codes."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import gongkai
from gongkai.agencies.errors import Reason
from gongkai.agencies.errors import Refused as RefusedByARoom
from gongkai.cli.__main__ import main
from gongkai.cli.commands import COMMANDS
from gongkai.cli.errors import Refused
from gongkai.cli.serve import address, port_number, refuse_unless_free

COUNTER = '{"channel": "IN_PERSON", "events": [{"type": "submitted", "on": "2024-03-01"}]}'


@pytest.fixture
def say(monkeypatch, capsys):
    """Run a command with this standard input; gives exit code, standard output, standard error."""

    def run(*arguments: str, given: str = ""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_fee_of_46_items(say):
    code, out, err = say("fee", "--method", "item", "--count", "46")
    assert (code, err) == (0, "")
    assert json.loads(out)["total_yuan"] == 5800


def test_fee_by_volume_does_not_take_a_count(say):
    code, out, err = say("fee", "--method", "volume", "--count", "46")
    assert (code, out) == (2, "")
    assert "--method volume goes with --pages" in err


def test_a_request_handed_over_on_a_friday(say):
    code, out, _ = say("due", given=COUNTER)
    assert code == 0
    assert json.loads(out)["reply_due"] == "2024-03-29"


def test_lines_answer_line_by_line_and_name_the_bad_one(say):
    code, out, _ = say("due", "--lines", given=COUNTER + "\n\n{bad\n" + COUNTER)
    first, second, third = map(json.loads, out.splitlines())
    assert code == 1
    assert first == third
    assert second["line"] == 3
    assert "line 3" in second["error"]


def test_lines_without_a_bad_one_end_with_0(say):
    assert say("due", "--lines", given=COUNTER)[0] == 0


def test_a_file_of_a_windows_program_begins_with_a_mark(say):
    assert say("due", given="\ufeff" + COUNTER)[0] == 0


def test_refusal_of_2024_goes_to_reconsideration_first(say):
    case = {
        "outcome": "REFUSED_THIRD_PARTY",
        "grounds": ["REG 15"],
        "agency": "county_department",
        "replied_on": "2024-03-01",
    }
    code, out, _ = say("remedy", given=json.dumps(case))
    assert code == 0
    assert json.loads(out)["mandatory_prior_reconsideration"] is True


@pytest.mark.parametrize(
    ("arguments", "given", "code", "words"),
    [
        (["due"], "", 2, "no input"),
        (["due"], '{"a": \n 1,}', 2, "broken JSON in line 2, column"),
        (["due"], "[]", 2, "the input is a list"),
        (["due"], '{"rule": "replly", "from": "2024-03-01"}', 1, "replly"),
        (["remedy"], '{"outcome": "GRANTED?"}', 1, "GRANTED?"),
        (["deu"], "", 2, "did you mean 'due'?"),
        (["due", "--fast"], "", 2, "unknown argument: --fast"),
        (["fee"], "", 2, "--method"),
        (["law", "REG", "999"], "", 1, "REG 999"),
        (["law", "nothing"], "", 1, "is not an article reference"),
        (["serve", "--port", "80000"], "", 2, "80000"),
    ],
)
def test_each_failure_is_one_sentence_with_its_exit_code(say, arguments, given, code, words):
    ended, out, err = say(*arguments, given=given)
    assert (ended, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1


def test_with_json_a_failure_is_a_document_too(say):
    code, out, err = say("law", "nothing", "--json")
    assert code == 1
    assert err == f"gongkai: {json.loads(out)['error']}\n"


def test_law_33_names_the_reply_limit(say):
    code, out, _ = say("law", "33", "--json")
    assert code == 0
    assert {"reply", "extension_max"} <= {limit["name"] for limit in json.loads(out)["rules"]}


def test_without_a_command_the_list_of_commands_is_shown(say):
    code, out, _ = say()
    assert code == 2
    assert all(command.name in out for command in COMMANDS)


def test_an_error_nobody_foresaw_is_still_one_sentence(say, monkeypatch):
    monkeypatch.setattr("gongkai.cli.fee.fee", lambda method, number: 1 // 0)
    code, out, err = say("fee", "--method", "item", "--count", "1")
    assert (code, out) == (1, "")
    assert err == "gongkai: ZeroDivisionError: integer division or modulo by zero\n"


def test_the_refusal_of_a_room_is_shown_in_its_own_words(say, monkeypatch):
    def refuse(method, number):
        raise RefusedByARoom([Reason("count", "件数不能为空", "REG 42")])

    monkeypatch.setattr("gongkai.cli.fee.fee", refuse)
    assert say("fee", "--method", "item", "--count", "1") == (1, "", "gongkai: 件数不能为空（REG 42）\n")


@pytest.mark.parametrize("name", ["due", "remedy", "fee", "law", "prepare"])
def test_commands_of_the_law_start_without_django(name):
    question = f"import sys, gongkai.cli.__main__; from gongkai.cli.commands import find; find({name!r}).load(); print('django' in sys.modules)"
    source = str(Path(gongkai.__file__).resolve().parents[1])
    done = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    assert done.stdout == "False\n"


def test_a_taken_port_is_refused_with_another_one_to_try():
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    with listener, pytest.raises(Refused, match=f"port {port} on 127.0.0.1 is taken"):
        refuse_unless_free("127.0.0.1", port)


def test_a_free_port_is_not_refused():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    refuse_unless_free("127.0.0.1", port)


def test_an_address_nobody_has_is_refused():
    with pytest.raises(Refused, match="no address of this machine"):
        refuse_unless_free("203.0.113.1", 8000)


def test_addresses_can_be_opened_in_a_browser():
    assert address("0.0.0.0", 8000) == "http://127.0.0.1:8000/"
    assert address("::1", 8000) == "http://[::1]:8000/"
    assert port_number("65535") == 65535
