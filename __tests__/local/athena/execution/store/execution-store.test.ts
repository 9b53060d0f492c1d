import { ExecutionStore } from "../../../../../local/athena/execution/store/execution-store";
import {
  type Execution,
  newExecution,
} from "../../../../../local/athena/execution/query-execution";
import type { KeptExecution } from "../../../../../local/athena/execution/store/kept-executions";
import { executionSettings } from "../../../../support/athena/execution-settings";

const LONG_MS = 60_000;

function execution(id: string): Execution {
  return newExecution({
    id,
    region: "eu-west-1",
    caller: undefined,
    text: "SELECT 1",
    parameters: [],
    database: undefined,
    catalog: undefined,
    settings: executionSettings(),
    statementType: "DML",
    substatementType: "SELECT",
    outputLocation: `s3://results/${id}.csv`,
  });
}

describe("waiting for a query", () => {
  let store: ExecutionStore;
  let end: () => void;
  let running: Execution;

  beforeEach(() => {
    store = new ExecutionStore();
    running = execution("query");
    store.add(running, undefined, async () => {
      running.state = "RUNNING";
      await new Promise<void>((resolve) => (end = resolve));
      running.state = "SUCCEEDED";
      running.completed = new Date();
    });
  });

  it("ends when the query ends", async () => {
    const waiting = store.waitForEnd("query", LONG_MS).then(({ state }) => state);
    end();
    expect(await waiting).toBe("SUCCEEDED");
  });

  it("times out while the query is running", async () => {
    expect((await store.waitForEnd("query", 1)).state).toBe("RUNNING");
    end();
  });

  it("returns immediately if the query has ended or was cancelled in the queue", async () => {
    end();
    await store.waitForEnd("query", LONG_MS);
    expect((await store.waitForEnd("query", LONG_MS)).state).toBe("SUCCEEDED");
    const cancelled = { ...execution("cancelled"), completed: new Date() };
    store.add(cancelled, undefined, () => new Promise(() => undefined));
    expect(await store.waitForEnd("cancelled", LONG_MS)).toBe(cancelled);
  });

  it("rejects an unknown query", async () => {
    await expect(store.waitForEnd("none", LONG_MS)).rejects.toThrow("none was not found");
    end();
  });
});

describe("executions that are kept", () => {
  const evicted: string[] = [];

  beforeEach(() => {
    evicted.length = 0;
  });

  const storeOf = (count: number) =>
    new ExecutionStore(({ id }) => void evicted.push(id), {
      count,
      resultBytes: 1_000,
      textLength: 1_000,
    });

  async function run(store: ExecutionStore, id: string, resultBytes = 0): Promise<void> {
    const added = execution(id);
    store.add(added, `token of ${id}`, () => {
      Object.assign(added, { state: "SUCCEEDED", completed: new Date(), resultBytes });
      return Promise.resolve();
    });
    await store.waitForEnd(id, LONG_MS);
    await new Promise(setImmediate);
  }

  it("are evicted, oldest first, if there are too many or they are too large", async () => {
    const store = storeOf(3);
    for (const id of ["a", "b", "c", "d"]) await run(store, id, 100);
    expect(evicted).toEqual(["a"]);
    expect(store.findByToken("token of a")).toBeUndefined();
    expect(store.findByToken("token of b")?.id).toBe("b");
    await run(store, "large", 1_000);
    expect(evicted).toEqual(["a", "b", "c", "d"]);
    expect(store.list("eu-west-1", "primary")).toEqual(["large"]);
  });

  it("are not evicted while they run", async () => {
    const store = storeOf(1);
    store.add(execution("running"), undefined, () => new Promise(() => undefined));
    for (const id of ["a", "b"]) await run(store, id);
    expect(evicted).toEqual(["a"]);
  });
});

describe("executions of an embedded AWS that has ended", () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const open = (kept: Map<string, KeptExecution>, evicted: string[] = []) =>
    new ExecutionStore(({ id }) => void evicted.push(id), undefined, undefined, kept);

  afterEach(() => jest.useRealTimers());

  it("failed when it started again, which later starts do not change", () => {
    const kept = new Map<string, KeptExecution>();
    open(kept).add(execution("interrupted"), undefined, () => new Promise(() => undefined));
    jest.useFakeTimers({ now: Date.now() + DAY_MS });
    const { state, completed } = open(kept).get("interrupted");
    expect({ state, completed }).toEqual({ state: "FAILED", completed: new Date() });
    jest.setSystemTime(Date.now() + DAY_MS);
    expect(open(kept).get("interrupted").completed).toEqual(completed);
  });

  it("are evicted with their results after 45 days", () => {
    const kept = new Map<string, KeptExecution>();
    const evicted: string[] = [];
    open(kept).add(execution("old"), undefined, () => new Promise(() => undefined));
    jest.useFakeTimers({ now: Date.now() + 46 * DAY_MS });
    expect(open(kept, evicted).list("eu-west-1", "primary")).toEqual([]);
    expect([evicted, kept.size]).toEqual([["old"], 0]);
  });
});
