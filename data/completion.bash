# bash completion of attache, printed by gendoc from the tables.
_attache()
{
	local word=${COMP_WORDS[COMP_CWORD]} options values=
	local command=${COMP_WORDS[1]}
	local names='compare list progress log export check codebook diff agree adjudicate merge text extract help'
	COMPREPLY=()
	if [[ $command == codebook ]]; then
		command+=" ${COMP_WORDS[2]}"
		((COMP_CWORD == 2)) && values='check export import rename'
	fi
	case "$command ${COMP_WORDS[COMP_CWORD - 1]}" in
	'log --format' | 'log -f') values='text jsonl json' ;;
	'export --format' | 'export -f') values='markdown csv json' ;;
	'codebook export --format' | 'codebook export -f') values='yaml csv qdc' ;;
	'codebook import --format' | 'codebook import -f') values='yaml csv qdc' ;;
	'diff --format' | 'diff -f') values='text json' ;;
	'agree --format' | 'agree -f') values='text csv json' ;;
	'extract --format' | 'extract -f') values='jsonl text' ;;
	'help help') values=$names ;;
	esac
	if [[ $values ]]; then
		COMPREPLY=($(compgen -W "$values" -- "$word"))
		return
	fi
	case $command in
	compare) options='--own --config --script --help --version' ;;
	list) options='--tag --speaker --country --by --help --version' ;;
	progress) options='--help --version' ;;
	log) options='--by --since --id --deleted --restore --format --help --version' ;;
	export) options='--format --output --raw --by --help --version' ;;
	check) options='--help --version' ;;
	'codebook check') options='--help --version' ;;
	'codebook export') options='--format --output --help --version' ;;
	'codebook import') options='--format --output --help --version' ;;
	'codebook rename') options='--write --formerly --help --version' ;;
	diff) options='--by --format --help --version' ;;
	agree) options='--by --each --unmarked --format --help --version' ;;
	adjudicate) options='--config --script --help --version' ;;
	merge) options='--output --help --version' ;;
	text) options='--blocks --help --version' ;;
	extract) options='--format --date --jobs --null --help --version' ;;
	help) options='--help --version' ;;
	*) options='--own --config --script --help --version' ;;
	esac
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "$options" -- "$word"))
		return
	fi
	if ((COMP_CWORD == 1)); then
		COMPREPLY=($(compgen -W "$names" -- "$word"))
	fi
	local IFS=$'\n'
	COMPREPLY+=($(compgen -f -- "$word"))
}
complete -o filenames -F _attache attache
