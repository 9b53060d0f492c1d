import type { Log } from "./emulator-context";
import { messageOf } from "../errors/message-of";

/** Tells of faults in work that is done again and again: one that lasts is told once, not every time. */
export class DedupedErrorLog {
  private readonly told = new Map<string, string>();

  /** @param part whose log lines they are */
  constructor(
    private readonly log: Log,
    private readonly part: string,
  ) {}

  /** Does the work; a fault is told, unless the last work about the same thing ended in it already. */
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
