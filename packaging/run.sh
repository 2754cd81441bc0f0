#!/bin/sh
# Opens the application; where there is no display, says so and runs the demonstration instead.
set -eu

cd "$(dirname "$0")/.."
if .venv/bin/python -m numspot_desk.app.display; then
    exec .venv/bin/numspot-desk
fi
echo "No display here: running the demonstration without windows (files in demo-output/)."
exec .venv/bin/numspot-desk demo --out demo-output
