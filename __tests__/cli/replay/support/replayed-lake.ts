import { Ledger } from "../../../../cli/replay/ledger/ledger";
import { Quarantine } from "../../../../cli/replay/ledger/quarantine";
import { runReplay } from "../../../../cli/replay/run/replay-run";
import type { ReplayResult, ReplayRunProps } from "../../../../cli/replay/run/replay-run-props";
import { failedRecords } from "../../../../cli/replay/source/replay-source";
import { KinesisSender } from "../../../../cli/replay/run/stream-sender";
import type { KinesisSenderProps } from "../../../../cli/replay/run/stream-sender";
import { MemoryStore } from "./memory-store";

export const ERRORS = "errors/orders/";
export const HOUR = "year=2026/month=11/day=25/hour=11";
/** Records of one batch. */
export const BATCH = 3;

/** A lake with error objects, a stream, and a clock; a record is a row when it says `"good":true`. */
export class Lake {
  readonly store = new MemoryStore();
  /** Data of every record in the stream, by its sequence number. */
  readonly stream = new Map<string, string>();
  /** Decides whether a record is taken; by default all are. */
  rejects: (data: string) => boolean = () => false;
  private runs = 0;
  private objects = 0;

  fail(events: readonly object[], arrival = "2026-11-25T11:30:00Z"): void {
    this.objects += 1;
    const lines = events.map((event, index) =>
      JSON.stringify({
        arrivalTimestamp: Date.parse(arrival),
        lastErrorCode: "Bad",
        lastErrorMessage: "So bad.",
        rawData: Buffer.from(`${JSON.stringify(event)}\n`).toString("base64"),
        sequenceNumber: `original-${this.objects}-${index}`,
      }),
    );
    const key = `${ERRORS}format-conversion-failed/${HOUR}/${String(this.objects).padStart(6, "0")}`;
    this.store.put(key, lines.join("\n"));
  }

  /** What was sent and is no row fails again, under the sequence number that it was sent under. */
  failAgain(): void {
    this.objects += 1;
    const failed = [...this.stream].filter(([, data]) => !data.includes('"good":true'));
    const lines = failed.map(([sequenceNumber, data]) =>
      JSON.stringify({
        errorCode: "Bad",
        rawData: Buffer.from(data).toString("base64"),
        sequenceNumber,
      }),
    );
    this.stream.clear();
    this.store.put(`${ERRORS}processing-failed/${HOUR}/again-${this.objects}`, lines.join(""));
  }

  get sent(): string[] {
    return [...this.stream.values()].map((data) => data.trim());
  }

  async run(
    changes: Partial<ReplayRunProps> = {},
    sending: Partial<KinesisSenderProps> = {},
  ): Promise<ReplayResult> {
    this.runs += 1;
    const name = `run-${String(this.runs).padStart(4, "0")}`;
    const sender = new KinesisSender({
      order: "kept",
      rate: BATCH,
      wait: () => Promise.resolve(),
      putRecords: (records) =>
        Promise.resolve({
          Records: records.map(({ data }) => {
            const text = Buffer.from(data).toString("utf8");
            if (this.rejects(text)) return { ErrorCode: "Rejected", ErrorMessage: "no" };
            const SequenceNumber = `sent-${name}-${this.stream.size}`;
            this.stream.set(SequenceNumber, text);
            return { SequenceNumber };
          }),
        }),
      ...sending,
    });
    return runReplay({
      entries: failedRecords({
        store: this.store,
        folder: ERRORS,
        range: {},
        horizon: this.store.now,
      }),
      range: {},
      match: () => true,
      check: () => undefined,
      schema: "1",
      ledger: await Ledger.read(this.store, "replay/orders/ledger/", name),
      quarantine: new Quarantine(this.store, "replay/orders/quarantine/", name),
      sender,
      maxReplays: 3,
      dryRun: false,
      confirmLease: () => Promise.resolve(),
      signal: new AbortController().signal,
      progress: () => undefined,
      ...changes,
    });
  }
}

/** Events that are rows, with their numbers. */
export const numbered = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ id, good: true }));
/** Takes what is a row. */
export const onlyGood: ReplayRunProps["check"] = (data) =>
  data.toString().includes('"good":true') ? undefined : { code: "Bad", message: "It is no row." };
