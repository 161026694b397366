"""Clients that send signals, each under an act id of its own, and remember what they were promised."""
import http.client
import json
import threading
import time
import urllib.parse


def answer_of(address, method, path, body=None, headers=None):
    """Status, headers in small letters, and the body as JSON where it is that. Raises OSError where nobody answers."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        text = answer.read()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, fields, json.loads(text) if "json" in fields.get("content-type", "") else text
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def send(address, key, text):
    """One signal, as a visitor's program sends it."""
    body = json.dumps({"city": "kuusila", "text": text})
    return answer_of(address, "POST", "/api/v1/acts/signal.send", body, {"Content-Type": "application/json", "Idempotency-Key": f"crash-{key}"})


class Clients:
    """Eight that send one signal after the other. What was not acknowledged is sent again under the same act id until it is."""

    def __init__(self, address):
        self.address = address
        self.acknowledged = {}
        self.repeated = 0
        self._failures = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._aborted = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(8)]

    def start(self):
        for thread in self._threads:
            thread.start()

    def finish(self):
        """Lets each bring its last signal home."""
        self._ended.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), "a client never got its signal acknowledged"
        assert not self._failures, self._failures[0]

    def stop(self):
        self._aborted.set()
        self._ended.set()
        for thread in self._threads:
            if thread.ident:
                thread.join(30)

    def _work(self, number):
        count = 0
        while not self._ended.is_set():
            count += 1
            self._bring(f"{number}-{count:06}")

    def _bring(self, key):
        tries = 0
        while not self._aborted.is_set():
            tries += 1
            try:
                status, _, body = send(self.address, key, f"Signal {key}")
            except OSError:
                time.sleep(0.02)
                continue
            if status == 200:
                with self._lock:
                    self.acknowledged[key] = body["object"]["code"]
                    self.repeated += tries > 1
                return
            if status != 503:
                with self._lock:
                    self._failures.append(f"{key}: {status} {body}")
                return
            time.sleep(0.05)
