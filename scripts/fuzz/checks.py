"""What schemathesis does not ask by itself: no answer tells a secret, a stack or a name of a file of ours."""

import os
import re

import schemathesis

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
