import { invalidArgument, notFound } from "../stream/errors";
import type { Stream } from "../stream/stream";
import type { ConsumerState } from "../stream/stream-state";
import { listOf, mapOf, numberOf, streamOf, streamOfArn, textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";

/** @see https://docs.aws.amazon.com/streams/latest/dev/tagging.html */
const MAXIMUM_TAGS = 50;

type Tags = Readonly<Record<string, string>>;

/** Adds tags to those of a resource. @throws AwsServiceError InvalidArgumentException for more than fifty */
export function checkTags(present: Tags, added: Tags): Tags {
  const reserved = Object.keys(added).find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) {
    throw invalidArgument(`The tag key ${reserved} is reserved: keys must not begin with aws:.`);
  }
  const tags = { ...present, ...added };
  if (Object.keys(tags).length <= MAXIMUM_TAGS) return tags;
  throw invalidArgument(`A resource cannot have more than ${MAXIMUM_TAGS} tags.`);
}

export const addTagsToStream: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  stream.update({ tags: checkTags(stream.state.tags, mapOf(call, "Tags")) });
  return {};
};

export const removeTagsFromStream: KinesisOperation = (context, call) => {
  const stream = streamOf(context, call);
  stream.update({ tags: without(stream.state.tags, listOf(call, "TagKeys")) });
  return {};
};

export const listTagsForStream: KinesisOperation = (context, call) => {
  const { state } = streamOf(context, call);
  const after = textOf(call, "ExclusiveStartTagKey");
  const limit = numberOf(call, "Limit") ?? MAXIMUM_TAGS;
  const tags = render(state.tags).filter(({ Key }) => after === undefined || Key > after);
  return { Tags: tags.slice(0, limit), HasMoreTags: tags.length > limit };
};

export const tagResource: KinesisOperation = (context, call) => {
  changeTags(context, call, (tags) => checkTags(tags, mapOf(call, "Tags")));
  return {};
};

export const untagResource: KinesisOperation = (context, call) => {
  changeTags(context, call, (tags) => without(tags, listOf(call, "TagKeys")));
  return {};
};

export const listTagsForResource: KinesisOperation = (context, call) => {
  const { stream, consumer } = resourceOf(context, call);
  return { Tags: render(consumer?.tags ?? stream.state.tags) };
};

/** A stream or a consumer by its ARN. @throws AwsServiceError ResourceNotFoundException */
export function resourceOf(
  context: KinesisContext,
  call: KinesisCall,
): { readonly stream: Stream; readonly consumer: ConsumerState | undefined } {
  const arn = textOf(call, "ResourceARN") ?? "";
  const stream = streamOfArn(context, arn);
  if (!arn.includes("/consumer/")) return { stream, consumer: undefined };
  const consumer = stream.state.consumers.find((each) => each.arn === arn);
  if (consumer === undefined) throw notFound(`Consumer ${arn} not found.`);
  return { stream, consumer };
}

/** Replaces one consumer of a stream. */
export function updateConsumer(
  stream: Stream,
  { arn }: ConsumerState,
  change: Partial<ConsumerState>,
): void {
  stream.update({
    consumers: stream.state.consumers.map((each) =>
      each.arn === arn ? { ...each, ...change } : each,
    ),
  });
}

function changeTags(
  context: KinesisContext,
  call: KinesisCall,
  change: (tags: Tags) => Tags,
): void {
  const { stream, consumer } = resourceOf(context, call);
  if (consumer === undefined) stream.update({ tags: change(stream.state.tags) });
  else updateConsumer(stream, consumer, { tags: change(consumer.tags) });
}

function without(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

function render(tags: Tags): { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((left, right) => (left.Key < right.Key ? -1 : 1));
}
