/** An element of a pattern: a character, or any number of characters of a class. */
type Place = { readonly character: string } | { readonly anyOf: RegExp };

const anyCharacter: Place = { anyOf: /[^]/ };
/** Most names can't contain the separators of an ARN. */
const withinName: Place = { anyOf: /[^:/]/ };
const withSlashes: Place = { anyOf: /[^:]/ };

/** Placeholders of the reference whose values can contain slashes, and object keys, which can contain anything. */
const placeholders: Readonly<Record<string, Place>> = {
  ObjectName: anyCharacter,
  LogGroupName: withSlashes,
  LogStreamName: withSlashes,
  RoleNameWithPath: withSlashes,
  PolicyNameWithPath: withSlashes,
  OidcProviderName: withSlashes,
  Alias: withSlashes,
};

/**
 * Whether the resource of a policy can match an ARN of a resource type: whether any ARN matches both patterns.
 *
 * @param resource as in policies, with `*` and `?`
 * @param form the reference's ARN format, for example `arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}`
 */
export function overlaps(resource: string, form: string): boolean {
  const pattern = Array.from(resource, (character): Place | "one" =>
    character === "*" ? anyCharacter : character === "?" ? "one" : { character },
  );
  const places = placesOf(form);
  const known = new Map<number, boolean>();
  const meet = (p: number, f: number): boolean => {
    const at = p * (places.length + 1) + f;
    const answer = known.get(at);
    if (answer !== undefined) return answer;
    known.set(at, false);
    const met = meetAt(p, f);
    known.set(at, met);
    return met;
  };
  const meetAt = (p: number, f: number): boolean => {
    const [ours, theirs] = [pattern[p], places[f]];
    if (ours === undefined && theirs === undefined) return true;
    // A class may also match no character.
    if (ours !== undefined && ours !== "one" && "anyOf" in ours && meet(p + 1, f)) return true;
    if (theirs !== undefined && "anyOf" in theirs && meet(p, f + 1)) return true;
    if (ours === undefined || theirs === undefined) return false;
    if (!share(ours, theirs)) return false;
    const nextOurs = ours !== "one" && "anyOf" in ours ? p : p + 1;
    const nextTheirs = "anyOf" in theirs ? f : f + 1;
    // If neither advances, the other branches cover all cases.
    return (nextOurs !== p || nextTheirs !== f) && meet(nextOurs, nextTheirs);
  };
  return meet(0, 0);
}

/** Whether one character matches both elements. */
function share(ours: Place | "one", theirs: Place): boolean {
  if (ours === "one" || "anyOf" in ours) return true;
  return "anyOf" in theirs
    ? theirs.anyOf.test(ours.character)
    : ours.character === theirs.character;
}

function placesOf(form: string): Place[] {
  return form.split(/(\$\{\w+\})/).flatMap((part): Place[] => {
    const name = /^\$\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return Array.from(part, (character) => ({ character }));
    return [placeholders[name] ?? withinName];
  });
}
