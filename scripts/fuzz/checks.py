"""What schemathesis does not ask by itself: no answer tells a secret, a stack or a name of a file of ours."""

import ast
import os
import re
import threading

import schemathesis

# Python before 3.11.8 and 3.12.2 counts how deep a tree goes for all threads together, and now and then ends one of the two
# that ask: "AST constructor recursion depth mismatch" (python/cpython#106905). So they read one after the other.
_parse, _one_at_a_time = ast.parse, threading.RLock()


def _parse_alone(*args, **options):
    with _one_at_a_time:
        return _parse(*args, **options)


ast.parse = _parse_alone

STACK = re.compile(r"\n\s+at .+\(?(file|node):|/(node_modules|application|api|db)/[\w/-]+\.ts:\d+|MongoServerError|TMPRL\d+")
SECRETS = [secret for secret in os.environ.get("FUZZ_SECRETS", "").split("\n") if secret]


@schemathesis.check
def tells_nothing_of_ours(ctx, response, case):
    text = response.content.decode("utf-8", "replace")
    assert not STACK.search(text), "a stack, or a file of ours"
    assert not any(secret in text for secret in SECRETS), "a secret"


@schemathesis.check
def refuses_only_for_load(ctx, response, case):
    if response.status_code < 500:
        return
    assert response.status_code == 503, f"{response.status_code}: only 503 is stated"
    assert "retry-after" in response.headers, "503 without Retry-After"
