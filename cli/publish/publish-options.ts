import type { CsvFlags } from "../command-line/csv-options";

/** Options of `lake publish`. */
export interface PublishOptions extends CsvFlags {
  readonly env: string;
  /** @default - the first of config/datasets */
  readonly dataset?: string;
  /** Path of a file of events, or `-`. */
  readonly file?: string | undefined;
  /** jq expression that selects the events in the file. */
  readonly jq?: string | undefined;
  /** Which events of the file, by their numbers from 1. @default - all */
  readonly events?: string;
  /** How many events to generate. */
  readonly count?: number;
  /** Publishes events that leave most columns null. @default false */
  readonly force?: boolean;
  /** Waits until the events can be queried. @default false */
  readonly wait?: boolean;
  /** Checks the events without sending any. @default false */
  readonly dryRun?: boolean;
}
