import { existsSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "../../../local/home/lake-home";

/** What the embedded AWS holds in memory only, as long as its state has no folder of that part. */
const KEPT_BY: Readonly<Record<string, string>> = {
  "control-plane": "what is deployed",
  buckets: "policies of buckets, and where their access is logged",
  s3: "objects",
  kinesis: "streams with their records",
};

/** What a lake loses when its embedded AWS stops; empty if all of it is kept. */
export function lostAtStop({ stateFolder }: Pick<LakeHome, "stateFolder">): string[] {
  return Object.entries(KEPT_BY).flatMap(([part, what]) =>
    existsSync(path.join(stateFolder, part)) ? [] : [what],
  );
}
