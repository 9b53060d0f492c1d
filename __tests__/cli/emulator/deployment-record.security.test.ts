import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  assessRecovery,
  readDeployment,
  writeDeployment,
} from "../../../cli/emulator/deployment-record";
import type { RecoveryState } from "../../../cli/emulator/deployment-record";
import { lakeHome } from "../../../local/home/lake-home";
import { ownIdentity } from "../../../local/processes/process-identity";

const GOOD = '{"serial":7}';
const CUT = '{"serial":7,"resour';

describe("the state after a killed deployment", () => {
  const emulator = {
    ...ownIdentity(),
    endpointUrl: "http://127.0.0.1:4566",
    startedAt: "2026-11-28T18:00:00.000Z",
    enforceIam: false,
    controlPlane: ownIdentity(),
  };
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "deployment-record-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const never = undefined;
  const first = { complete: false, applying: true };
  const later = { complete: true, applying: true };
  const done = { complete: true, applying: false };
  type Written = { complete: boolean; applying: boolean } | undefined;
  it.each<[RecoveryState, Written, (string | undefined)?, "killed"?]>([
    // Killed before Terraform had begun.
    ["consistent", first],
    ["consistent", first, GOOD],
    ["partial", first, GOOD, "killed"],
    ["partial", first, undefined, "killed"],
    ["partial", first, CUT],
    ["consistent", later, GOOD],
    ["uncertain", later, GOOD, "killed"],
    ["state-lost", later, CUT, "killed"],
    ["consistent", done, GOOD],
    // A plan was killed, which changes nothing.
    ["consistent", done, GOOD, "killed"],
    ["state-lost", done, undefined],
    ["state-lost", done, CUT],
    ["uncertain", never, undefined],
    ["consistent", never, GOOD],
    ["uncertain", never, CUT],
  ])("is %s for the record %j, the state %j, and a Terraform that was %s", (...row) => {
    const [expected, record, state, killed] = row;
    const home = lakeHome({ LAKE_HOME: folder });
    mkdirSync(home.terraformFolder, { recursive: true });
    if (record !== undefined) writeDeployment(home, emulator, record);
    if (state !== undefined) writeFileSync(path.join(home.terraformFolder, "local.tfstate"), state);
    if (killed !== undefined) {
      writeFileSync(path.join(home.terraformFolder, ".local.tfstate.lock.info"), "{}");
    }
    expect(assessRecovery(home, readDeployment(home, emulator))).toBe(expected);
  });

  it("applies only to the embedded AWS that it was written for", () => {
    const home = lakeHome({ LAKE_HOME: folder });
    writeDeployment(home, emulator, done);
    expect(readDeployment(home, { ...emulator, startedAt: "2026-11-28T19:00:00.000Z" })).toBe(
      undefined,
    );
    writeFileSync(home.deploymentFile, "{");
    expect(readDeployment(home, emulator)).toBe(undefined);
  });
});
