/** For zsh with its completion system, which \`compinit\` starts. */
export const zsh = `#compdef lake
# Completes lake and npx lake in zsh.
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }

_lake_program() {
  local folder=$PWD
  while [[ -n $folder ]]; do
    if [[ -x $folder/node_modules/.bin/lake ]]; then
      print -r -- $folder/node_modules/.bin/lake
      return
    fi
    folder=\${folder%/*}
  done
  whence -p lake
}

_lake_complete() {
  local first=$1 program=$(_lake_program) line
  local -a found
  [[ -n $program ]] || return 1
  for line in "\${(@f)$("$program" completion suggest -- "\${(@Q)words[first,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files) _files && return ;;
      :folders) _files -/ && return ;;
      *) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  _describe lake found
}

_lake() {
  _lake_complete 2
}

_lake_npx() {
  if [[ $words[2] == lake ]] && (( CURRENT > 2 )); then
    _lake_complete 3
  else
    _default
  fi
}

compdef _lake lake
compdef _lake_npx npx
`;
