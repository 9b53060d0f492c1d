/** For fish 3 and newer. */
export const fish = `# Completes lake and npx lake in fish.
function __lake_program
    set -l folder $PWD
    while test -n "$folder"
        if test -x $folder/node_modules/.bin/lake
            echo $folder/node_modules/.bin/lake
            return
        end
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    command -s lake
end

function __lake_complete
    set -l program (__lake_program)
    test -n "$program"; or return
    set -l current (commandline -ct | string unescape)
    test (count $current) -gt 0; or set current ""
    set -l words (commandline -opc) $current
    set -e words[1]
    test "$words[1]" = lake; and set -e words[1]
    for line in ($program completion suggest -- $words 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path $current
            case :folders
                __fish_complete_directories $current
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
