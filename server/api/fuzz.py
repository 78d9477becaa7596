"""A real server on a fresh folder, a device of a client, and requests that nobody thought of.

Nothing that is sent may be the server's fault, and every answer is as `/v1/openapi.json` says.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import icalendar

HERE = Path(__file__).parent
SERVER = os.environ["OPSTAP_SERVER"]
SECONDS = os.environ.get("OPSTAP_FUZZ_SECONDS", "45")
# The same requests in every run, so that it says something of the change before it; look further with another.
SEED = os.environ.get("OPSTAP_FUZZ_SEED", "20261128")

# A sign-out ends the token that everything else needs, and a stream has no end: both have tests of their own.
LEFT_OUT = ["signOut", "awaitNews"]

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "OPSTAP_DATA": folder, "OPSTAP_LOG": "off"}
        server = subprocess.Popen([SERVER, "--listen", "127.0.0.1:0"], env=env, stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().strip().removeprefix("listening on ")
            device, client = paired(url, env)
            calendar_reads(url, admin(env, "calendar", "make", client)["address"])
            good = fuzzed(url, device)
            with urllib.request.urlopen(f"{url}/health") as answer:
                good = good and answer.status == 200
            return 0 if good and server.poll() is None else 1
        finally:
            server.kill()
            server.wait()


def admin(env, *arguments):
    done = subprocess.run([SERVER, "--json", *arguments], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def paired(url, env):
    """The device of a client of an organisation, and the client."""
    org = admin(env, "org", "add", "Testdorp")["org"]
    counsellor = admin(env, "staff", "add", "--org", org, "--role", "counsellor", "Sam")["account"]
    case = admin(env, "case", "open", "--org", org, "--client", "Noor", "--counsellor", counsellor)
    code = admin(env, "pair", case["client"])["code"]
    asked = urllib.request.Request(f"{url}/v1/pairings", json.dumps({"code": code}).encode(), method="POST")
    with urllib.request.urlopen(asked) as answer:
        return json.load(answer)["device"], case["client"]


def calendar_reads(url, address):
    """A calendar is one for another program as well."""
    with urllib.request.urlopen(url + address) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    assert calendar["version"] == "2.0" and calendar["name"] == "Afspraken", calendar


def fuzzed(url, device):
    command = [Path(sys.executable).with_name("st"), "run", f"{url}/v1/openapi.json"]
    command += ["--header", f"Authorization: Bearer {device['token']}", "--checks", ",".join(CHECKS)]
    command += ["--phases", "coverage,fuzzing", "--max-time", SECONDS, "--request-timeout", "20", "--warnings", "off"]
    command += ["--seed", SEED]
    for name in LEFT_OUT:
        command += ["--exclude-operation-id", name]
    env = {**os.environ, "OPSTAP_DEVICE": device["id"], "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py")}
    with tempfile.TemporaryDirectory() as place:
        return subprocess.run(command, env=env, cwd=place).returncode == 0


sys.exit(main())
