import { createHash } from "node:crypto";
import { Readable } from "node:stream";

import type { Table } from "@aws-sdk/client-glue";

import { AwsClients } from "../../../local/aws-clients";

/** A call that reached a fake service. */
export interface FakeCall {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers a client's command. */
type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** A partition of a fake table. */
export interface FakePartition {
  readonly Values: readonly string[];
  readonly StorageDescriptor: { readonly Location: string };
  readonly Parameters?: Readonly<Record<string, string>>;
}

/** Clients that don't change when they assume a role. */
class FakeClients extends AwsClients {
  readonly roles: string[] = [];

  override assumeRole(roleArn: string): AwsClients {
    this.roles.push(roleArn);
    return this;
  }

  override destroy(): void {
    // Shared by all roles.
  }
}

/** In-memory Glue and S3 behind real SDK clients. All calls are recorded. */
export class FakeAws {
  readonly calls: FakeCall[] = [];
  /** Tables by `database.table`. */
  readonly tables = new Map<string, Table>();
  readonly partitions = new Map<string, FakePartition[]>();
  /** Objects by `bucket/key`. */
  readonly objects = new Map<string, Buffer>();
  readonly databases = new Set<string>(["db"]);
  /** Objects of one page of a listing. */
  listingPage = 1000;
  readonly clients = new FakeClients({
    region: "eu-west-1",
    endpointUrl: "http://127.0.0.1:9",
    credentials: { accessKeyId: "fake", secretAccessKey: "fake" },
  });

  private readonly answers: Readonly<Record<string, Answer>> = {
    GetTableCommand: (input) => {
      const table = this.tables.get(tableKey(input["DatabaseName"], input["Name"]));
      if (table === undefined) throw serviceError("EntityNotFoundException", "Table not found");
      return { Table: table };
    },
    GetDatabaseCommand: (input) => {
      if (!this.databases.has(String(input["Name"])))
        throw serviceError("EntityNotFoundException", "Database not found");
      return { Database: { Name: input["Name"] } };
    },
    GetPartitionsCommand: (input) => ({
      Partitions: this.partitions.get(tableKey(input["DatabaseName"], input["TableName"])) ?? [],
    }),
    GetTablesCommand: (input) => ({
      TableList: [...this.tables]
        .filter(([name]) => name.startsWith(`${String(input["DatabaseName"])}.`))
        .map(([, table]) => table),
    }),
    GetDatabasesCommand: () => ({ DatabaseList: [...this.databases].map((Name) => ({ Name })) }),
    CreateDatabaseCommand: (input) => {
      this.databases.add((input["DatabaseInput"] as { Name: string }).Name);
      return {};
    },
    DeleteDatabaseCommand: (input) => {
      this.databases.delete(String(input["Name"]));
      return {};
    },
    CreateTableCommand: (input) => this.putTable(input),
    UpdateTableCommand: (input) => this.putTable(input),
    DeleteTableCommand: (input) => {
      this.tables.delete(tableKey(input["DatabaseName"], input["Name"]));
      return {};
    },
    BatchCreatePartitionCommand: (input) => {
      const key = tableKey(input["DatabaseName"], input["TableName"]);
      const added = input["PartitionInputList"] as FakePartition[];
      this.partitions.set(key, [...(this.partitions.get(key) ?? []), ...added]);
      return {};
    },
    BatchUpdatePartitionCommand: (input) => {
      const key = tableKey(input["DatabaseName"], input["TableName"]);
      const entries = input["Entries"] as { PartitionInput: FakePartition }[];
      const updated = new Map(entries.map(({ PartitionInput: one }) => [one.Values.join(), one]));
      const all = this.partitions.get(key) ?? [];
      this.partitions.set(
        key,
        all.map((one) => updated.get(one.Values.join()) ?? one),
      );
      return {};
    },
    BatchDeletePartitionCommand: (input) => {
      const key = tableKey(input["DatabaseName"], input["TableName"]);
      const gone = (input["PartitionsToDelete"] as { Values: string[] }[]).map(({ Values }) =>
        Values.join(),
      );
      const kept = (this.partitions.get(key) ?? []).filter(
        ({ Values }) => !gone.includes(Values.join()),
      );
      this.partitions.set(key, kept);
      return {};
    },
    ListObjectsV2Command: (input) => this.listObjects(input),
    GetObjectCommand: (input) => {
      const body = this.objects.get(`${String(input["Bucket"])}/${String(input["Key"])}`);
      if (body === undefined) throw serviceError("NoSuchKey", "The specified key does not exist.");
      const stream = Readable.from([body]);
      return { Body: Object.assign(stream, { transformToByteArray: () => Promise.resolve(body) }) };
    },
    PutObjectCommand: async (input) => {
      const chunks: Buffer[] = [];
      const body = input["Body"];
      if (body instanceof Readable)
        for await (const chunk of body) chunks.push(Buffer.from(chunk as Buffer));
      else chunks.push(Buffer.from(String(body)));
      this.objects.set(`${String(input["Bucket"])}/${String(input["Key"])}`, Buffer.concat(chunks));
      return {};
    },
  };

  constructor(others: Readonly<Record<string, Answer>> = {}) {
    const answers: Readonly<Record<string, Answer>> = { ...this.answers, ...others };
    const { glue, s3, athena, sts, logs, cloudwatch, events, sns, firehose, kinesis, kms } =
      this.clients;
    for (const client of [
      glue,
      s3,
      athena,
      sts,
      logs,
      cloudwatch,
      events,
      sns,
      firehose,
      kinesis,
      kms,
    ]) {
      // The stacks differ only in the types of their commands, which the fake does not use.
      const stack = client.middlewareStack as (typeof glue)["middlewareStack"];
      stack.add(
        (_next: unknown, context: { commandName?: string }) => async (args: { input: unknown }) => {
          const command = context.commandName ?? "";
          const input = args.input as FakeCall["input"]; // a command's input is a record
          this.calls.push({ command, input });
          const answer = answers[command];
          if (answer === undefined) throw new Error(`The fake has no answer to ${command}`);
          return { response: {}, output: { $metadata: {}, ...((await answer(input)) as object) } };
        },
        { step: "initialize", priority: "high" },
      );
    }
  }

  /** Inputs of the calls of one command. */
  inputs(command: string): FakeCall["input"][] {
    return this.calls.filter((call) => call.command === command).map(({ input }) => input);
  }

  private putTable(input: Readonly<Record<string, unknown>>): object {
    const table = input["TableInput"] as Table;
    const database = String(input["DatabaseName"]);
    this.tables.set(tableKey(database, table.Name), { ...table, DatabaseName: database });
    return {};
  }

  private listObjects(input: Readonly<Record<string, unknown>>): unknown {
    const [bucket, prefix] = [`${String(input["Bucket"])}/`, String(input["Prefix"])];
    const below = [...this.objects].filter(([name]) => name.startsWith(bucket + prefix));
    if (input["Delimiter"] !== undefined) {
      const rest = below.map(([name]) => name.slice(bucket.length + prefix.length));
      const folders = rest.flatMap((path) => /^[^/]*\//.exec(path) ?? []);
      const names = [...new Set(folders)];
      return {
        CommonPrefixes: names.map((folder) => ({ Prefix: prefix + folder })),
        KeyCount: names.length + rest.filter((path) => !path.includes("/")).length,
      };
    }
    const start = input["ContinuationToken"] ?? input["StartAfter"];
    const after = typeof start === "string" ? start : "";
    const rest = below
      .map(([name, body]) => ({ key: name.slice(bucket.length), body }))
      .filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
      .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
    const contents = rest.slice(0, this.listingPage).map(({ key, body }) => ({
      Key: key,
      Size: body.length,
      LastModified: new Date("2026-11-23T00:05:06.789Z"),
      ETag: createHash("md5").update(body).digest("hex"),
    }));
    const more = rest.length > contents.length;
    return {
      Contents: contents,
      IsTruncated: more,
      ...(more ? { NextContinuationToken: contents.at(-1)?.Key } : {}),
    };
  }
}

function tableKey(database: unknown, table: unknown): string {
  return `${String(database)}.${String(table)}`;
}

/** An error of a service, as the SDK throws it. */
export function serviceError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}
