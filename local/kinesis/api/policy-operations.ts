import { isRecord } from "../../../errors/is-record";
import { invalidArgument, notFound } from "../stream/errors";
import { textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";
import { resourceOf, updateConsumer } from "./tags";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html */
const MAXIMUM_BYTES = 20 * 1024;

/** Policies are stored and returned; the account of the embedded AWS is the only one that calls. */
export const putResourcePolicy: KinesisOperation = (context, call) => {
  const policy = textOf(call, "Policy") ?? "";
  if (Buffer.byteLength(policy) > MAXIMUM_BYTES) {
    throw invalidArgument(`The policy is larger than ${MAXIMUM_BYTES} bytes.`);
  }
  if (!isPolicy(policy))
    throw invalidArgument("The policy is not a JSON document with statements.");
  setPolicy(context, call, policy);
  return {};
};

export const getResourcePolicy: KinesisOperation = (context, call) => {
  return { Policy: requirePolicy(context, call) };
};

export const deleteResourcePolicy: KinesisOperation = (context, call) => {
  requirePolicy(context, call);
  setPolicy(context, call, undefined);
  return {};
};

/** @throws AwsServiceError ResourceNotFoundException */
function requirePolicy(context: KinesisContext, call: KinesisCall): string {
  const { stream, consumer } = resourceOf(context, call);
  const policy = consumer === undefined ? stream.state.policy : consumer.policy;
  if (policy === undefined) throw notFound(`No policy found for ${textOf(call, "ResourceARN")}.`);
  return policy;
}

function setPolicy(context: KinesisContext, call: KinesisCall, policy: string | undefined): void {
  const { stream, consumer } = resourceOf(context, call);
  if (consumer === undefined) stream.update({ policy });
  else updateConsumer(stream, consumer, { policy });
}

function isPolicy(text: string): boolean {
  try {
    const policy: unknown = JSON.parse(text);
    return isRecord(policy) && policy["Statement"] !== undefined;
  } catch {
    return false;
  }
}
