/**
 * A pattern of AWS's models as a regular expression. AWS matches the whole value; the patterns are written for Java,
 * which agrees with JavaScript's Unicode mode but for escapes of characters that need none (`\_`, `\:`, and `\-` outside
 * of a class), and for a hyphen beside a class (`[\w-_]`), which stands for itself.
 *
 * @returns undefined for syntax that JavaScript doesn't have, to be reported
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
      // Of the other form, or of none that is known.
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
