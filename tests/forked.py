"""`tracker` as a program that starts at once: forked from a process in which its modules are imported already.

Importing them is most of the time of a command, and tests start hundreds. What runs is the command itself, in a process
of its own with the caller's arguments, folder, environment and streams. Where the start of the process is what a test
is about (a signal while it imports, rights and limits set before), it takes ``python -m tracker``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[1]

_FORKING = """
import contextlib, importlib, json, os, socket, sys
import tracker.adding, tracker.reporting, onnxruntime, tokenizers, trafilatura, rich.table
from tracker.cli import COMMANDS, main
for module, _ in COMMANDS.values():
    importlib.import_module(module)
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[1])
listening.listen()
listening.settimeout(5)
parent = os.getppid()
while os.getppid() == parent:  # whoever runs the tests may have been killed
    try:
        caller, _ = listening.accept()
    except TimeoutError:
        continue
    if os.fork():
        caller.close()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        continue
    listening.close()
    data, streams, _, _ = socket.recv_fds(caller, 1 << 20, 3)
    asked = json.loads(data)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    code = 0
    try:
        main(asked["arguments"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    caller.sendall(bytes([code]))
    os._exit(code)
"""
_CALLING = """\
#!{python} -ISs
import json, os, socket, sys
asked = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
with socket.socket(socket.AF_UNIX) as calling:
    calling.connect({address!r})
    socket.send_fds(calling, [json.dumps(asked).encode()], [0, 1, 2])
    answer = calling.recv(1)
os._exit(answer[0] if answer else 70)
"""


class ForkedProgram:
    """Makes the program ``tracker`` in the folder `place`, which works while this is open."""

    def __init__(self, place: Path) -> None:
        self.path = place / "tracker"
        self._address = place / "calls"

    def __enter__(self) -> ForkedProgram:
        self.path.write_text(_CALLING.format(python=sys.executable, address=str(self._address)), encoding="utf-8")
        self.path.chmod(0o755)
        self._process = subprocess.Popen([sys.executable, "-c", _FORKING, str(self._address)], cwd=ROOT)
        deadline = time.monotonic() + 120
        while not self._address.exists():
            assert self._process.poll() is None, "the process that commands are forked from ended"
            assert time.monotonic() < deadline, "the process that commands are forked from does not come"
            time.sleep(0.02)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
