# bash completion of attache, printed by gendoc from the tables.
_attache()
{
	local word=${COMP_WORDS[COMP_CWORD]}
	local previous=${COMP_WORDS[COMP_CWORD - 1]}
	local words
	COMPREPLY=()
	case $previous in
	-f | --format)
		words='markdown csv json'
		COMPREPLY=($(compgen -W "$words" -- "$word"))
		return
		;;
	esac
	case ${COMP_WORDS[1]} in
	compare) words='--config --script --help --version' ;;
	list) words='--tag --speaker --country --help --version' ;;
	export) words='--format --output --raw --help --version' ;;
	check) words='--help --version' ;;
	text) words='--blocks --help --version' ;;
	extract) words='--format --jobs --null --help --version' ;;
	help) words='--help --version' ;;
	*)
		words='--config --script --help --version'
		;;
	esac
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "$words" -- "$word"))
		return
	fi
	if ((COMP_CWORD == 1)); then
		COMPREPLY=($(compgen -W 'compare list export check text extract help' -- "$word"))
	fi
	local IFS=$'\n'
	COMPREPLY+=($(compgen -f -- "$word"))
}
complete -o filenames -F _attache attache
