import { existsSync, statfsSync } from "node:fs";
import path from "node:path";

const GIB = 1024 ** 3;

/**
 * Free space that an embedded AWS needs: at first for Terraform, its AWS provider (which is unpacked to 0.7 GiB), moto with
 * its packages and the synthesized stacks, later for what queries and deliveries write before they have ended.
 */
export const NEEDED_BYTES = 2 * GIB;

/** Bytes that this user may still write into a folder, which need not exist yet. */
export function freeBytes(folder: string): number {
  let existing = path.resolve(folder);
  while (!existsSync(existing)) existing = path.dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}
