/**
 * Ranges of code points whose properties are the same in Joni, whose Unicode is of 2013, and in JavaScript, found by
 * asking both for each code point and each property of `unicode-properties.ts`. Short ones are left out.
 */
const KNOWN =
  `0-294 296-362 380-527 530-55f 561-587 58f-5ee 5f0-61b 61e-65e 66a-7fc 900-977 981-9f3 9ff-a75 a77-af8
  b78-bef c05-c33 c3d-c59 c85-cdb d05-d3a d82-de5 df0-e85 ecf-f29 f84-1062 1100-135e 1735-17ef 1dfc-206f 208a-20b9
  20c2-214f 2160-2188 218c-2307 230c-23f3 2400-2426 242a-245f 249c-24e9 2500-26ff 2701-2775 2794-2b4c 2c60-2cfc
  2e5e-2ffb 3000-312d 3130-3191 31f0-321f 322a-3247 3260-327f 328a-32b0 32c0-32fe 3300-4db5 4dc0-9fcc a000-a697
  aa80-ab2f abc0-fbc1 fbd3-fd3d fd50-fd8f fe00-fe26 fe30-ffff 1f110-1f12e 1f266-1f320 1f337-1f37c 1f3a0-1f3c4
  1f400-1f43e 1f442-1f4f7 1f500-1f53d 1f5fb-1f640 1f680-1f6c5`
    .split(/\s+/)
    .map((range) => range.replace(/[0-9a-f]+/g, (code) => `\\u{${code}}`))
    .join("");

const UNKNOWN = new RegExp(`[^${KNOWN}]`, "u");
/** What is no character of a word here is none in Joni either. */
const UNKNOWN_WORD = new RegExp(`(?=[^${KNOWN}])[\\p{Alphabetic}\\p{M}\\p{N}\\p{Pc}]`, "u");

/**
 * A character of a text whose properties may be others in Joni; undefined if there is none.
 *
 * @param ofWords whether only those matter by which `\b` finds words
 */
export function unknownCharacter(text: string, ofWords: boolean): string | undefined {
  return (ofWords ? UNKNOWN_WORD : UNKNOWN).exec(text)?.[0];
}
