import path from "node:path";
import { shellWord } from "../../terminal/shell-word";
import type { CompletionScript } from "./completion-script";

/** For bash 3.2, which macOS has, and newer. */
export const bash: CompletionScript = ({ project, node }) => `# Completes lake and npx lake in bash.
_lake_suggest() {
  case $(builtin pwd -P)/ in
    ${shellWord(project)}/*)
      ${shellWord(node)} ${shellWord(path.join(project, "cli", "lake.mjs"))} completion suggest -- "$@" 2>/dev/null
      ;;
  esac
}

# bash gives words as they were typed, with backslashes and open quotes.
_lake_unquote() {
  case $1 in
    [\\'\\"]*)
      REPLY=\${1#?}
      REPLY=\${REPLY%"\${1:0:1}"}
      ;;
    *) IFS= read REPLY <<<"$1" ;;
  esac
}

_lake_complete() {
  local line word current REPLY words=()
  for word in "\${COMP_WORDS[@]:$1:COMP_CWORD-$1+1}"; do
    _lake_unquote "$word"
    words+=("$REPLY")
  done
  current=$REPLY
  [ "$current" = "=" ] && current=""
  COMPREPLY=()
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
  done < <(_lake_suggest "\${words[@]}")
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
