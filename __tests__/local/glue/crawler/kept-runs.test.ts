import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { KeptRuns } from "../../../../local/glue/crawler/kept-runs";

const REGION = "us-east-1";

describe("a crawl that was interrupted by the end of the embedded AWS", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kept-runs-"));

  afterEach(() => jest.useRealTimers());
  afterAll(() => rmSync(folder, { recursive: true }));

  it("failed when it started again, which later starts do not change", () => {
    const runs = new KeptRuns(folder);
    runs.keep(REGION, "crawler", runs.of(REGION, "crawler").begin("group", "stream"));
    jest.useFakeTimers({ now: Date.now() + 60_000 });
    const first = new KeptRuns(folder).of(REGION, "crawler").last;
    expect(first).toMatchObject({ outcome: "FAILED", endTime: new Date() });
    jest.setSystemTime(Date.now() + 60_000);
    expect(new KeptRuns(folder).of(REGION, "crawler").last?.endTime).toEqual(first?.endTime);
  });
});
