import type { AwsClients } from "./aws-clients";
import type { ChangeSnapshot, RevisionOf } from "./gateway/change-tracker";

/** What every part of the data plane is given; it learns all else by asking the AWS APIs. */
export interface EmulatorContext {
  /** Base URL of the endpoint, for example `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** Folder for checkpoints, code packages and scratch files of this emulator run; emptied when a new run starts. */
  readonly stateFolder: string;
  /** Regions in which calls of a service were seen; there is nothing to look for elsewhere. */
  regions(service: string): readonly string[];
  /**
   * Clients that act as the emulated service itself, in a region. Use `.assumeRole` for a deployed role.
   *
   * @param caller access key of a call, to act as whoever made it
   */
  clients(region: string, caller?: string): AwsClients;
  /**
   * A number that is another one after each change of a part of the control plane: what was read of it before holds no more.
   *
   * @default - nothing that was read may be kept
   */
  readonly revisionOf?: RevisionOf;
  /** All of these numbers at once, for another process. @default - as {@link revisionOf} */
  readonly revisions?: () => ChangeSnapshot;
  readonly log: Log;
}

/** Lines of the emulator's log. */
export interface Log {
  info(part: string, message: string): void;
  error(part: string, message: string): void;
}
