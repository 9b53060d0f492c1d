import { GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { messageOf } from "../../../errors/message-of";
import type { Log } from "../../emulator-context";
import type { BucketConfiguration } from "../bucket-configuration";
import type { ObjectStore } from "../store/object-store";
import { sweepBucket } from "./sweep-bucket";

/** Options of {@link LifecycleSweeper}. */
export interface LifecycleSweeperProps {
  readonly store: ObjectStore;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Client of the endpoint, by which the versioning of buckets is read. */
  readonly s3: () => S3Client;
  /** Called when objects of a bucket were ended. */
  readonly onChange: (bucket: string) => void;
  readonly log: Log;
}

/** S3 evaluates rules once a day; what is due shows sooner here. */
const INTERVAL_MS = 60_000;

/** Carries out the lifecycle rules of all buckets, at the start and every minute. */
export class LifecycleSweeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly props: LifecycleSweeperProps) {}

  start(): void {
    const sweep = () => {
      this.running = this.running.then(() => this.sweep());
    };
    this.timer = setInterval(sweep, INTERVAL_MS).unref();
    sweep();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Carries out all rules once. A bucket that can't be read is reported and passed over. */
  async sweep(): Promise<void> {
    const { store, now, log, onChange } = this.props;
    for (const bucket of store.names()) {
      const objects = store.find(bucket);
      if (objects?.lifecycle === undefined) continue;
      try {
        const configuration = await this.configurationOf(bucket);
        const changes = objects.closed ? 0 : sweepBucket(objects, configuration, now());
        if (changes === 0) continue;
        onChange(bucket);
        log.info("s3", `The lifecycle rules of ${bucket} made ${changes} changes`);
      } catch (error) {
        log.error(
          "s3",
          `The lifecycle rules of ${bucket} were not carried out: ${messageOf(error)}`,
        );
      }
    }
  }

  private async configurationOf(bucket: string): Promise<BucketConfiguration> {
    const command = new GetBucketVersioningCommand({ Bucket: bucket });
    const { Status: versioning = "none" } = await this.props.s3().send(command);
    return { versioning, encryption: { algorithm: "AES256" } };
  }
}
