/** For bash 3.2, which macOS has, and newer. */
export const bash = `# Completes lake and npx lake in bash.
_lake_program() {
  local folder=$PWD
  while [ -n "$folder" ]; do
    if [ -x "$folder/node_modules/.bin/lake" ]; then
      printf %s "$folder/node_modules/.bin/lake"
      return
    fi
    folder=\${folder%/*}
  done
  type -P lake
}

_lake_complete() {
  local first=$1 program line
  program=$(_lake_program)
  COMPREPLY=()
  [ -n "$program" ] || return
  local current=\${COMP_WORDS[COMP_CWORD]}
  [ "$current" = "=" ] && current=""
  while IFS= read -r line; do
    case $line in
      :files) line=-f ;;
      :folders) line=-d ;;
      *)
        COMPREPLY+=("\${line%%$'\\t'*}")
        continue
        ;;
    esac
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$line" -- "$current")
  done < <("$program" completion suggest -- "\${COMP_WORDS[@]:first:COMP_CWORD-first+1}" 2>/dev/null)
}

_lake() {
  _lake_complete 1
}

_lake_npx() {
  [ "\${COMP_WORDS[1]}" = lake ] && [ "$COMP_CWORD" -gt 1 ] && _lake_complete 2
}

complete -F _lake lake
complete -o bashdefault -o default -F _lake_npx npx
`;
