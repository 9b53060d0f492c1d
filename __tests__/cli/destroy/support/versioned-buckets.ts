import { FakeAws, serviceError } from "../../../support/fake-aws/fake-aws";

/** A version or delete marker of a fake bucket. */
export interface FakeVersion {
  readonly Key: string;
  readonly VersionId: string;
  /** @default - a delete marker */
  readonly Size?: number;
}

/** A fake bucket. */
export interface FakeBucket {
  versions: FakeVersion[];
  uploads: { readonly Key: string; readonly UploadId: string }[];
  /** Ids of versions that an object lock retains. @default - none, and no object lock */
  readonly retained?: readonly string[];
}

const OWNER = "111122223333";

/** Versioned buckets of one account behind real SDK clients, with pages of two versions. */
export class VersionedBuckets {
  /** What was called, in order: `command bucket`. */
  readonly calls: string[] = [];
  readonly aws: FakeAws;
  /** Calls after which the bucket is out of reach, as for a process that is killed. */
  remainingCalls = Infinity;

  constructor(
    readonly buckets: Readonly<Record<string, FakeBucket>>,
    others: ConstructorParameters<typeof FakeAws>[0] = {},
  ) {
    const pageSize = 2;
    this.aws = new FakeAws({
      ListObjectVersionsCommand: (input) => {
        const { versions } = this.find("list", input);
        const after = versions.findIndex(
          ({ Key, VersionId }) =>
            `${Key}/${VersionId}` > `${text(input.KeyMarker)}/${text(input.VersionIdMarker)}`,
        );
        const rest =
          input.KeyMarker === undefined ? versions : after < 0 ? [] : versions.slice(after);
        const page = rest.slice(0, pageSize);
        const last = page.at(-1);
        return {
          Versions: page.filter(({ Size }) => Size !== undefined),
          DeleteMarkers: page.filter(({ Size }) => Size === undefined),
          IsTruncated: rest.length > page.length,
          NextKeyMarker: last?.Key,
          NextVersionIdMarker: last?.VersionId,
        };
      },
      ListMultipartUploadsCommand: (input) => ({
        Uploads: [...this.find("uploads", input).uploads],
      }),
      GetObjectLockConfigurationCommand: (input) => {
        if (this.find("lock", input).retained === undefined) {
          throw serviceError("ObjectLockConfigurationNotFoundError", "no lock");
        }
        return {
          ObjectLockConfiguration: {
            ObjectLockEnabled: "Enabled",
            Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } },
          },
        };
      },
      DeleteObjectsCommand: (input) => {
        const bucket = this.find("delete", input);
        const { Objects } = input.Delete as { Objects: FakeVersion[] }; // a batch of versions
        const ids = new Set(Objects.map(({ VersionId }) => VersionId));
        const isRetained = (id: string) => bucket.retained?.includes(id) === true;
        bucket.versions = bucket.versions.filter(
          ({ VersionId }) => !ids.has(VersionId) || isRetained(VersionId),
        );
        return {
          Errors: Objects.filter(({ VersionId }) => isRetained(VersionId)).map((each) => ({
            ...each,
            Code: "AccessDenied",
            Message: "Access Denied",
          })),
        };
      },
      AbortMultipartUploadCommand: (input) => {
        const bucket = this.find("abort", input);
        bucket.uploads = bucket.uploads.filter(({ UploadId }) => UploadId !== input.UploadId);
        return {};
      },
      GetObjectRetentionCommand: () => ({
        Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date("2030-01-01T00:00:00Z") },
      }),
      ...others,
    });
  }

  private find(command: string, input: Readonly<Record<string, unknown>>): FakeBucket {
    const name = text(input.Bucket);
    if (this.remainingCalls-- <= 0) throw new Error("killed");
    this.calls.push(`${command} ${name}`);
    if (input.ExpectedBucketOwner !== OWNER) throw serviceError("AccessDenied", "Access Denied");
    const bucket = this.buckets[name];
    if (bucket === undefined) throw serviceError("NoSuchBucket", "no such bucket");
    return bucket;
  }
}

/** Versions of objects of 100 bytes each. */
export function versions(...keys: readonly string[]): FakeVersion[] {
  return keys.map((Key, index) => ({ Key, VersionId: `v${index}`, Size: 100 }));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
