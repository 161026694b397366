"""The programming interface against its own document: nothing undeclared is answered, and everything declared is given."""
import pathlib
import re
import subprocess
import sys
import tempfile

from town import Town, Visitor

SECONDS = 40


def api(program):
    """Founds a town, then serves it without throttling, as a city would be."""
    with tempfile.TemporaryDirectory(prefix="talkoot-api-") as folder:
        with Town(program, data=folder) as demo:
            token = demo.token("liisa.halme@kuusila.example")
        with Town(program, "--no-throttle", command="serve", data=folder) as town:
            operations = given(town, token)
            said = [hostile(town, []), hostile(town, ["-H", f"Authorization: Bearer {token}", "--exclude-path", "/api/v1/acts/person.leave"])]
        with Town(program, command="serve", data=folder) as town:
            too_many(town)
    return f"{operations} operations, {' and '.join(said)} cases"


def given(town, token):
    """Each status that an operation declares is one that it gives; 429 and 503 come from the door and are the same for all."""
    document = Visitor(town.address).get("/openapi.json").json()
    visitor, officer = Visitor(town.address), Visitor(town.address, Authorization=f"Bearer {token}")
    first = officer.send_json("/api/v1/acts/signal.send", {"text": "The first of this key."}, **{"Idempotency-Key": "used-before-1"})
    assert first.status == 200, first.text
    again = officer.send_json("/api/v1/acts/signal.send", {"text": "Another text."}, **{"Idempotency-Key": "used-before-1"})
    assert again.status == 200 and again.json()["object"] == first.json()["object"], "a repeated key did not give the first outcome"
    for nowhere in ("/api/v1/acts/nothing.such", "/kuusila/nowhere"):
        refused = visitor.send_json(nowhere, {"text": "a" * 20_000_000})
        assert refused.status == 404, f"{nowhere} answers {refused.status} to a body of twenty megabytes"
    acts = {path: item["post"] for path, item in document["paths"].items() if "post" in item and path.startswith("/api/v1/acts/")}
    for path, operation in acts.items():
        declared = set(operation["responses"])
        seen = {
            "404": visitor.send_json(path, {"city": "nowhere"}), "403": visitor.send_json(path, {}, Authorization="Bearer nonsense"),
            "413": visitor.send_json(path, {"text": "a" * too_long(operation)}), "422": visitor.send_json(path, {"city": 7}), "409": officer.send_json(path, sample(operation), **{"Idempotency-Key": "used-before-1"}),
        }
        for status, answer in seen.items():
            if path.endswith("/signal.send") and status == "409":
                continue
            assert str(answer.status) == status, f"{path} answers {answer.status} instead of {status}: {answer.text[:200]}"
            assert answer.kind == "application/problem+json"
        assert declared == {"200", "403", "404", "409", "413", "422", "429", "503"}, f"{path} declares {sorted(declared)}"
    return len(acts)


def too_long(operation):
    """More letters than any input of an act has: texts of half a megabyte, and its files as base64 with room for somewhat larger ones."""
    properties = operation["requestBody"]["content"]["application/json"]["schema"]["properties"].values()
    return 600_000 + 3 * sum(schema["maxLength"] for schema in properties if schema.get("contentEncoding") == "base64")


def sample(operation):
    """An input that the document calls valid."""
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return {name: example(schema["properties"][name]) for name in schema.get("required", [])}


def example(schema):
    if "enum" in schema:
        return schema["enum"][0]
    if "examples" in schema:
        return schema["examples"][0]
    kind = schema["type"]
    if kind == "string":
        named = {"email": "somebody@kuusila.example", "date": "2030-01-15"}.get(schema.get("format"))
        if named:
            return named
        if "2026-03-12T16:00" in schema.get("description", ""):
            return "2030-01-15T16:00"
        if schema.get("contentEncoding") == "base64":
            return "QSB0ZXh0"
        return "12" if "pattern" in schema else "A text"
    if kind == "integer":
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if kind == "array":
        return [example(schema["items"])]
    return {name: example(schema["properties"][name]) for name in schema.get("required", [])}


def hostile(town, arguments):
    """schemathesis sends what a program never should: no 5xx, no undeclared status or type."""
    tool = pathlib.Path(sys.executable).parent / "schemathesis"
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance,unsupported_method"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [str(tool), "run", f"{town.address}/openapi.json", "--no-color", "--checks", checks, "--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--max-time", str(SECONDS),
             "--seed", "7", "--workers", "2", "--request-timeout", "20", "--generation-database", ":memory:", *arguments],
            cwd=folder, capture_output=True, text=True, timeout=SECONDS * 3)
    text = done.stdout + done.stderr
    assert done.returncode == 0, "schemathesis finds:\n" + text[-6000:]
    count = re.search(r"([\d,]+) generated", text)
    assert count, "schemathesis generated nothing:\n" + text[-2000:]
    return count.group(1)


def too_many(town):
    """Throttling is for vandals: after twenty signals in an hour a visitor is asked to come back."""
    visitor = Visitor(town.address)
    answers = [visitor.send_json("/api/v1/acts/signal.send", {"city": "kuusila", "text": f"Number {number}"}) for number in range(25)]
    assert answers[0].status == 200 and answers[-1].status == 429, f"{answers[0].status} … {answers[-1].status}"
    assert answers[-1].headers["Retry-After"] and answers[-1].kind == "text/plain"
    assert all(answer.status in (200, 429) for answer in answers)
