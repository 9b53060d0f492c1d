import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { ObjectStore } from "../../../../local/s3/store/object-store";
import { ContentWriter } from "../../../../local/s3/store/content-writer";
import type { BucketStore } from "../../../../local/s3/store/bucket-store";

/**
 * A process that writes objects until it is killed. It prints a line `key etag` once an object is stored, and `key -`
 * once one is deleted: what is printed must stay.
 */
async function main(): Promise<void> {
  const [folder = "", seed = "1"] = process.argv.slice(2);
  const bucket = ObjectStore.open(folder).bucket("lake");
  let state = Number(seed);
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let count = 0; ; count += 1) {
    const key = `run-${seed}//object ${next(40)}`;
    if (next(5) === 0) {
      if (bucket.index.latest(key) === undefined) continue;
      bucket.commit([{ type: "remove", key, versionId: "null" }]);
      acknowledge(key, "-");
    } else {
      const content = Buffer.alloc(
        next(3) === 0 ? 600_000 + next(50_000) : next(3_000),
        count % 251,
      );
      await put(bucket, key, content);
      acknowledge(key, md5(content));
    }
  }
}

/** Prints at once: a stream would keep lines that its reader is too slow for. */
function acknowledge(key: string, etag: string): void {
  writeSync(1, `${JSON.stringify([key, etag])}\n`);
}

async function put(bucket: BucketStore, key: string, content: Buffer): Promise<void> {
  const writer = new ContentWriter(bucket.contents);
  for (let at = 0; at < content.length; at += 65_536) {
    await writer.write(content.subarray(at, at + 65_536));
  }
  const segments = await writer.finish();
  bucket.commit([
    {
      type: "put",
      version: {
        ...{ key, versionId: "null", modified: 0, segments, bytes: content.length },
        ...{ etag: md5(content), headers: {}, metadata: {}, encryption: { algorithm: "AES256" } },
      },
    },
  ]);
}

function md5(content: Buffer): string {
  return createHash("md5").update(content).digest("hex");
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
