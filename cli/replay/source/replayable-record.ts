import { createHash } from "node:crypto";
import { trimEnd } from "./split-records";

/** Why Firehose could not deliver a record. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A record that can be sent again, from the lake's error objects, the raw backup or the stream. */
export interface ReplayableRecord {
  /** Identifies this record, in this run and in later ones. */
  readonly id: string;
  /** Where it is: the object's key, and its position there. */
  readonly place: string;
  /** As it was published, without trailing white space. */
  readonly data: Buffer;
  /** Approximate arrival in the stream; for a record of the backup, that of the oldest in its object. */
  readonly arrival: Date;
  /** When its object was written, by the clock of S3; the arrival of a record of the stream. */
  readonly writtenAt: Date;
  /** Records of error objects only. */
  readonly failure?: Failure;
  /** Set if it is in the stream only: no delivery stream read it, so it is no copy of another record. */
  readonly undelivered?: true;
  /** Sequence number in the stream; not every error object has it. */
  readonly sequenceNumber?: string | undefined;
}

/** A part of an error object that can't be parsed as a record. */
export interface UnreadableEntry {
  readonly id: string;
  readonly place: string;
  readonly content: Buffer;
  readonly unreadable: string;
}

/** An entry of a source's objects. */
export type SourceEntry = ReplayableRecord | UnreadableEntry;

/** A short digest: 128 bits of SHA-256, enough to be unique for every record of a lake. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    // The length distinguishes ("ab", "c") from ("a", "bc").
    hash.update(`${part.length}:`).update(part);
  }
  return hash.digest().subarray(0, 16).toString("base64url");
}

/** Digest of a record's bytes, the same with and without the newline at its end. */
export function dataDigest(data: Buffer): string {
  return digest(trimEnd(data));
}
