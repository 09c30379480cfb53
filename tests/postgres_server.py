"""A PostgreSQL server of the tests' own, in a folder of its own, for as long as they run."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with the server's programs; None where it is not installed."""
    found = [Path(one).parent for one in (shutil.which("initdb"),) if one]
    found += [one.parent for one in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return found[-1] if found else None


@contextmanager
def running(password: str) -> Iterator[str]:
    """A server that knows the user anna by her password; gives the host and port."""
    own = programs()
    assert own is not None
    folder = Path(tempfile.mkdtemp(prefix="xlgoals-postgres-"))
    data, secret = folder / "data", folder / "password"
    secret.write_text(password, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    who: dict[str, object] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        names = {one.pw_name for one in pwd.getpwall()}
        account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        for path in (folder, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def run(program: str, *words: object) -> None:
        with (folder / "said.txt").open("ab") as said:
            subprocess.run(
                [str(own / program), *map(str, words)],
                check=True, stdout=said, stderr=said, cwd=folder, timeout=120, **who,  # type: ignore[call-overload]
            )  # fmt: skip

    try:
        made = ("-D", data, "-U", "anna", "--pwfile", secret, "-A", "scram-sha-256")
        run("initdb", *made, "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c timezone=Asia/Tokyo"
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "server.txt", "start")
        try:
            yield f"127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
