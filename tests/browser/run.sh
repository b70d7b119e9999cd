#!/usr/bin/env bash
# The page's checks that need Node: run.sh build|browser [BRINK]
#
# build: the kept page is what its sources build. browser: pages of real runs, opened in Chromium. What the checks
# are made of is installed beside them the first time. Exit 77 (skipped) where Node or Chromium is missing, 1 under
# BRINK_REQUIRE_ALL=1.
set -u
here=$(cd "$(dirname "$0")" && pwd)

missing() {
    echo "$1"
    [ "${BRINK_REQUIRE_ALL:-0}" = 1 ] && exit 1
    exit 77
}

# installed FOLDER: has what its lock file names; installs it otherwise.
installed() {
    if [ ! -f "$1/node_modules/.package-lock.json" ] ||
        [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ]; then
        # Where the registry cannot be reached this is known within half a minute, not two.
        (cd "$1" && npm ci --no-progress --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=2000) ||
            missing "cannot install what $1/package-lock.json names"
        touch "$1/node_modules/.package-lock.json"
    fi
}

command -v node >/dev/null && command -v npm >/dev/null || missing "node and npm are not installed: cmake/setup.sh test"
case "$1" in
    build)
        installed "$here/../../bindings/web"
        cd "$here/../../bindings/web" && exec npm run --silent verify
        ;;
    browser)
        chromium=${BRINK_CHROMIUM:-$(command -v chromium)}
        [ -n "$chromium" ] && [ -x "$chromium" ] || missing "chromium is not installed: cmake/setup.sh test"
        installed "$here"
        brink=$(realpath "$2")
        cd "$here" && BRINK_CHROMIUM=$chromium exec node page_test.mjs "$brink" "$here/../.."
        ;;
    *) echo "run.sh: build or browser, not '$1'" >&2; exit 2 ;;
esac
