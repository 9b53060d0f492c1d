import type { Log } from "./emulator-context";
import { messageOf } from "../errors/message-of";

/** Logs the errors of recurring work, an error that persists only once. */
export class DedupedErrorLog {
  private readonly told = new Map<string, string>();

  /** @param part prefix of its log lines */
  constructor(
    private readonly log: Log,
    private readonly part: string,
  ) {}

  /** Runs the work and logs its error, unless the previous run for the same subject failed with the same message. */
  async attempt(about: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.told.delete(about);
    } catch (error) {
      const complaint = messageOf(error);
      if (this.told.get(about) === complaint) return;
      this.told.set(about, complaint);
      this.log.error(this.part, `${about}: ${complaint}`);
    }
  }
}
