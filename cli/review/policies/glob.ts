/**
 * Whether a pattern of a policy matches all that another one matches. `*` stands for any text, `?` for one character.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function globCovers(outer: string, inner: string): boolean {
  if (outer === inner || outer === "*") return true;
  // Most patterns are names: compiling each for each pair takes most of the time of a large plan.
  if (!/[*?]/.test(outer)) return false;
  const source = [...outer]
    .map((char) => (char === "*" ? ".*" : char === "?" ? "[^*]" : escaped(char)))
    .join("");
  return new RegExp(`^${source}$`, "s").test(inner);
}

/** Whether two patterns may match the same text; by their fixed beginnings, so never wrongly denied. */
export function globsOverlap(a: string, b: string): boolean {
  const [fixedA, fixedB] = [a, b].map((each) => each.split(/[*?]/)[0] ?? "");
  if (fixedA === undefined || fixedB === undefined) return true;
  if (fixedA === a && fixedB === b) return a === b;
  return fixedA.startsWith(fixedB) || fixedB.startsWith(fixedA);
}

function escaped(char: string): string {
  return /[\w\s]/.test(char) ? char : `\\${char}`;
}
