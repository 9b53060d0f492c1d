import { inUse, invalidArgument, limitExceeded, notFound } from "../stream/errors";
import type { Stream } from "../stream/stream";
import type { ConsumerState } from "../stream/stream-state";
import { mapOf, numberOf, streamOf, streamOfArn, textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";
import { checkCreation } from "./list-shards";
import { page } from "./page-token";
import { checkTags } from "./tags";

/** Consumers of one stream. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html */
const MAXIMUM_CONSUMERS = 20;
const LISTED_CONSUMERS = 100;

export const registerConsumer: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  const { consumers, name: streamName } = stream.state;
  const name = textOf(call, "ConsumerName") ?? "";
  if (consumers.some((each) => each.name === name)) {
    throw inUse(
      `Consumer ${name} under stream ${streamName} already exists for account ${context.accountId}.`,
    );
  }
  if (consumers.length >= MAXIMUM_CONSUMERS) {
    throw limitExceeded(
      `Stream ${streamName} under account ${context.accountId} has ${MAXIMUM_CONSUMERS} consumers, which is the limit.`,
    );
  }
  const createdAt = context.now();
  // ARNs contain the creation in seconds; a consumer that was deregistered had an earlier one.
  const second = Math.max(Math.floor(createdAt / 1000), ...consumers.map(({ arn }) => suffix(arn)));
  const consumer = {
    ...{ name, createdAt, arn: `${stream.arn}/consumer/${name}:${second}` },
    tags: checkTags({}, mapOf(call, "Tags")),
  };
  stream.update({ consumers: [...consumers, consumer] });
  return { Consumer: { ...render(consumer), ConsumerStatus: "CREATING" } };
};

export const deregisterConsumer: KinesisOperation = (context, call) => {
  const { stream, consumer } = consumerOf(context, call);
  stream.update({ consumers: stream.state.consumers.filter(({ arn }) => arn !== consumer.arn) });
  return {};
};

export const describeConsumer: KinesisOperation = (context, call) => {
  const { stream, consumer } = consumerOf(context, call);
  return { ConsumerDescription: { ...render(consumer), StreamARN: stream.arn } };
};

export const listConsumers: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  checkCreation(context, stream, numberOf(call, "StreamCreationTimestamp"));
  const { items, nextToken } = page(context, call, {
    items: [...stream.state.consumers].sort((one, other) => (one.name < other.name ? -1 : 1)),
    keyOf: ({ name }) => name,
    limit: numberOf(call, "MaxResults") ?? LISTED_CONSUMERS,
    scope: stream.arn,
  });
  return { Consumers: items.map(render), NextToken: nextToken };
};

/**
 * The consumer that a call names by its ARN, or by its name and its stream.
 *
 * @throws AwsServiceError InvalidArgumentException or ResourceNotFoundException
 */
export function consumerOf(
  context: KinesisContext,
  call: KinesisCall,
): { readonly stream: Stream; readonly consumer: ConsumerState } {
  const arn = textOf(call, "ConsumerARN");
  const name = textOf(call, "ConsumerName");
  const streamArn = textOf(call, "StreamARN");
  if (arn === undefined && (name === undefined || streamArn === undefined)) {
    throw invalidArgument("ConsumerARN, or ConsumerName and StreamARN, must be provided.");
  }
  const stream = streamOfArn(context, arn ?? streamArn ?? "");
  const consumer = stream.state.consumers.find((each) =>
    arn === undefined ? each.name === name : each.arn === arn,
  );
  if (consumer !== undefined) return { stream, consumer };
  throw notFound(
    `Consumer ${name ?? arn} under stream ${stream.state.name} not found for account ${context.accountId}.`,
  );
}

function render({ name, arn, createdAt }: ConsumerState): object {
  return {
    ConsumerName: name,
    ConsumerARN: arn,
    ConsumerStatus: "ACTIVE",
    ConsumerCreationTimestamp: new Date(createdAt),
  };
}

function suffix(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(":") + 1));
}
