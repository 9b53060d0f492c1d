import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import type { Column } from "@aws-sdk/client-glue";
import type { AwsClients } from "../../../../local/aws-clients";

interface FakeRecord {
  readonly text: string;
  readonly arrival: Date;
}

/** Inputs of the operations below. */
interface Input {
  readonly DeliveryStreamName: string;
  readonly ShardId: string;
  readonly ShardIteratorType: string;
  readonly StartingSequenceNumber: string;
  readonly Timestamp: Date;
  readonly ShardIterator: string;
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Buffer;
  readonly SSEKMSKeyId: string;
  readonly MetricData: readonly { readonly MetricName: string }[];
}

/** The part of AWS that a delivery stream uses, in memory. */
export class FakeCloud {
  /** Times that the delivery streams were listed. */
  polls = 0;
  readonly deliveryStreams = new Map<string, DeliveryStreamDescription>();
  readonly shards = new Map<string, FakeRecord[]>();
  /** Children of shards that were split. */
  readonly children = new Map<string, readonly string[]>();
  readonly objects = new Map<string, { readonly body: Buffer; readonly keyArn: unknown }>();
  readonly assumed = new Set<string>();
  readonly metricNames = new Set<string>();
  columns: Column[] = [{ Name: "id", Type: "int" }];
  /** Thrown by every PutObject while it is set. */
  putError: Error | undefined;

  put(shardId: string, ...texts: string[]): void {
    const records = this.shards.get(shardId) ?? [];
    records.push(...texts.map((text) => ({ text, arrival: new Date() })));
    this.shards.set(shardId, records);
  }

  /** Keys and contents of the objects under a prefix of `bucket/key`. */
  under(prefix: string): string[] {
    return [...this.objects]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, { body }]) => body.toString());
  }

  get clients(): AwsClients {
    const service = { send: (command: { input: unknown }) => this.answer(command) };
    const clients = {
      firehose: service,
      kinesis: service,
      glue: service,
      s3: service,
      logs: service,
      cloudwatch: service,
      assumeRole: (roleArn: string, _session: string, externalId?: string) => {
        this.assumed.add(`${roleArn} ${externalId}`);
        return clients;
      },
      destroy: () => undefined,
    };
    // The code under test uses nothing else of the clients.
    return clients as unknown as AwsClients;
  }

  private answer(command: { input: unknown }): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, "");
    // The name of a command determines its input.
    const input = command.input as Input;
    try {
      return Promise.resolve(this.operations[name]?.(input) ?? {});
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private readonly operations: Record<string, (input: Input) => unknown> = {
    ListDeliveryStreams: () => {
      this.polls += 1;
      return {
        DeliveryStreamNames: [...this.deliveryStreams.keys()],
        HasMoreDeliveryStreams: false,
      };
    },
    DescribeDeliveryStream: ({ DeliveryStreamName }) => ({
      DeliveryStreamDescription: this.deliveryStreams.get(DeliveryStreamName),
    }),
    ListShards: () => ({
      Shards: [...this.shards.keys()].map((ShardId) => ({
        ShardId,
        ParentShardId: [...this.children].find(([, children]) => children.includes(ShardId))?.[0],
      })),
    }),
    GetShardIterator: ({ ShardId, ShardIteratorType, StartingSequenceNumber, Timestamp }) => {
      const records = this.shards.get(ShardId) ?? [];
      const at = records.findIndex(({ arrival }) => arrival >= Timestamp);
      const from =
        ShardIteratorType === "AFTER_SEQUENCE_NUMBER"
          ? Number(StartingSequenceNumber) + 1
          : at < 0
            ? records.length
            : at;
      return { ShardIterator: `${ShardId}:${from}` };
    },
    GetRecords: ({ ShardIterator }) => {
      const [shardId = "", from = "0"] = ShardIterator.split(":");
      const records = (this.shards.get(shardId) ?? []).slice(Number(from));
      return {
        Records: records.map(({ text, arrival }, index) => ({
          SequenceNumber: String(Number(from) + index),
          ApproximateArrivalTimestamp: arrival,
          Data: Buffer.from(text),
        })),
        NextShardIterator: this.children.has(shardId)
          ? undefined
          : `${shardId}:${Number(from) + records.length}`,
        MillisBehindLatest: 0,
      };
    },
    GetTable: () => ({ Table: { Name: "events", StorageDescriptor: { Columns: this.columns } } }),
    PutObject: ({ Bucket, Key, Body, SSEKMSKeyId }) => {
      if (this.putError !== undefined) throw this.putError;
      this.objects.set(`${Bucket}/${Key}`, { body: Body, keyArn: SSEKMSKeyId });
    },
    PutMetricData: ({ MetricData }) => {
      for (const { MetricName } of MetricData) this.metricNames.add(MetricName);
    },
  };
}
