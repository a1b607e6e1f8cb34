# shellcheck shell=bash
# Shared by the scripts: where the project is, and how to speak to the person at the terminal. Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*"; }

# A sentence that says what is wrong and what to do, and the end.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Ends with the usage when the arguments are not understood (exit 2).
usage() {
    printf 'usage: %s\n' "$*" >&2
    exit 2
}

# Runs a command quietly: its output is shown only when it fails. "what it does" is printed with the time it took.
quietly() {
    local what=$1 log begin=$SECONDS
    shift
    log=$(mktemp)
    printf '%s … ' "$what"
    if "$@" >"$log" 2>&1; then
        printf '%d s\n' $((SECONDS - begin))
        rm -f "$log"
    else
        printf 'failed\n'
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# Every C++ file of the project, one a line, relative to the root.
cpp_files() {
    (cd "$ROOT" && find shared cloud vehicle-agent broker-config tests -name '*.[ch]pp' -not -path '*/node_modules/*' | LC_ALL=C sort)
}
