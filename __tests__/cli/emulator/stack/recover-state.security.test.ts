import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeDeployment } from "../../../../cli/emulator/deployment-record";
import { keepCompletedState, recoverState } from "../../../../cli/emulator/stack/recover-state";
import { Output } from "../../../../cli/terminal/output";
import { lakeHome } from "../../../../local/home/lake-home";

const GOOD = '{"serial":7}';
const EARLIER = '{"serial":6}';
const CUT = '{"serial":7,"resour';

describe("Terraform's state after a killed deployment", () => {
  let folder: string;
  let notes: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "recover-state-"));
    notes = "";
    jest.spyOn(process.stderr, "write").mockImplementation((text) => {
      notes += String(text);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const never = undefined;
  const first = { complete: false, applying: true };
  const later = { complete: true, applying: true };
  const done = { complete: true, applying: false };
  type Written = { complete: boolean; applying: boolean } | undefined;
  type Result = "has everything" | "may lack resources";
  it.each<[Result, Written, (string | undefined)?, "killed"?]>([
    // Killed before Terraform had begun.
    ["has everything", first],
    ["has everything", first, GOOD],
    ["may lack resources", first, GOOD, "killed"],
    ["may lack resources", first, undefined, "killed"],
    ["may lack resources", first, CUT],
    ["has everything", later, GOOD],
    ["may lack resources", later, GOOD, "killed"],
    ["may lack resources", later, CUT, "killed"],
    ["has everything", done, GOOD],
    // A plan was killed, which changes nothing.
    ["has everything", done, GOOD, "killed"],
    ["may lack resources", done],
    ["may lack resources", done, CUT],
    ["may lack resources", never],
    ["has everything", never, GOOD],
    ["may lack resources", never, CUT],
  ])("%s for the record %j, the state %j, and a Terraform that was %s", (...row) => {
    const [expected, record, state, killed] = row;
    const home = prepare(record, state, killed);
    expect(recoverState(new Output(), home).stateMayBeIncomplete).toBe(
      expected === "may lack resources",
    );
  });

  it("is that of the last completed deployment if it was cut off, and the rest is kept", () => {
    const home = prepare(later, EARLIER);
    keepCompletedState(home);
    const file = path.join(home.terraformFolder, "local.tfstate");
    writeFileSync(file, CUT);
    recoverState(new Output(), home);
    expect(readFileSync(file, "utf8")).toBe(EARLIER);
    expect(readFileSync(`${file}.damaged`, "utf8")).toBe(CUT);
    expect(notes).toMatch(/was damaged\. That of the last completed deployment takes its place/);
    rmSync(file);
    recoverState(new Output(), home);
    expect(readFileSync(file, "utf8")).toBe(EARLIER);
  });

  it("begins empty if there is no other, without a word if nothing was deployed", () => {
    const home = prepare(later, CUT);
    recoverState(new Output(), home);
    expect(existsSync(path.join(home.terraformFolder, "local.tfstate"))).toBe(false);
    expect(notes).toMatch(/It begins empty; nothing that is deployed is lost/);
    notes = "";
    recoverState(new Output(), prepare(never));
    expect(notes).toBe("");
  });

  function prepare(
    record: { complete: boolean; applying: boolean } | undefined,
    state?: string,
    killed?: "killed",
  ) {
    const home = lakeHome({ LAKE_HOME: folder });
    for (const each of [home.terraformFolder, home.stateFolder]) {
      mkdirSync(each, { recursive: true });
    }
    if (record !== undefined) writeDeployment(home, record);
    if (state !== undefined) writeFileSync(path.join(home.terraformFolder, "local.tfstate"), state);
    if (killed !== undefined) {
      writeFileSync(path.join(home.terraformFolder, ".local.tfstate.lock.info"), "{}");
    }
    return home;
  }
});
