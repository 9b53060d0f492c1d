import path from "node:path";
import { shellWord } from "../../terminal/shell-word";
import type { CompletionScript } from "./completion-script";

/** For zsh with its completion system, which `compinit` starts. */
export const zsh: CompletionScript = ({ project, node }) => `#compdef lake
# Completes lake and npx lake in zsh.
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }

_lake_suggest() {
  [[ \${PWD:A}/ == ${shellWord(project)}/* ]] || return
  ${shellWord(node)} ${shellWord(path.join(project, "cli", "lake.mjs"))} completion suggest -- "$@" 2>/dev/null
}

_lake_complete() {
  local first=$1 line
  local -a found
  for line in "\${(@f)$(_lake_suggest "\${(@Q)words[first,CURRENT]}")}"; do
    case $line in
      '') ;;
      :files|:folders)
        [[ $PREFIX == --*=* ]] && compset -P '*='
        if [[ $line == :files ]]; then _files; else _files -/; fi
        return
        ;;
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
