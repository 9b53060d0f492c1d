import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readEvents } from "../../../../cli/publish/input/events-file";
import {
  readForTarget,
  wrongTargetProps,
} from "../../../../cli/publish/wrong-target/read-for-target";
import { rejectWrongTarget } from "../../../../cli/publish/wrong-target/reject-wrong-target";
import { UserError } from "../../../../errors/user-error";
import { column } from "../../../../model/dataset/column-type";
import type { Dataset } from "../../../../model/dataset/dataset";

const orders = {
  name: "orders",
  description: "Orders.",
  columns: {
    id: column.int(),
    total: column.double(),
    customer: column.struct({ Name: column.string() }),
  },
};
const visits = {
  name: "visits",
  description: "Visits.",
  columns: { page: column.string(), seconds: column.int() },
};
/** Its files are documents. */
const quakes = {
  name: "quakes",
  description: "Quakes.",
  columns: { mag: column.double(), place: column.string() },
  source: { jq: ".features[]" },
};
const known: readonly Dataset[] = [orders, visits, quakes];
const props = { known, retry: (change: object) => JSON.stringify(change) };

const folder = mkdtempSync(path.join(tmpdir(), "target-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The error when a file with this content is published to a dataset; undefined if it may be. */
async function rejection(
  content: unknown,
  dataset: Dataset = orders,
  jq?: string,
): Promise<UserError | undefined> {
  const file = path.join(folder, "events.json");
  writeFileSync(file, JSON.stringify(content));
  try {
    const events = await readForTarget({ file, jq }, dataset, props, readEvents);
    const numbered = new Map(events.map((event, index) => [index + 1, event]));
    await rejectWrongTarget(numbered, dataset, wrongTargetProps({ file, jq }, props));
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe("events for another dataset", () => {
  it("are rejected, with the dataset that fits and how to send them anyway", async () => {
    const error = await rejection([{ page: "/", seconds: 3 }]);
    expect(error?.message).toBe(
      "The events give a value to 0 of the 3 columns of orders (id, total, customer); the others would be null. Nothing was sent.",
    );
    expect(error?.advice).toBe(
      'Dataset visits gets 2 of its 2 columns: {"dataset":"visits"}\nTo send them anyway: {"force":true}',
    );
  });

  it("are rejected without a dataset that fits, for example a document around the events", async () => {
    expect((await rejection([{ features: [{ id: 1, total: 2 }] }]))?.advice).toMatch(
      /^No dataset fits better\. .*--jq.*\nTo send them anyway: \{"force":true\}$/,
    );
  });

  it("are published if they fill half of the columns", async () => {
    expect(await rejection([{ id: 1 }, { total: 2 }])).toBeUndefined();
    expect(await rejection([{ id: 1 }])).toBeDefined();
  });

  it("are found by the selection of the dataset that fits", async () => {
    expect((await rejection({ features: [{ mag: 1, place: "here" }] }))?.advice).toContain(
      'Dataset quakes gets 2 of its 2 columns: {"dataset":"quakes"}',
    );
  });
});

describe("a file in which the stored selection of its dataset finds nothing", () => {
  it.each([
    ["an array", [{ page: "/", seconds: 3 }], "Cannot index array"],
    ["a document", { page: "/", seconds: 3 }, "Cannot iterate over null"],
    ["an empty list", { features: [], page: "/", seconds: 3 }, "selects nothing"],
  ])("as %s is rejected with the dataset that fits", async (_, content, reason) => {
    const error = await rejection(content, quakes);
    expect(error?.message).toContain(reason);
    expect(error?.message).toMatch(
      /[^.]\. That is the selection of quakes; without it, the events give a value to 0 of its 2 columns\. Nothing was sent\.$/,
    );
    expect(error?.advice).toBe('Dataset visits gets 2 of its 2 columns: {"dataset":"visits"}');
  });

  it("but that has its events gets the command without the selection", async () => {
    const events = [{ mag: 1, place: "here" }];
    expect((await rejection(events, quakes))?.advice).toBe(
      'The file has nothing but events of quakes: {"jq":"."}',
    );
    expect(await rejection(events, quakes, ".[]")).toBeUndefined();
  });

  it("keeps the error of a selection that was given with the command", async () => {
    const error = await rejection([{ page: "/", seconds: 3 }], quakes, ".rows[]");
    expect(error?.message).not.toContain("That is the selection of quakes");
  });
});
