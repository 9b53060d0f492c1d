import { TestEngine } from "../../../../support/athena/test-engine";
import { fillEvents } from "../../../../support/fake-aws/event-table";
import { FakeAws } from "../../../../support/fake-aws/fake-aws";

/** An engine over the table `events`, created for each test of the `describe` that calls this. */
export function eventsEngine() {
  let aws: FakeAws;
  let engine: TestEngine;

  beforeEach(async () => {
    aws = new FakeAws();
    engine = new TestEngine(aws);
    await fillEvents(aws);
  });

  afterEach(() => engine.close());

  return {
    get aws() {
      return aws;
    },
    run: (...args: Parameters<TestEngine["run"]>) => engine.run(...args),
    errorOf: (...args: Parameters<TestEngine["errorOf"]>) => engine.errorOf(...args),
    /** The first column of a statement's rows. */
    lines: async (sql: string) => (await engine.run(sql)).rows.map(([line]) => line),
  };
}
