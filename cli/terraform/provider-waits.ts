import type { UiLine } from "./ui-output";

/** A wait of fixed length in Terraform's AWS provider, whatever AWS answers meanwhile. */
interface ProviderWait {
  /** Of one resource, and of several. */
  readonly things: readonly [string, string];
  /** The rest of a sentence that begins with the provider. */
  readonly reason: string;
  readonly seconds: number;
}

/**
 * The long waits, by type of resource. No answer ends them earlier: each is a first delay, or a number of equal answers
 * that have to follow each other.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/s3/bucket_lifecycle_configuration.go
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/kinesis/stream.go
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/kms/wait.go
 */
const WAITS: Readonly<Record<string, ProviderWait>> = {
  aws_s3_bucket_lifecycle_configuration: {
    things: ["the lifecycle rules of a bucket", "the lifecycle rules of # buckets"],
    reason: "reads them ten times, every 5 s, after a pause of 10 s",
    seconds: 55,
  },
  aws_kinesis_stream: {
    things: ["a stream", "# streams"],
    reason: "pauses for 10 s after each step of a creation",
    seconds: 30,
  },
  aws_kms_key: {
    things: ["a key", "# keys"],
    reason: "reads what it has set five times or more, every second",
    seconds: 12,
  },
};

/** A resource that is being created or changed. */
interface Underway {
  readonly type: string;
  readonly begunAtMs: number;
}

/** Follows which resources an apply waits for. */
export class ProviderWaits {
  private readonly underway = new Map<string, Underway>();

  /** @param now in milliseconds. @default - the system's clock */
  constructor(private readonly now: () => number = Date.now) {}

  /** Reads a line of Terraform's output. */
  follow({ type, hook }: UiLine): void {
    const address = hook?.resource?.addr;
    if (address === undefined) return;
    if (type === "apply_start") {
      // An address of the stack, whose resources are in no module: `type.name`.
      const [resourceType = ""] = address.split(".");
      this.underway.set(address, { type: resourceType, begunAtMs: this.now() });
    }
    if (type === "apply_complete" || type === "apply_errored") this.underway.delete(address);
  }

  /**
   * What is waited for, why, and for how long still: of the wait that ends last.
   *
   * @returns undefined while nothing is underway whose wait is known
   */
  describe(): string | undefined {
    const known = [...this.underway.values()].flatMap(({ type, begunAtMs }) => {
      const wait = WAITS[type];
      return wait === undefined ? [] : [{ wait, leftMs: this.left(wait, begunAtMs) }];
    });
    const [last] = known.sort((one, other) => other.leftMs - one.leftMs);
    if (last === undefined) return undefined;
    const { wait, leftMs } = last;
    const count = known.filter((each) => each.wait === wait).length;
    const left = Math.ceil(leftMs / 1000);
    return `waiting for ${thingsOf(wait, count)}: the AWS provider ${wait.reason}; ${
      left > 0 ? `about ${left} s left` : "about to end"
    }`;
  }

  private left({ seconds }: ProviderWait, begunAtMs: number): number {
    return Math.max(0, begunAtMs + seconds * 1000 - this.now());
  }
}

function thingsOf({ things: [one, many] }: ProviderWait, count: number): string {
  return count === 1 ? one : many.replace("#", String(count));
}
