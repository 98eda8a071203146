"""The policy of the one script that runs apart from a page: the worker that finds the pose.

A worker has its own policy, that of the response it came with. Only here may WebAssembly be compiled, and here as
everywhere nothing may be asked of another origin.
"""

from wsgiref.headers import Headers

WORKER = "report/islands/pose.js"
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def worker_policy(headers: Headers, _path: str, address: str) -> None:
    """Adds the policy to the worker's script, called by whitenoise for each file."""
    if address.endswith(WORKER):
        headers["Content-Security-Policy"] = POLICY
