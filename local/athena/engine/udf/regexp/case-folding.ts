/**
 * Code points whose cases are the same in Joni, which has them from an old version of Unicode, and in JavaScript: Latin,
 * Greek, Cyrillic, Armenian and their signs.
 */
const KNOWN: readonly (readonly [first: number, last: number])[] = [
  [0x41, 0x17f],
  [0x345, 0x345],
  [0x386, 0x3ce],
  [0x3d0, 0x3d6],
  [0x3f0, 0x3f2],
  [0x3f4, 0x3f5],
  [0x400, 0x4bf],
  [0x531, 0x587],
  [0x1e00, 0x1ef9],
  [0x1fbe, 0x1fbe],
  [0x2126, 0x2126],
  [0x212a, 0x212b],
  [0xff21, 0xff5a],
];

let groups: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The forms of a character that case-insensitive matching takes for one: `k`, `K` and the sign of Kelvin.
 */
export function caseForms(character: string): readonly string[] {
  groups ??= caseGroups();
  return groups.get(caseFold(character)) ?? [character];
}

/** The longest range whose characters are looked at one by one. */
const MAX_RANGE = 0x1000;

/** The forms of all characters of a range, without those that it has; undefined if they are not known. */
export function caseFormsOfRange(first: number, last: number): readonly string[] | undefined {
  groups ??= caseGroups();
  if (last - first > MAX_RANGE) return undefined;
  for (let code = first; code <= last; code += 1) {
    if (isFoldedSpecially(String.fromCodePoint(code))) return undefined;
  }
  const within = (form: string) => codeOf(form) >= first && codeOf(form) <= last;
  return [...groups.values()]
    .filter((forms) => forms.some(within))
    .flatMap((forms) => forms.filter((form) => !within(form)));
}

/** A character's simple case folding. */
export function caseFold(character: string): string {
  if (isFoldedSpecially(character)) return character;
  const upper = character.toUpperCase();
  const lower = (Array.from(upper).length === 1 ? upper : character).toLowerCase();
  return Array.from(lower).length === 1 ? lower : character;
}

/**
 * Whether the folding of a character is more than one character (`ß`), or is not known to be that of Joni.
 */
export function isFoldedSpecially(character: string): boolean {
  const [upper, lower] = [character.toUpperCase(), character.toLowerCase()];
  if (upper === character && lower === character) return false;
  const isSimple = Array.from(upper).length === 1 && Array.from(lower).length === 1;
  return (
    !isSimple || character === DOTLESS_I || character === CAPITAL_SHARP_S || !isKnown(character)
  );
}

/** What a text becomes when such a character is folded: `ss` for `ß`. */
export function fullFold(character: string): string {
  return character === CAPITAL_SHARP_S ? "ss" : character.toUpperCase().toLowerCase();
}

const DOTLESS_I = "\u0131";
const CAPITAL_SHARP_S = "\u1e9e";

function isKnown(character: string): boolean {
  const code = codeOf(character);
  return KNOWN.some(([first, last]) => code >= first && code <= last);
}

function caseGroups(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [first, last] of KNOWN) {
    for (let code = first; code <= last; code += 1) {
      const character = String.fromCodePoint(code);
      if (isFoldedSpecially(character)) continue;
      const fold = caseFold(character);
      if (fold === character && character.toUpperCase() === character) continue;
      found.set(fold, [...(found.get(fold) ?? []), character]);
    }
  }
  return found;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
