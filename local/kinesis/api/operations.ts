import { describeAccountSettings, updateAccountSettings } from "./account-operations";
import { describeLimits } from "./account-limits";
import * as consumers from "./consumer-operations";
import type { KinesisOperation } from "./kinesis-context";
import { listShards } from "./list-shards";
import * as policies from "./policy-operations";
import { putRecord } from "./put-operations";
import { getRecords, getShardIterator } from "./read-operations";
import * as settings from "./setting-operations";
import * as shards from "./shard-operations";
import * as streams from "./stream-operations";
import * as tags from "./tags";

/** The operations by name; PutRecords and SubscribeToShard have answers of another form. */
export const KINESIS_OPERATIONS: Readonly<Record<string, KinesisOperation>> = {
  AddTagsToStream: tags.addTagsToStream,
  CreateStream: streams.createStream,
  DecreaseStreamRetentionPeriod: settings.decreaseRetention,
  DeleteResourcePolicy: policies.deleteResourcePolicy,
  DeleteStream: streams.deleteStream,
  DeregisterStreamConsumer: consumers.deregisterConsumer,
  DescribeAccountSettings: describeAccountSettings,
  DescribeLimits: describeLimits,
  DescribeStream: streams.describeStream,
  DescribeStreamConsumer: consumers.describeConsumer,
  DescribeStreamSummary: streams.describeStreamSummary,
  DisableEnhancedMonitoring: settings.disableMonitoring,
  EnableEnhancedMonitoring: settings.enableMonitoring,
  GetRecords: getRecords,
  GetResourcePolicy: policies.getResourcePolicy,
  GetShardIterator: getShardIterator,
  IncreaseStreamRetentionPeriod: settings.increaseRetention,
  ListShards: listShards,
  ListStreamConsumers: consumers.listConsumers,
  ListStreams: streams.listStreams,
  ListTagsForResource: tags.listTagsForResource,
  ListTagsForStream: tags.listTagsForStream,
  MergeShards: shards.mergeShards,
  PutRecord: putRecord,
  PutResourcePolicy: policies.putResourcePolicy,
  RegisterStreamConsumer: consumers.registerConsumer,
  RemoveTagsFromStream: tags.removeTagsFromStream,
  SplitShard: shards.splitShard,
  StartStreamEncryption: settings.startEncryption,
  StopStreamEncryption: settings.stopEncryption,
  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  UpdateAccountSettings: updateAccountSettings,
  UpdateMaxRecordSize: settings.updateMaximumRecordSize,
  UpdateShardCount: shards.updateShardCount,
  UpdateStreamMode: settings.updateMode,
  UpdateStreamWarmThroughput: settings.updateWarmThroughput,
};
