#!/usr/bin/env bash
# Writes requirements.lock (what runs the service) and requirements-dev.lock (that, and what builds and
# tests it) from pyproject.toml. Exact versions only: no index, no host, no local path.
# `tools/lock.sh --upgrade` moves everything to the newest versions that pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
python3 -m venv "$tool"
"$tool/bin/pip" install --quiet uv

lock() { # file, what it holds, further arguments
    local file=$1 what=$2
    shift 2
    # an existing lock is read for the versions to keep
    "$tool/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 \
        --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
        --quiet --output-file "$file" "$@" >/dev/null
    { printf '# %s\n# written by tools/lock.sh from pyproject.toml\n' "$what"; cat "$file"; } >"$tool/lock"
    cat "$tool/lock" >"$file"
}

lock requirements.lock 'what runs the service' "$@"
lock requirements-dev.lock 'what runs, builds and tests the service' --extra dev --constraint requirements.lock "$@"
