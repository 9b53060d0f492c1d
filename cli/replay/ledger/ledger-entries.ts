/** A record that is about to be sent. */
export interface Intent {
  /** Id of the record; see `ReplayableRecord`. */
  readonly id: string;
  /** Digest of the data that is sent for it. */
  readonly data: string;
  /** How often the record was replayed, including this time. */
  readonly replay: number;
}

/** What happened to a record. */
export type Outcome =
  | (Intent & { readonly outcome: "sent"; readonly sequenceNumber: string })
  | (Intent & { readonly outcome: "failed"; readonly reason: string })
  | {
      readonly id: string;
      readonly outcome: "quarantined";
      readonly reason: string;
      /** As in {@link RecordStatus}. */
      readonly basis?: string | undefined;
    };

/** What the ledger says of a record. */
export type RecordStatus =
  | { readonly state: "new" | "sent" }
  /** A run was about to send it and ended without recording the outcome. */
  | { readonly state: "uncertain" }
  | {
      readonly state: "quarantined";
      /**
       * Digest of the schema and the transform by which it was rejected: with others it is checked again. Absent where
       * it was rejected for its number of replays.
       */
      readonly basis?: string | undefined;
    };
