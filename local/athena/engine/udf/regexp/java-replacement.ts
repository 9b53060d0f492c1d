import { invalidPattern, unsupportedInPattern } from "./pattern-error";

/** A match: the groups by number, the 0th is all of it, and the numbers of named groups. */
export interface MatchedGroups {
  readonly groups: readonly (string | undefined)[];
  readonly names: ReadonlyMap<string, number>;
}

/**
 * The text of a replacement, in which `$1` and `${name}` are groups and a backslash takes the next character as it is.
 * Read again for each match, as Trino does: a wrong replacement that nothing uses is none.
 */
export function replacementText(replacement: string, { groups, names }: MatchedGroups): string {
  let text = "";
  const characters = Array.from(replacement);
  for (let index = 0; index < characters.length;) {
    const character = characters[index];
    index += 1;
    if (character === "\\") {
      if (index >= characters.length) throw illegal(replacement);
      text += characters[index] ?? "";
      index += 1;
    } else if (character !== "$") {
      text += character ?? "";
    } else if (characters[index] === "{") {
      const end = characters.indexOf("}", index);
      if (end < 0) throw unsupportedInPattern("An unclosed '${' of a replacement");
      const name = characters.slice(index + 1, end).join("");
      const group = names.get(name);
      if (group === undefined) throw unknownGroup(`{ ${name} }`);
      text += groups[group] ?? "";
      index = end + 1;
    } else {
      let group = digitAt(characters, index);
      if (group === undefined) throw illegal(replacement);
      if (group >= groups.length) throw unknownGroup(String(group));
      // As many digits as are the number of a group.
      for (index += 1; ; index += 1) {
        const digit = digitAt(characters, index);
        if (digit === undefined || group * 10 + digit >= groups.length) break;
        group = group * 10 + digit;
      }
      text += groups[group] ?? "";
    }
  }
  return text;
}

function digitAt(characters: readonly string[], index: number): number | undefined {
  const character = characters[index] ?? "";
  return /^\d$/.test(character) ? Number(character) : undefined;
}

function illegal(replacement: string): Error {
  return invalidPattern(`Illegal replacement sequence: ${replacement}`);
}

function unknownGroup(group: string): Error {
  return invalidPattern(`Illegal replacement sequence: unknown group ${group}`);
}
