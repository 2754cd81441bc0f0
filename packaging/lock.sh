#!/bin/sh
# Writes the two locks: every dependency for every system and Python that we support, with hashes.
# `uv` has to be on the PATH (or named by UV=). The locks name no index: they install from anywhere.
set -eu

cd "$(dirname "$0")/.."
UV=${UV:-uv}
compile() {
    "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links "$@" pyproject.toml
}
compile --extra build --output-file packaging/requirements.lock
compile --extra build --extra dev --extra team --constraint packaging/requirements.lock \
    --output-file packaging/requirements-dev.lock
