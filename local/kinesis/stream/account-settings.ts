import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isRecord } from "../../../errors/is-record";
import { writePrivateFile } from "../../home/private-files";

/** The commitment to a minimum throughput, by region. */
interface Commitment {
  readonly status: "ENABLED" | "DISABLED";
  /** Milliseconds since 1970. */
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
}

/** Settings of the account, one for each region. */
export class AccountSettings {
  private readonly commitments: Record<string, Commitment>;

  /** @param file created with the first change */
  constructor(private readonly file: string) {
    const stored: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    // Only this class writes the file.
    this.commitments = isRecord(stored) ? (stored as Record<string, Commitment>) : {};
  }

  commitment(region: string): Commitment {
    return this.commitments[region] ?? { status: "DISABLED" };
  }

  setCommitment(region: string, commitment: Commitment): void {
    this.commitments[region] = commitment;
    mkdirSync(dirname(this.file), { recursive: true });
    writePrivateFile(this.file, JSON.stringify(this.commitments));
  }
}
