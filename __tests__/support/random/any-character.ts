import fc from "./seeded-fast-check";

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST = 0x10ffff;

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`: like `binary` of fast-check, but without its table of a
 * million entries, which takes half a second to create.
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
    throw new Error("The text is not a single character.");
  }
  if (point < SURROGATES.first) return point;
  if (point < SURROGATES.first + SURROGATES.count)
    throw new Error("The text is half of a surrogate pair.");
  return point - SURROGATES.count;
}
