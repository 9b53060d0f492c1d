import type { ConversionCheck } from "../../publish/conversion-check";
import type { Ledger } from "../ledger/ledger";
import type { Quarantine } from "../ledger/quarantine";
import type { Match } from "../source/match";
import type { SourceEntry } from "../source/replayable-record";
import type { TimeRange } from "../source/time-range";
import type { Transform } from "../transform/transform";
import type { ReasonCount, ReplayTotals } from "./replay-totals";
import type { StreamSender } from "./stream-sender";

/** What a replay run works with. */
export interface ReplayRunProps {
  readonly entries: AsyncIterable<SourceEntry>;
  readonly range: TimeRange;
  readonly match: Match;
  readonly transform?:
    | (Pick<Transform, "apply" | "fingerprint"> & Partial<Pick<Transform, "assertRunning">>)
    | undefined;
  readonly check: ConversionCheck;
  /** Changes with the schema that {@link check} uses. */
  readonly schema: string;
  readonly ledger: Ledger;
  readonly quarantine: Pick<Quarantine, "put">;
  readonly sender: StreamSender;
  /** Replays of one record; a record that fails once more is quarantined. */
  readonly maxReplays: number;
  /** Records that are sent, quarantined or failed before the run ends. @default - no limit */
  readonly limit?: number;
  /** Sends and writes nothing; the totals show what would happen. */
  readonly dryRun: boolean;
  /** Called before anything is sent or quarantined. @throws when another run may have started */
  readonly confirmLease: () => Promise<void>;
  /** Ends the run after the current batch. */
  readonly signal: AbortSignal;
  readonly progress: (totals: ReplayTotals) => void;
}

/** How a run ended. */
export interface ReplayResult {
  readonly totals: ReplayTotals;
  /** Records that an earlier run may have sent before it ended without recording it; they were sent again. */
  readonly repeated: number;
  readonly reasons: readonly ReasonCount[];
  /** Digest of the records that were chosen to be sent and to be quarantined: equal where a run chooses the same. */
  readonly selection: string;
  readonly interrupted: boolean;
  /** Why the run could not continue; the totals are those up to then. */
  readonly stoppedBy?: Error;
}
