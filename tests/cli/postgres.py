"""A PostgreSQL server with PostGIS of the test's own: on a local socket in a temporary folder."""
import glob
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

ROLE = "analyst"


def folder_of_programs():
    """Of initdb and postgres; none where no server is installed. Debian keeps them off the PATH."""
    for program in [*sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True),
                    shutil.which("initdb")]:
        if program:
            return pathlib.Path(program).resolve().parent
    return None


def account():
    """A server refuses to run as root: the package's own user, or nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return None


class Server:
    """Its log names every statement that it was asked."""

    def __init__(self, programs):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pg"))
        self.log = self.folder / "log"
        who = account()
        if who:
            os.chown(self.folder, who["user"], who["group"])
        data = self.folder / "data"
        where = {"cwd": self.folder, **who}
        subprocess.run([programs / "initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8",
                        "--no-sync", "--locale=C.UTF-8"], check=True, capture_output=True, **where)
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder),
                    "fsync": "off", "log_statement": "all", "timezone": "UTC"}
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen([programs / "postgres", "-D", data, *words],
                                            stdout=log, stderr=log, **where)
        deadline = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < deadline:
            ready = subprocess.run(self.psql("SELECT 1"), capture_output=True)
            if ready.returncode == 0:
                return
            time.sleep(0.1)
        message = self.log.read_text()
        self.stop()
        raise RuntimeError(f"the server did not start: {message}")

    def psql(self, sql, database="postgres"):
        return ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", ROLE,
                "-d", database, "-c", sql]

    def ask(self, sql, database="postgres"):
        done = subprocess.run(self.psql(sql, database), capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def connection(self, database="postgres", more=""):
        return f"PG:host={self.folder} user={ROLE} dbname={database}{more}"

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
