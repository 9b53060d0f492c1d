import { RunQueue } from "../../../../local/athena/execution/run-queue";
import { until } from "../../../support/until";

const LIMITS = { short: 1, longAfterMs: 20, total: 3 };

/** A query that runs until it is told to end. */
class Query {
  state: "waiting" | "running" | "ended" = "waiting";
  end: () => void = () => undefined;

  readonly run = async (): Promise<void> => {
    this.state = "running";
    await new Promise<void>((resolve) => (this.end = resolve));
    this.state = "ended";
  };
}

describe("the queue of queries", () => {
  const add = (queue: RunQueue, count: number) =>
    Array.from({ length: count }, () => {
      const query = new Query();
      queue.add(query.run);
      return query;
    });
  const states = (queries: readonly Query[]) => queries.map(({ state }) => state);

  it("does not hold up a query by those that have run for long", async () => {
    const queries = add(new RunQueue(undefined, LIMITS), 3);
    // At first one of them is still a short one.
    expect(states(queries)).toEqual(["running", "waiting", "waiting"]);
    await until("all of them to run", () => queries.every(({ state }) => state === "running"));
    for (const query of queries) query.end();
  });

  it("runs the next one as soon as a short one has ended", async () => {
    const queries = add(new RunQueue(undefined, { ...LIMITS, longAfterMs: 60_000 }), 2);
    queries[0]?.end();
    await until("the second one to run", () => queries[1]?.state === "running");
    queries[1]?.end();
    await until("the second one to end", () => queries[1]?.state === "ended");
  });

  it("runs no more than the limit of all queries", async () => {
    const queries = add(new RunQueue(undefined, LIMITS), 4);
    await until("three of them to run", () => queries[2]?.state === "running");
    await new Promise((resolve) => setTimeout(resolve, LIMITS.longAfterMs * 3));
    expect(queries[3]?.state).toBe("waiting");
    queries[0]?.end();
    await until("the fourth one to run", () => queries[3]?.state === "running");
    for (const query of queries) query.end();
  });

  it("waits for memory, except for a single query", async () => {
    let room = false;
    const queries = add(new RunQueue(() => room, LIMITS), 2);
    await new Promise((resolve) => setTimeout(resolve, LIMITS.longAfterMs * 3));
    expect(states(queries)).toEqual(["running", "waiting"]);
    room = true;
    await until("the second one to run", () => queries[1]?.state === "running");
    for (const query of queries) query.end();
  });

  it("starts nothing more once it is stopped", async () => {
    const queue = new RunQueue(undefined, { ...LIMITS, longAfterMs: 60_000 });
    const [first, second] = add(queue, 2);
    const stopped = queue.stop();
    first?.end();
    await stopped;
    expect([first?.state, second?.state]).toEqual(["ended", "waiting"]);
  });
});
