import type { Log } from "./emulator-context";
import { messageOf } from "../errors/message-of";

/** Logs the errors of recurring work, an error that persists only once. */
export class DedupedErrorLog {
  private readonly logged = new Map<string, string>();

  /** @param part prefix of its log lines */
  constructor(
    private readonly log: Log,
    private readonly part: string,
  ) {}

  /** Runs the work and logs its error, unless the previous run for the same subject failed with the same message. */
  async attempt(subject: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.logged.delete(subject);
    } catch (error) {
      const message = messageOf(error);
      if (this.logged.get(subject) === message) return;
      this.logged.set(subject, message);
      this.log.error(this.part, `${subject}: ${message}`);
    }
  }
}
