import path from "node:path";
import { quoteForFish } from "./completion-script";
import type { CompletionScript } from "./completion-script";

/** For fish 3 and newer. */
export const fish: CompletionScript = ({ project, node }) => `# Completes lake and npx lake in fish.
function __lake_suggest
    string match -rq -- '^'(string escape --style=regex -- ${quoteForFish(project)})'/' (builtin pwd -P)/
    or return
    ${quoteForFish(node)} ${quoteForFish(path.join(project, "cli", "lake.mjs"))} completion suggest -- $argv 2>/dev/null
end

function __lake_complete
    set -l current (commandline -ct | string unescape)
    test (count $current) -gt 0; or set current ""
    set -l words (commandline -opc) $current
    set -e words[1]
    test "$words[1]" = lake; and set -e words[1]
    set -l typed (string replace -r -- '^--[^=]*=' '' $current)
    set -l flag (string sub -l (math (string length -- $current) - (string length -- $typed)) -- $current)
    for line in (__lake_suggest $words)
        switch $line
            case :files
                for found in (__fish_complete_path $typed)
                    echo $flag$found
                end
            case :folders
                for found in (__fish_complete_directories $typed)
                    echo $flag$found
                end
            case '*'
                echo $line
        end
    end
end

function __lake_npx
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test "$words[2]" = lake
end

complete -c lake -f -a '(__lake_complete)'
complete -c npx -n __lake_npx -f -a '(__lake_complete)'
`;
