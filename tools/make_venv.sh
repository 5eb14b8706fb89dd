#!/usr/bin/env bash
# Creates the virtual environment FOLDER with a Python of 3.11 or newer. On Debian the module that
# does it is a package of its own: installed here when running as root, asked for otherwise.
set -euo pipefail

folder=${1:?usage: make_venv.sh FOLDER [PYTHON]}
python=${2:-python3}

say() { printf 'cxltwin: %s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; }

if ! new_enough "$python"; then
    for other in python3.13 python3.12 python3.11; do
        if new_enough "$other"; then
            python=$other
            break
        fi
    done
fi
if ! new_enough "$python"; then
    say "needs Python 3.11 or newer; $python is $("$python" --version 2>&1 || echo missing)."
    say "Name one with: make PYTHON=/path/to/python3.11 ..."
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print(f"python3.{sys.version_info.minor}-venv")')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "$python cannot make virtual environments yet: installing $package"
        apt-get update -qq || say "apt-get update failed; going on with the lists there are"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" ||
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv
    else
        say "$python cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install $package"
        exit 1
    fi
fi

"$python" -m venv "$folder"
