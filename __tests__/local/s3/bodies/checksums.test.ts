import { createDigest } from "../../../../local/s3/bodies/checksums";
import { combineCrcs } from "../../../../local/s3/bodies/combine-crc";
import { CRC32, CRC32C, CRC64NVME } from "../../../../local/s3/bodies/crc";
import fc from "../../../support/random/seeded-fast-check";

const digestOf = (algorithm: Parameters<typeof createDigest>[0], ...pieces: readonly Buffer[]) => {
  const digest = createDigest(algorithm);
  pieces.forEach((piece) => digest.update(piece));
  return digest.digest();
};

describe("the checksum", () => {
  // The check values of https://reveng.sourceforge.io/crc-catalogue/all.htm
  it.each([
    ["CRC32", "cbf43926"],
    ["CRC32C", "e3069283"],
    ["CRC64NVME", "ae8b14860a799888"],
  ] as const)("%s has the catalogue's check value", (algorithm, expected) => {
    expect(digestOf(algorithm, Buffer.from("123456789")).toString("hex")).toBe(expected);
  });

  it.each([
    ["CRC32", CRC32],
    ["CRC32C", CRC32C],
    ["CRC64NVME", CRC64NVME],
  ] as const)("%s is the same in pieces, and combined from those of its pieces", (name, crc) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1 }), (arrays) => {
        const pieces = arrays.map((each) => Buffer.from(each));
        const whole = digestOf(name, Buffer.concat(pieces));
        expect(digestOf(name, ...pieces)).toEqual(whole);
        const parts = pieces.map((piece) => ({
          value: digestOf(name, piece),
          bytes: piece.length,
        }));
        expect(combineCrcs(crc, parts)).toEqual(whole);
      }),
    );
  });
});
