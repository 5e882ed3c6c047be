#!/bin/sh
# The codebook that comes with the program, as REFI-QDA, against the schema of the standard. That
# is for projects, whose codebook it holds: a project is put around ours.
# Usage: codebook.sh ATTACHE SHARED
set -eu
attache=$1 schema=$2/interop/Project-mrt2019.xsd
if [ ! -f "$schema" ] || ! command -v xmllint >/dev/null; then
	echo "codebook: no schema or no xmllint, left out"
	exit 0
fi
"$attache" codebook export --format qdc data/codebook.yaml |
	sed -e 's/<CodeBook xmlns="[^"]*" origin="[^"]*">/<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook>/' \
		-e 's/<\/CodeBook>/<\/CodeBook><\/Project>/' |
	xmllint --noout --nonet --schema "$schema" - 2>&1 | sed 's/^-/codebook as REFI-QDA:/' |
	grep ' validates$'
