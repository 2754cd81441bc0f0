"""The process that reads one file of general terms and ends: question on standard input, answer on standard
output. Starting it, and how long it may take, live in `isolated`.
"""

import contextlib
import json
import sys
from typing import Any

from numspot_desk.terms.encoded import message_data, placements_back, to_data
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import TermsRefused, too_much_memory


def main() -> int:
    """Answer one question; the exit status is 0 whenever there is an answer."""
    with open(0, "rb", closefd=False) as source:
        asked = json.loads(source.readline())
        confine(asked["memory"], asked["seconds"])
        content = source.read()
    answer = json.dumps(answer_to(asked, content), ensure_ascii=False).encode("utf-8", "surrogatepass")
    with open(1, "wb", closefd=False) as target:
        target.write(answer)
    return 0


def answer_to(asked: dict[str, Any], content: bytes) -> dict[str, Any]:
    """The terms, or why they are refused, as JSON data."""
    try:
        terms = read_terms(asked["name"], content, placements_back(asked["placements"]))
        return {"terms": to_data(terms)}
    except TermsRefused as refused:
        return {"refused": message_data(refused.message)}
    except MemoryError:
        return {"refused": message_data(too_much_memory().message)}


def confine(memory: int, seconds: int) -> None:
    """Hold this process to so many bytes and seconds of processor, to no core dump and to no file, where
    the system can; elsewhere the parent watches its time and memory."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    raise SystemExit(main())
