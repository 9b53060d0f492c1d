/**
 * A pattern of AWS's models as a regular expression. AWS matches the whole value. The patterns are written for Java,
 * which differs from JavaScript's Unicode mode in two ways: it accepts unnecessary escapes (`\_`, `\:`, and `\-` outside
 * of a class), and a hyphen next to a class (`[\w-_]`) is literal.
 *
 * @returns undefined for syntax that JavaScript does not have; callers report it
 * @see https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait
 */
export function modelPattern(pattern: string): RegExp | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined || compiled.has(pattern)) return known;
  const made = compile(pattern);
  compiled.set(pattern, made);
  return made;
}

const compiled = new Map<string, RegExp | undefined>();

function compile(pattern: string): RegExp | undefined {
  for (const source of [pattern, withoutNeedlessEscapes(pattern)]) {
    try {
      return new RegExp(`^(?:${source})$`, "u");
    } catch {
      // Other syntax, or not supported.
    }
  }
  return undefined;
}

function withoutNeedlessEscapes(pattern: string): string {
  let isInClass = false;
  return pattern
    .replace(/\\[\s\S]|[[\]]/g, (part) => {
      if (part === "[" || part === "]") {
        isInClass = part === "[";
        return part;
      }
      const character = part[1] ?? "";
      if (character === "-") return isInClass ? part : "-";
      return /[\w^$\\.*+?()[\]{}|/]/.test(character) && character !== "_" ? part : character;
    })
    .replace(/(\[[^\]]*\\[wds])-(?=[^\]])/g, "$1\\-");
}
