import { createHash } from "node:crypto";
import type { ChecksumAlgorithm } from "../store/object-version";
import { CRC32, CRC32C, CRC64NVME, Crc32Digest, TableDigest } from "./crc";
import type { Crc, Digest } from "./crc";

/** The algorithms, in the order in which S3's documents list them. */
export const ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;

/** What S3 computes of an object whose caller names no algorithm. */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = "CRC64NVME";

/** Algorithms of S3's API that are refused by name. */
export const REFUSED_ALGORITHMS = ["SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"] as const;

/** Length of a checksum in bytes. */
export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** The checks that can be of a whole object although it was uploaded in parts. */
export const CRCS: Readonly<Partial<Record<ChecksumAlgorithm, Crc>>> = { CRC32, CRC32C, CRC64NVME };

/** Finds an algorithm by the name that a caller sent; undefined for an unknown one. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return ALGORITHMS.find((each) => each === name.toUpperCase());
}

/** Name of the header with a checksum. */
export function checksumHeader(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

export function createDigest(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case "CRC32":
      return new Crc32Digest();
    case "CRC32C":
      return new TableDigest(CRC32C);
    case "CRC64NVME":
      return new TableDigest(CRC64NVME);
    case "SHA1":
    case "SHA256":
      return createHash(algorithm.toLowerCase());
  }
}
