"""Installations to measure and to break: a folder of data with either engine behind it, and the server in front of it."""
import getpass
import hashlib
import os
import pathlib
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.request


class SQLite:
    """The embedded database, read and filled beside the server through the same file."""

    name = "SQLite"

    def __init__(self, folder):
        self.data = pathlib.Path(folder)
        self.arguments = ["--data", str(self.data)]

    def _connect(self):
        return sqlite3.connect(self.data / "talkoot.sqlite", timeout=60, isolation_level=None)

    def rows(self, statement):
        connection = self._connect()
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def run(self, statements):
        connection = self._connect()
        try:
            connection.execute("PRAGMA cache_size = -500000")
            connection.executescript("BEGIN IMMEDIATE; " + ";\n".join(statements) + "; COMMIT")
        finally:
            connection.close()

    def settle(self):
        connection = self._connect()
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def cpu(self):
        return 0.0

    def stop(self):
        pass


class PostgreSQL:
    """A PostgreSQL server of our own in the folder, on a Unix socket, with durable commits."""

    name = "PostgreSQL"

    def __init__(self, folder, cpus=None):
        self.data = pathlib.Path(folder)
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="talkoot-postgresql-"))
        self.programs = self._programs()
        self.prefix = (["taskset", "-c", cpus] if cpus else []) + self._as_server_user()
        if self._as_server_user():
            shutil.chown(self.home, "postgres")
        subprocess.run(
            self._as_server_user() + [f"{self.programs}/initdb", "-D", f"{self.home}/cluster", "-U", "talkoot", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True, stdout=subprocess.DEVNULL, cwd=self.home)
        self.process = None
        self.start()
        self.url = f"postgresql://talkoot@/postgres?host={self.home}"
        self.arguments = ["--data", str(self.data), "--database", self.url]

    @staticmethod
    def _programs():
        folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name) if path.parent.name.isdigit() else 0)
        for folder in folders + [pathlib.Path("/usr/bin"), pathlib.Path("/usr/local/bin")]:
            if (folder / "initdb").exists():
                return folder
        raise SystemExit("PostgreSQL is not installed (on Debian: apt-get install postgresql).")

    @staticmethod
    def _as_server_user():
        """The server refuses to run as root."""
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if getpass.getuser() == "root" else []

    def start(self):
        settings = ["listen_addresses=", f"unix_socket_directories={self.home}", "max_connections=100", "shared_buffers=128MB", "max_wal_size=4GB"]
        self.process = subprocess.Popen(
            self.prefix + [f"{self.programs}/postgres", "-D", f"{self.home}/cluster"] + [part for setting in settings for part in ("-c", setting)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.home)
        for _ in range(600):
            if subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", str(self.home)]).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("PostgreSQL did not start.")

    def kill(self):
        """As when the machine loses its power: the postmaster dies, and its children with it."""
        children = self._children()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for child in children:
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for child in children:
            while pathlib.Path(f"/proc/{child}").exists():
                time.sleep(0.01)
        (self.home / "cluster" / "postmaster.pid").unlink(missing_ok=True)

    def _children(self):
        return [int(pid) for pid in pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def _psql(self, *arguments, text=None):
        result = subprocess.run([f"{self.programs}/psql", "-X", "-A", "-t", "-q", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-d", self.url, *arguments], input=text, capture_output=True, text=True)
        if result.returncode != 0:
            raise RuntimeError(result.stderr[-2000:])
        return result.stdout

    def rows(self, statement):
        return [tuple(line.split("\x1f")) for line in self._psql("-c", statement).splitlines() if line]

    def run(self, statements):
        self._psql("-1", "-f", "-", text=";\n".join(statements) + ";\n")

    def settle(self):
        self._psql("-c", "VACUUM ANALYZE")
        self._psql("-c", "CHECKPOINT")

    def cpu(self):
        """Seconds that the server and its children have used."""
        return sum(processor_seconds(pid) for pid in self._children()) + processor_seconds(self.process.pid, ended=True)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


class Server:
    """One `talkoot` process that serves."""

    def __init__(self, program, arguments, command="serve", cpus=None):
        began = time.monotonic()
        self.process = subprocess.Popen(
            (["taskset", "-c", cpus] if cpus else []) + [str(pathlib.Path(program).resolve()), command, "--port", "0", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.address = self._listening()
        self.started_after = time.monotonic() - began

    def _listening(self):
        for line in self.process.stdout:
            if found := re.search(r"Listening on (http://\S+)", line):
                return found.group(1)
        raise RuntimeError("the server ended before it listened: " + self.process.stderr.read()[-2000:])

    def get(self, path, cookie=None):
        request = urllib.request.Request(self.address + path, headers={"Cookie": cookie} if cookie else {})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def cpu(self):
        return processor_seconds(self.process.pid)

    def private_megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+) kB", status).group(1)) / 1024

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self._end()

    def _end(self):
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


def processor_seconds(pid, ended=False):
    """User and system time of a process; with `ended` also of the children that it has waited for."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return sum(int(field) for field in fields[11:15 if ended else 13]) / os.sysconf("SC_CLK_TCK")


def living_city(program, engine):
    """Fills an empty installation with the demo's city."""
    server = Server(program, engine.arguments, command="demo")
    server.stop()
    return server.started_after


def sign_in(engine, email, city="kuusila"):
    """A session of somebody, as the cookie that a browser would send. Only a hash of it is kept in the database."""
    token = secrets.token_hex(32)
    hashed = hashlib.sha256(token.encode()).hexdigest()
    now = int(time.time() * 1000)
    engine.run([f"""
        INSERT INTO session (id, city, person, device, created_at, seen_at, expires_at)
        SELECT '{hashed}', person.city, person.id, 'measurement', {now}, {now}, {now + 86_400_000}
        FROM person JOIN city ON city.id = person.city WHERE city.slug = '{city}' AND person.email = '{email}'"""])
    return f"talkoot={token}"
