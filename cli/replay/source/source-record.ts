import { createHash } from "node:crypto";
import { trimEnd } from "./split-records";

/** Why Firehose could not deliver a record. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A record that can be sent again, as it lies in the lake's error objects or in the raw backup. */
export interface SourceRecord {
  /** Tells this record from every other, in this run and in later ones. */
  readonly id: string;
  /** Where it lies: the object's key, and its position there. */
  readonly place: string;
  /** As it was published, without the space at its end. */
  readonly data: Buffer;
  /** Approximate arrival in the stream; of a record in the backup that of the oldest in its object. */
  readonly arrival: Date;
  /** When its object was written, by the clock of S3. */
  readonly writtenAt: Date;
  /** Records of error objects only. */
  readonly failure?: Failure;
  /** Sequence number in the stream; not every error object has it. */
  readonly sequenceNumber?: string | undefined;
}

/** A part of an error object out of which no record can be read. */
export interface UnreadableEntry {
  readonly id: string;
  readonly place: string;
  readonly content: Buffer;
  readonly unreadable: string;
}

/** What the objects of a source hold. */
export type SourceEntry = SourceRecord | UnreadableEntry;

/** A short digest: 128 bits of SHA-256, enough that no two records of a lake ever share it. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    // The length keeps ("ab", "c") from ("a", "bc").
    hash.update(`${part.length}:`).update(part);
  }
  return hash.digest().subarray(0, 16).toString("base64url");
}

/** Digest of a record's bytes, the same with and without the newline at its end. */
export function dataDigest(data: Buffer): string {
  return digest(trimEnd(data));
}
