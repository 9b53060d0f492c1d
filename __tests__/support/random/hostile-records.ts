import fc from "./seeded-fast-check";
import type { Arbitrary } from "./seeded-fast-check";
import { anyCharacter } from "./any-character";

const MIB = 1024 * 1024;

/** Values that have broken parsers, as JSON texts. */
const hostileValue: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "1e999999",
    "-1e-999999",
    "9".repeat(400),
    `0.${"1".repeat(400)}`,
    "-0",
    "-9223372036854775809",
    "1E400",
    "01",
    "+1",
    "0x10",
    "NaN",
    "Infinity",
    '"\\u0000"',
    '"\\ud800"',
    '"\\udfff\\ud800"',
    '"\ufeff"',
    '"\\u202e"',
    '"\\x41"',
    "\u0000",
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":1,"a":2}',
    '{"a":1,"A":2}',
    '{"":null}',
    "[[[]]]",
    "[,]",
    "{,}",
    '{"a"}',
    "tru",
    "'single'",
    "undefined",
    "/* comment */ 1",
  ),
  fc.nat({ max: 3000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth)),
  fc.nat({ max: 3000 }).map((depth) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth)),
  fc.nat({ max: 3000 }).map((depth) => "[".repeat(depth)),
  fc.json(),
  fc.string({ unit: anyCharacter }).map((text) => JSON.stringify(text)),
  fc.string({ unit: anyCharacter }),
);

/** Names of inherited properties of JavaScript objects, and ordinary keys. */
const hostileKey = fc.constantFrom(
  "event",
  "EVENT",
  "metadata",
  "staffId",
  "sourceTimestamp",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "",
  "\\u0000",
);

const hostileObject = fc
  .array(fc.tuple(hostileKey, hostileValue), { maxLength: 5 })
  .map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join(",")}}`);

/** Bytes that a producer might put into a stream: hostile JSON, several documents, truncated, binary, or empty. */
export const hostileRecord: Arbitrary<Buffer> = fc.oneof(
  { arbitrary: hostileObject.map((text) => Buffer.from(text)), weight: 6 },
  { arbitrary: hostileObject.map((text) => Buffer.from(`{"event":${text}}\n`)), weight: 4 },
  { arbitrary: hostileObject.map((text) => Buffer.from(`{"metadata":${text}}`)), weight: 2 },
  { arbitrary: hostileValue.map((text) => Buffer.from(text)), weight: 2 },
  {
    arbitrary: fc.tuple(hostileObject, hostileObject).map((texts) => Buffer.from(texts.join(""))),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(hostileObject, fc.nat())
      .map(([text, at]) => Buffer.from(text).subarray(0, at % text.length)),
    weight: 1,
  },
  { arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)), weight: 2 },
  {
    arbitrary: fc
      .constantFrom("", " ", "\n\n", "\u0000", "\ufeff{}")
      .map((text) => Buffer.from(text)),
    weight: 1,
  },
);

/** Records of a mebibyte and more: few examples are enough. */
export const hugeRecords: readonly (readonly [string, Buffer])[] = [
  ["a text of a mebibyte", Buffer.from(JSON.stringify({ event: { staffName: "x".repeat(MIB) } }))],
  ["a number of a mebibyte", Buffer.from(`{"event":{"staffId":${"9".repeat(MIB)}}}`)],
  ["a mebibyte of brackets", Buffer.from("[".repeat(MIB))],
  ["a mebibyte of objects in each other", Buffer.from('{"event":'.repeat(MIB / 8))],
  [
    "a mebibyte of keys",
    Buffer.from(`{${Array.from({ length: MIB / 8 }, (_, index) => `"k${index}":1`).join(",")}}`),
  ],
  ["a mebibyte of escapes", Buffer.from(`{"event":{"status":"${"\\u0000".repeat(MIB / 6)}"}}`)],
  [
    "a mebibyte of base64",
    Buffer.from(JSON.stringify({ bytes: Buffer.alloc(MIB, "a").toString("base64") })),
  ],
  ["a mebibyte of documents", Buffer.from('{"event":{}}'.repeat(MIB / 12))],
  ["two mebibytes of nothing", Buffer.alloc(2 * MIB, " ")],
  ["bytes that are no text", Buffer.alloc(MIB, 0xff)],
];
