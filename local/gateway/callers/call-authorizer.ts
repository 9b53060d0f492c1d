import type { AwsReply, AwsRequest } from "../aws-request";

/** Asked about every call before it is answered. */
export interface CallAuthorizer {
  /** Whether the call's body is needed; other calls stream through. The given call has an empty body. */
  readsBody(call: AwsRequest): boolean;
  /** The refusal of a call, or undefined when it may go on. */
  refusalOf(call: AwsRequest): Promise<AwsReply | undefined>;
  /** Is told the answer of a call whose body it read. */
  onReply(call: AwsRequest, reply: AwsReply): void;
}
