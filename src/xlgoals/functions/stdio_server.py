"""Answers calls of worksheet functions from another process: a line of JSON each way.

For programs whose own Python cannot load numpy. Ends when its input does.
"""

import json
import sys
from typing import BinaryIO

from xlgoals.functions.call import Answer, call
from xlgoals.functions.catalogue import BY_NAME
from xlgoals.functions.cells import VALUE


def serve(lines: BinaryIO, out: BinaryIO) -> None:
    """Answer each line, ``[name, arguments]``, with a line: rows of cells."""
    for line in lines:
        out.write(json.dumps(answer(line)).encode() + b"\n")
        out.flush()


def answer(line: bytes) -> Answer:
    """The answer to one line; #VALUE! where it is no call."""
    try:
        name, arguments = json.loads(line)
        return call(BY_NAME[name], tuple(arguments))
    except (ValueError, KeyError, TypeError):
        return [[VALUE]]


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
