import type { AwsClients } from "./aws-clients";
import type { ChangeSnapshot, RevisionOf } from "./gateway/change-tracker";

/** What each part of the data plane receives; it learns everything else through the AWS APIs. */
export interface EmulatorContext {
  /** Base URL of the endpoint, for example `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** What is kept across starts; each part has a subfolder of its own, accessible only to the user. */
  readonly stateFolder: string;
  /** What can be made again, one subfolder for each part; emptied when the emulator starts. */
  readonly scratchFolder: string;
  /** Regions in which a service was called; nothing can be deployed in others. */
  regions(service: string): readonly string[];
  /**
   * Returns clients that act as the emulated service itself in a region. Use `.assumeRole` for a deployed role.
   *
   * @param caller access key of a call, to act as its caller instead
   */
  clients(region: string, caller?: string): AwsClients;
  /**
   * Returns a number that changes with each change of a part of the control plane, to invalidate what was cached
   * before.
   *
   * @default - nothing may be cached
   */
  readonly revisionOf?: RevisionOf;
  /** All of these numbers at once, for another process. @default - as {@link revisionOf} */
  readonly revisions?: () => ChangeSnapshot;
  readonly log: Log;
}

/** The emulator's log. */
export interface Log {
  info(part: string, message: string): void;
  error(part: string, message: string): void;
}
