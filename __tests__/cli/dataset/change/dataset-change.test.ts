import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { datasets } from "../../../fixtures/datasets";
import type { DatasetChangeProps } from "../../../../cli/dataset/change/dataset-change-props";
import { datasetRemoveCommand } from "../../../../cli/dataset/change/dataset-remove-command";
import { datasetRenameCommand } from "../../../../cli/dataset/change/dataset-rename-command";
import { datasetUnlockCommand } from "../../../../cli/dataset/change/dataset-unlock-command";
import { UserError } from "../../../../errors/user-error";
import type { RemovalPolicy } from "../../../../model/environment/removal-policy";
import { nextLock } from "../../../../model/schema-evolution/next-lock";
import { checkSchemaLocks } from "../../../../model/schema-evolution/schema-gate";
import { readLockFiles } from "../../../../model/schema-evolution/schema-lock-files";
import { renderLock, schemaOf } from "../../../../model/schema-evolution/schema-lock";
import { FakeAws, serviceError } from "../../../support/fake-aws/fake-aws";
import { environmentOf } from "../../../support/plans/synth";
import { collectedOutput } from "../../support/collected-output";

type Answer = "deployed" | "not deployed" | "no credentials";

const earthquakes = datasets.find(({ name }) => name === "earthquakes");

/** A lake with the datasets of the tests and their locks, in whose environment `dev` a dataset may be deployed. */
function lakeWhere(
  answer: Answer,
  removalPolicy: RemovalPolicy = "destroy",
  allowDestroy?: string,
) {
  const folder = mkdtempSync(path.join(tmpdir(), "datasets-"));
  cpSync(path.join(__dirname, "../../../fixtures/datasets"), folder, { recursive: true });
  for (const dataset of datasets) {
    const lock = nextLock({ dataset, declared: schemaOf(dataset), changes: [] });
    writeFileSync(path.join(folder, `${dataset.name}.lock.json`), renderLock(lock));
  }
  const aws = new FakeAws({
    GetTableCommand: () => {
      if (answer === "deployed") return { Table: {} };
      throw answer === "not deployed"
        ? serviceError("EntityNotFoundException", "Table not found")
        : serviceError("CredentialsProviderError", "Could not load credentials");
    },
  });
  const props: DatasetChangeProps = {
    folder,
    datasets,
    environments: [environmentOf("local"), environmentOf("dev", { removalPolicy })],
    allowDestroy,
    glue: () => aws.clients.glue,
  };
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  return { aws, props, files: () => readdirSync(folder).sort(), read, folder };
}

const options = { name: "earthquakes", notDeployed: [], dryRun: false };
const ALL = [
  "earthquakes.lock.json",
  "earthquakes.ts",
  "index.ts",
  "sample-events.ts",
  "sample_events.lock.json",
];

describe("lake dataset remove", () => {
  it("removes the file, the lock and the place in the list of a dataset that is deployed nowhere", async () => {
    const { props, files, read, aws } = lakeWhere("not deployed");
    const { output, text } = collectedOutput();
    await datasetRemoveCommand(output, options, props);
    expect(files()).toEqual(["index.ts", "sample-events.ts", "sample_events.lock.json"]);
    expect(read("index.ts")).not.toContain("earthquakes");
    expect(read("index.ts")).toContain("datasets: readonly Dataset[] = [sampleEvents];");
    const shown = text();
    expect(shown).toContain("No environment on AWS has it");
    expect(shown).toContain("The embedded AWS, if it has it: the next `npx lake up` destroys its");
    // Not the embedded AWS.
    expect(aws.inputs("GetTableCommand")).toEqual([
      expect.objectContaining({ Name: "earthquakes" }),
    ]);
  });

  it("reports no lock as removed where there is none", async () => {
    const { props, folder } = lakeWhere("not deployed");
    rmSync(path.join(folder, "earthquakes.lock.json"));
    const { output, text } = collectedOutput(true);
    await datasetRemoveCommand(output, options, props);
    expect(JSON.parse(text())).toMatchObject({ files: ["config/datasets/earthquakes.ts"] });
  });

  it("needs both keys where it is deployed, and says what goes and what stays", async () => {
    const { props, files } = lakeWhere("deployed", "destroy", "qa, dev");
    const { output, text } = collectedOutput(true);
    await datasetRemoveCommand(output, options, props);
    expect(files()).not.toContain("earthquakes.ts");
    expect(JSON.parse(text())).toMatchObject({
      removed: true,
      effects: [
        {
          environment: "dev",
          state: "deployed",
          destroyed: expect.arrayContaining([
            expect.stringMatching(/^stream \S+-dev-earthquakes$/),
            "tables earthquakes and earthquakes_errors",
          ]) as string[],
          kept: [
            expect.stringMatching(/-lake\/data\/earthquakes\/$/),
            expect.stringMatching(/-lake\/errors\/earthquakes\/$/),
            expect.stringMatching(/-raw\/earthquakes\/$/),
          ],
        },
      ],
    });
  });

  it.each([
    ["deployed", "retain", "dev", /dev has earthquakes deployed, and keeps its data/],
    ["deployed", "destroy", undefined, /dev has earthquakes deployed, and LAKE_ALLOW_DESTROY/],
    ["deployed", "destroy", "developers", /LAKE_ALLOW_DESTROY does not name it/],
    ["no credentials", "destroy", undefined, /not known whether dev .*Could not load credentials/],
  ] as const)("changes nothing where it is %s, with %s and %s", async (...given) => {
    const [answer, policy, allowDestroy, message] = given;
    const { props, files } = lakeWhere(answer, policy, allowDestroy);
    const { output } = collectedOutput();
    await expect(datasetRemoveCommand(output, options, props)).rejects.toThrow(message);
    expect(files()).toEqual(ALL);
  });

  it("believes that it was never deployed to an environment that can't be asked", async () => {
    const { props, files, aws } = lakeWhere("no credentials", "retain");
    const { output } = collectedOutput();
    await datasetRemoveCommand(output, { ...options, notDeployed: ["dev"] }, props);
    expect(files()).not.toContain("earthquakes.ts");
    expect(aws.calls).toEqual([]);
  });

  it("needs no account for a dataset that was never deployed", async () => {
    const { props, files } = lakeWhere("no credentials", "retain");
    const { output } = collectedOutput();
    await expect(datasetRemoveCommand(output, options, props)).rejects.toMatchObject({
      advice: expect.stringMatching(
        /^If it was never [^]*: npx lake dataset remove earthquakes --never-deployed$/m,
      ) as string,
    });
    await datasetRemoveCommand(output, { ...options, neverDeployed: true }, props);
    expect(files()).not.toContain("earthquakes.ts");
  });

  it("believes no claim that an environment denies", async () => {
    const { props, files } = lakeWhere("deployed");
    const { output } = collectedOutput();
    const claim = { ...options, neverDeployed: true };
    await expect(datasetRemoveCommand(output, claim, props)).rejects.toThrow(
      "dev has earthquakes deployed",
    );
    await expect(datasetUnlockCommand(output, claim, props)).rejects.toThrow(
      "dev has earthquakes deployed",
    );
    expect(files()).toEqual(ALL);
  });

  it("asks no other account, such as that of the embedded AWS, whether it is deployed", async () => {
    const { props, files } = lakeWhere("not deployed");
    const { output } = collectedOutput();
    const glue = () => Promise.reject(new UserError("It belongs to another account.", "Log in."));
    await expect(datasetRemoveCommand(output, options, { ...props, glue })).rejects.toThrow(
      "not known whether dev has earthquakes deployed (It belongs to another account.)",
    );
    expect(files()).toEqual(ALL);
  });

  it("says in a dry run what would happen, without the keys", async () => {
    const { props, files } = lakeWhere("deployed", "retain");
    const { output, text } = collectedOutput();
    await datasetRemoveCommand(output, { ...options, dryRun: true }, props);
    expect(files()).toEqual(ALL);
    expect(text()).toMatch(/^would be removed: [^]*dev: the next deploy destroys stream /);
  });

  it("leaves the lake its only dataset", async () => {
    const { props } = lakeWhere("not deployed");
    const one = datasets.slice(0, 1);
    const index = path.join(props.folder, "index.ts");
    writeFileSync(index, readFileSync(index, "utf8").replace(", earthquakes]", "]"));
    const { output } = collectedOutput();
    await expect(
      datasetRemoveCommand(
        output,
        { ...options, name: "sample_events" },
        { ...props, datasets: one },
      ),
    ).rejects.toThrow("is the only dataset");
  });
});

describe("lake dataset rename", () => {
  it("leaves a lock that has the new name already", async () => {
    const { props, files, read, folder } = lakeWhere("not deployed");
    writeFileSync(path.join(folder, "quakes.lock.json"), "somebody's");
    const before = files();
    const { output } = collectedOutput();
    await expect(datasetRenameCommand(output, { ...options, to: "quakes" }, props)).rejects.toThrow(
      "config/datasets/quakes.lock.json exists already.",
    );
    expect(files()).toEqual(before);
    expect(read("quakes.lock.json")).toBe("somebody's");
  });

  it("renames the file, the constant, the setting and the lock", async () => {
    const { props, files, read, folder } = lakeWhere("not deployed");
    const { output } = collectedOutput();
    await datasetRenameCommand(output, { ...options, to: "big_quakes" }, props);
    expect(files()).toEqual([
      "big-quakes.ts",
      "big_quakes.lock.json",
      "index.ts",
      "sample-events.ts",
      "sample_events.lock.json",
    ]);
    expect(read("index.ts")).toMatch(
      /import \{ bigQuakes \} from "\.\/big-quakes";[^]*\[sampleEvents, bigQuakes\]/,
    );
    expect(read("big-quakes.ts")).toMatch(
      /export const bigQuakes = defineDataset\(\{\n {2}name: "big_quakes",/,
    );
    expect(read("big-quakes.ts")).toContain("EventOf<typeof bigQuakes>");
    if (earthquakes === undefined) throw new Error("There is no dataset earthquakes");
    const renamed = [datasets[0] ?? earthquakes, { ...earthquakes, name: "big_quakes" }];
    expect(checkSchemaLocks(renamed, readLockFiles(folder)).violations).toEqual([]);
  });

  it.each([
    ["Big-Quakes", "not deployed", /^The name "Big-Quakes" can't be the name of a table: expected/],
    ["sample_events", "not deployed", /sample_events/],
    ["big_quakes", "deployed", /dev has earthquakes deployed/],
  ] as const)("to %s changes nothing where it is %s", async (to, answer, message) => {
    const { props, files } = lakeWhere(answer);
    const { output } = collectedOutput();
    await expect(datasetRenameCommand(output, { ...options, to }, props)).rejects.toThrow(message);
    expect(files()).toEqual(ALL);
  });
});

it.each([
  ["Big-Quakes", /rename earthquakes big_quakes$/],
  ["Earthquakes", /Run the command again with another name\.$/],
])("a new name like %s is answered with one that is valid and free", async (to, advice) => {
  const { props } = lakeWhere("not deployed");
  const { output } = collectedOutput();
  await expect(datasetRenameCommand(output, { ...options, to }, props)).rejects.toMatchObject({
    advice: expect.stringMatching(advice) as string,
  });
});

describe("lake dataset unlock", () => {
  it("removes the lock of a schema that is deployed nowhere", async () => {
    const { props, files } = lakeWhere("not deployed");
    const { output } = collectedOutput();
    await datasetUnlockCommand(output, options, props);
    expect(files()).toEqual(ALL.slice(1));
    await expect(datasetUnlockCommand(output, options, props)).rejects.toThrow("has no lock");
  });

  it.each([
    ["deployed", /dev has earthquakes deployed/],
    ["no credentials", /not known whether dev has earthquakes deployed/],
  ] as const)("keeps the lock where it is %s, whatever the keys", async (answer, message) => {
    const { props, files } = lakeWhere(answer, "destroy", "dev");
    const { output } = collectedOutput();
    await expect(datasetUnlockCommand(output, options, props)).rejects.toThrow(message);
    expect(files()).toEqual(ALL);
  });
});
