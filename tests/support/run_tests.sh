#!/bin/sh
# Run cmocka programs side by side, each in a home of its own; show what failed; end with a line
# "N passed, N failed". Usage: run_tests.sh WORKDIR JOBS PROGRAM...
set -u
work=$1 jobs=$2
shift 2
rm -rf "$work"
mkdir -p "$work"

# Each program gets an empty home and temporary folder and writes into log files named after it.
printf '%s\n' "$@" | xargs -P "$jobs" -I PROGRAM sh -c '
	program=$1 work=$2
	log=$work/$(printf %s "${program##*/tests/}" | tr / -)
	mkdir -p "$log.home/tmp"
	HOME=$log.home XDG_CONFIG_HOME=$log.home/config XDG_STATE_HOME=$log.home/state \
	XDG_DATA_HOME=$log.home/share XDG_CACHE_HOME=$log.home/cache TMPDIR=$log.home/tmp \
	ATTACHE_BY= timeout "${TEST_TIMEOUT:-170}" "$program" >"$log.out" 2>"$log.err" </dev/null
	echo $? >"$log.status"
	chmod -R u+rwX "$log.home" 2>/dev/null
	rm -rf "$log.home"
' sh PROGRAM "$work"

passed=0 failed=0 skipped=0
for program in "$@"; do
	name=${program##*/tests/}
	log=$work/$(printf %s "$name" | tr / -)
	status=$(cat "$log.status" 2>/dev/null || echo "no")
	run=$(grep -c '\[ RUN      \]' "$log.out")
	ok=$(grep -c '\[       OK \]' "$log.out")
	skip=$(grep -c '\[  SKIPPED \]' "$log.out")
	bad=$((run - ok - skip))
	# A program that dies, or that runs nothing, has failed even if no case says so.
	if [ "$bad" -eq 0 ] && { [ "$status" != 0 ] || [ "$run" -eq 0 ]; }; then
		bad=1
	fi
	passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
	if [ "$skip" -gt 0 ]; then
		grep '\[  SKIPPED \]' "$log.out" | sed "s|.*\] |SKIPPED $name: |"
	fi
	if [ "$bad" -gt 0 ]; then
		echo "FAILED $name (exit status $status)"
		grep '\[  FAILED  \]' "$log.out" | sed 's/.*\] /FAILED   /'
		# What was running when the program died has no result line.
		if [ "$((run - ok - skip))" -gt "$(grep -c '\[  FAILED  \]' "$log.out")" ]; then
			grep '\[ RUN      \]' "$log.out" | tail -1 | sed 's/.*\] /FAILED   in /'
		fi
		tail -n 40 "$log.err" | sed 's/^/    /'
	fi
done
if [ "$skipped" -gt 0 ]; then
	echo "$skipped skipped: this fails unless ALLOW_SKIP=1"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && { [ "$skipped" -eq 0 ] || [ "${ALLOW_SKIP:-}" ]; }
