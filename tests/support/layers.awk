# Fails when a file includes a header of a layer above its own, a private header of another room,
# or a library that belongs to one file only. Run as: awk -f layers.awk FILE...

BEGIN {
	split("base text extract annotate export view app tui cli", order, " ")
	for (i in order)
		rank[order[i]] = i + 0
	# What a room must not see although it lies lower.
	forbidden["annotate", "extract"] = forbidden["export", "extract"] = 1
	forbidden["view", "extract"] = forbidden["view", "annotate"] = forbidden["view", "export"] = 1
	only["ncurses.h"] = only["curses.h"] = only["term.h"] = "src/tui/terminal.c"
	only["yaml.h"] = "src/base/yaml.c"
	only["libxml/parser.h"] = only["libxml/xmlwriter.h"] = "src/base/xml.c"
}

function complain(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what
	bad = 1
}

# "src/annotate/anchor.c" and "include/attache/annotate/anchor.h" belong to "annotate"; trainers
# and tests may see everything.
function room_of(path, part) {
	split(path, part, "/")
	if (part[1] == "src")
		return part[2]
	if (part[1] == "include")
		return part[3]
	return ""
}

FNR == 1 { room = room_of(FILENAME) }

/^[ \t]*#[ \t]*include[ \t]*</ {
	name = $0
	sub(/^[^<]*</, "", name)
	sub(/>.*/, "", name)
	if (name in only && only[name] != FILENAME)
		complain("<" name "> belongs to " only[name])
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/".*/, "", name)
	if (!(room in rank))
		next
	if (name ~ /^attache\//) {
		split(name, part, "/")
		other = part[2]
		if (!(other in rank))
			complain("no layer " other)
		else if (rank[other] > rank[room])
			complain(room " must not look up at " other)
		else if ((room, other) in forbidden)
			complain(room " must not know " other)
	} else if (name ~ /\//) {
		complain("private header of another room: " name)
	}
}

END { exit bad }
