"""The policy of the scripts that run apart from a page: the workers that find the pose and read the legs.

A worker has its own policy, that of the response it came with. Only here may WebAssembly be compiled, and here as
everywhere nothing may be asked of another origin.
"""

from wsgiref.headers import Headers

WORKERS = ("report/islands/pose.js", "report/islands/legs.js")
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def worker_policy(headers: Headers, _path: str, address: str) -> None:
    """Adds the policy to a worker's script, called by whitenoise for each file."""
    if address.endswith(WORKERS):
        headers["Content-Security-Policy"] = POLICY
