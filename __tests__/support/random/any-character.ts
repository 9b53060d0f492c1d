import fc from "./seeded-fast-check";

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST = 0x10ffff;

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`: what fast-check calls `binary`, without its table of
 * a million entries, which takes half a second to fill.
 */
export const anyCharacter = fc
  .nat({ max: LAST - SURROGATES.count })
  .map(
    (place) => String.fromCodePoint(place < SURROGATES.first ? place : place + SURROGATES.count),
    placeOf,
  );

function placeOf(character: unknown): number {
  const point = typeof character === "string" ? character.codePointAt(0) : undefined;
  if (point === undefined || character !== String.fromCodePoint(point)) {
    throw new Error("Not one character.");
  }
  if (point < SURROGATES.first) return point;
  if (point < SURROGATES.first + SURROGATES.count) throw new Error("Half a character.");
  return point - SURROGATES.count;
}
