import type { AwsReply, AwsRequest } from "../aws-request";

/** Authorizes calls before they are answered. */
export interface CallAuthorizer {
  /** Whether the call's body is needed; other calls are streamed. The given call has an empty body. */
  readsBody(call: AwsRequest): boolean;
  /** The error reply for a call that is denied; undefined if it is allowed. */
  denialOf(call: AwsRequest): Promise<AwsReply | undefined>;
  /** Called with the reply to a call whose body it needed. */
  onReply(call: AwsRequest, reply: AwsReply): void;
}
