#!/usr/bin/env bash
# Installs Chromium for the tests of the pages where that is possible (Debian, as root). Never fails:
# without a browser those tests are skipped, and the test run says so.
set -uo pipefail

say() { printf 'cxltwin: %s\n' "$*" >&2; }

for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" >/dev/null && exit 0
done

if ! command -v apt-get >/dev/null; then
    say "no Chromium, and no apt-get to install it: the browser tests will be skipped"
elif [ "$(id -u)" != 0 ]; then
    say "no Chromium: the browser tests will be skipped. To run them: sudo apt-get install chromium"
else
    say "installing Chromium for the browser tests"
    log=$(mktemp)
    # one package set at a time: another apt-get may hold the lock
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get \
        -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends chromium; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        say "Chromium could not be installed: the browser tests will be skipped"
    fi
    rm -f "$log"
fi
exit 0
