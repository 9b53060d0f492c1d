import { randomBytes } from "node:crypto";
import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import { BodyError } from "../gateway/bodies/body-reader";
import type { RevisionOf } from "../gateway/change-tracker";
import type {
  EmulatedService,
  Forward,
  StreamedCall,
  StreamedCalls,
  StreamedReply,
} from "../gateway/emulated-service";
import { readS3Request } from "../iam/permissions/s3-request";
import { BucketConfigurations } from "./bucket-configuration";
import { storedPage } from "./listing/stored-objects";
import type { StoredPage, StoredPageRequest } from "./listing/stored-objects";
import { lifecycleReply } from "./lifecycle/lifecycle-api";
import { LifecycleSweeper } from "./lifecycle/lifecycle-sweeper";
import type { LifecycleSweeperProps } from "./lifecycle/lifecycle-sweeper";
import { findOperation } from "./find-operation";
import { checkMembers } from "./members";
import type { ObjectOperations } from "./object-call";
import { noSuchBucket, S3Error } from "./s3-error";
import type { BucketStore } from "./store/bucket-store";
import { ObjectStore } from "./store/object-store";
import { writeError } from "./xml/write-xml";

/** Options of {@link S3Service}. */
export interface S3ServiceProps extends Omit<LifecycleSweeperProps, "store" | "now"> {
  /** Folder of the objects; only one process may use it at a time. */
  readonly folder: string;
  /** The configuration of buckets is read again when its revision changes. */
  readonly revisionOf: RevisionOf;
  /** The time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Subresources of a bucket that are lists of its objects or uploads; all others are its configuration. */
const LISTS = new Set(["", "delete", "uploads", "versions"]);

/** Parameters of lists, and of presigned URLs. */
const PARAMETER =
  /^(?:list-type|prefix|delimiter|marker|max-keys|encoding-type|start-after|continuation-token|fetch-owner|key-marker|version-id-marker|upload-id-marker|max-uploads|x-id|AWSAccessKeyId|Signature|Expires)$|^x-amz-/i;

/**
 * The objects of S3, on disk, and the lifecycle rules that end them. The rest of the configuration of buckets is the
 * control plane's, which never sees an object.
 */
export class S3Service implements EmulatedService {
  readonly service = "s3";
  readonly streamed: StreamedCalls = {
    accepts: (head) => isOfObjects(head),
    answer: (call, forward) => this.answer(call, forward),
  };
  private readonly operations: ObjectOperations;
  private readonly sweeper: LifecycleSweeper;

  /** @throws UserError if the objects of a bucket can't be read; they stay as they are */
  constructor({ folder, revisionOf, now = Date.now, ...props }: S3ServiceProps) {
    const store = ObjectStore.open(folder);
    this.operations = { store, configurations: new BucketConfigurations(revisionOf), now };
    this.sweeper = new LifecycleSweeper({ ...props, store, now });
  }

  /** A bucket that is created or deleted, and its lifecycle configuration. */
  accepts(head: AwsRequest): boolean {
    const { bucket, key, method, parameters } = readS3Request(head);
    if (bucket === "" || key !== "") return false;
    return parameters.has("lifecycle") || (/^(?:PUT|DELETE)$/.test(method) && isPlain(parameters));
  }

  async handle(request: AwsRequest, forward: Forward): Promise<AwsReply | undefined> {
    const { bucket, method, parameters } = readS3Request(request);
    const { store, configurations } = this.operations;
    try {
      const configuration = await configurations.find(bucket, request, forward);
      if (configuration === undefined) {
        // What another bucket of this name left behind, whose deletion was not completed.
        store.remove(bucket);
        return undefined;
      }
      if (parameters.has("lifecycle")) {
        return await lifecycleReply(store.bucket(bucket), request, forward);
      }
      if (method === "PUT") return undefined;
      if (store.find(bucket)?.index.isEmpty === false) {
        throw new S3Error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty", {
          BucketName: bucket,
        });
      }
      store.remove(bucket);
      return undefined;
    } catch (error) {
      return bufferedReply(errorReply(error, method));
    }
  }

  /**
   * Lists stored objects without a call, so that nothing is authorized.
   *
   * @returns undefined for a bucket that has none, or does not exist
   */
  storedPage(request: StoredPageRequest): StoredPage | undefined {
    const objects = this.operations.store.find(request.bucket);
    return objects === undefined || objects.index.isEmpty
      ? undefined
      : storedPage(objects, request);
  }

  start(): void {
    this.sweeper.start();
  }

  /** The objects stay open: other services may write some while they stop, and nothing is left to be written. */
  stop(): Promise<void> {
    return this.sweeper.stop();
  }

  private async answer(sent: StreamedCall, forward: Forward): Promise<StreamedReply> {
    const { bucket, key, method, parameters } = readS3Request({ ...sent, body: NO_BODY });
    const { operations } = this;
    let objects: BucketStore | undefined;
    try {
      const configuration = await operations.configurations.of(bucket, sent, forward);
      objects = operations.store.bucket(bucket);
      const call = { operations, bucket, key, method, parameters };
      const whole = { ...call, configuration, objects, sent, forward };
      checkMembers(whole);
      return withRequestId(await findOperation(whole)(whole));
    } catch (error) {
      // A call fails in many ways when its bucket is deleted before it ends.
      const isDeleted = objects?.closed === true && !(error instanceof BodyError);
      const known = isDeleted ? noSuchBucket(bucket) : error;
      return withRequestId(errorReply(known, method));
    }
  }
}

const NO_BODY = Buffer.alloc(0);

function isOfObjects(head: AwsRequest): boolean {
  const { bucket, key, method, parameters } = readS3Request(head);
  if (bucket === "") return false;
  if (key !== "") return true;
  const subresources = [...parameters.keys()].filter((name) => !PARAMETER.test(name));
  if (!subresources.every((name) => LISTS.has(name))) return false;
  return method === "GET" || method === "POST";
}

function isPlain(parameters: URLSearchParams): boolean {
  return [...parameters.keys()].every((name) => PARAMETER.test(name));
}

function withRequestId(reply: StreamedReply): StreamedReply {
  return { ...reply, headers: { ...reply.headers, "x-amz-request-id": requestId() } };
}

let calls = 0;
const run = randomBytes(5).toString("hex").toUpperCase();

function requestId(): string {
  calls += 1;
  return `${run}${calls.toString(16).toUpperCase().padStart(6, "0")}`;
}

function errorReply(error: unknown, method: string): StreamedReply {
  if (!(error instanceof S3Error)) throw error;
  const { code, status, message, details, headers } = error;
  if (method === "HEAD")
    return { status, headers: { ...headers, "content-type": "application/xml" } };
  return {
    status,
    headers: { ...headers, "content-type": "application/xml" },
    body: writeError([["Code", code], ["Message", message], ...Object.entries(details)]),
  };
}

/** Error documents are never streams. */
function bufferedReply({ body, ...reply }: StreamedReply): AwsReply {
  return { ...reply, body: typeof body === "string" || Buffer.isBuffer(body) ? body : "" };
}
