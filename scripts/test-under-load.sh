#!/bin/sh
# Run the tests beside busy processes, which must not change any result.
# Usage: scripts/test-under-load.sh [NUMBER] [OPTION OF PYTEST...]      from the root of the repository; 8 by default
# Exit status: that of pytest.
set -u
number=8
case "${1-}" in
    [0-9]*) number=$1; shift ;;
esac

busy=
trap 'kill $busy 2>/dev/null' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

started=0
while [ "$started" -lt "$number" ]; do
    (
        trap - EXIT HUP INT TERM
        # Should this script be killed, they end by themselves.
        while kill -0 $$ 2>/dev/null; do
            turn=0
            while [ "$turn" -lt 20000 ]; do turn=$((turn + 1)); done
        done
    ) &
    busy="$busy $!"
    started=$((started + 1))
done

.venv/bin/python -m pytest -n auto "$@"
