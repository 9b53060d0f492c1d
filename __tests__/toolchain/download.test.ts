import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { downloadFile } from "../../toolchain/download";
import {
  content,
  inTurn,
  refusingUrl,
  ReleaseServer,
  stalling,
  status,
  truncated,
} from "./support/release-server";
import { testFolder } from "./support/test-folder";

const BODY = randomBytes(300_000);
const FILE = "/tool.zip";

describe("download", () => {
  const folder = testFolder();
  let server: ReleaseServer;
  let lines: string[];
  const props = () => ({
    url: `${server.url}${FILE}`,
    what: "the tool",
    progress: (line: string) => void lines.push(line),
    retryDelayMilliseconds: 1,
  });
  const download = () => downloadFile(props(), target());
  const target = () => path.join(folder.path, "tool.zip");

  beforeEach(async () => {
    lines = [];
    server = await ReleaseServer.start();
  });
  afterEach(() => server.stop());

  it("streams the content to the file and returns its size and checksum", async () => {
    server.on(FILE, content(BODY));
    const sha256 = createHash("sha256").update(BODY).digest("hex");
    expect(await download()).toEqual({ bytes: BODY.byteLength, sha256 });
    expect(readFileSync(target()).equals(BODY)).toBe(true);
    expect(lines).toEqual(["Downloading the tool (0.3 MiB)"]);
  });

  describe("of slow content", () => {
    /** The reported percentages, with this interval in milliseconds. */
    async function percentages(progressIntervalMilliseconds: number): Promise<number[]> {
      server.on(FILE, (response) => {
        response.writeHead(200, { "content-length": 4 * 1024 * 1024 });
        response.write(Buffer.alloc(1024 * 1024));
        setTimeout(() => response.end(Buffer.alloc(3 * 1024 * 1024)), 60);
      });
      await downloadFile({ ...props(), progressIntervalMilliseconds }, target());
      expect(lines[0]).toBe("Downloading the tool (4.0 MiB)");
      return lines.slice(1).map((line) => Number(/: (\d+) %$/.exec(line)?.[1]));
    }

    it("reports the percentage from time to time", async () => {
      const reported = await percentages(50);
      expect(reported.length).toBeGreaterThanOrEqual(1);
      expect(reported).toEqual([...reported].sort((a, b) => a - b));
      for (const percentage of reported) {
        expect(percentage).toBeGreaterThan(0);
        expect(percentage).toBeLessThanOrEqual(100);
      }
    });

    it("reports none before the interval has elapsed", async () => {
      expect(await percentages(600_000)).toEqual([]);
    });
  });

  it("accepts content of unknown length", async () => {
    server.on(FILE, (response) => {
      response.write(BODY.subarray(0, 1000));
      response.end(BODY.subarray(1000));
    });
    expect(await download()).toMatchObject({ bytes: BODY.byteLength });
  });

  it("follows a redirect", async () => {
    server.on(FILE, (response) => response.writeHead(302, { location: "/moved.zip" }).end());
    server.on("/moved.zip", content(BODY));
    expect(await download()).toMatchObject({ bytes: BODY.byteLength });
  });

  it.each([
    ["a connection that is cut", truncated(BODY, 100_000)],
    ["a busy server", status(503)],
    ["a throttling server", status(429)],
  ])("retries after %s, from the first byte", async (_fault, answer) => {
    server.on(FILE, inTurn(answer, content(BODY)));
    await download();
    expect(readFileSync(target()).equals(BODY)).toBe(true);
    expect(server.asked).toEqual([FILE, FILE]);
    expect(lines).toContainEqual(expect.stringMatching(/^the tool: .*; starting attempt 2 of 3$/));
  });

  it("fails after the third failed transfer", async () => {
    server.on(FILE, truncated(BODY, 100_000));
    await expect(download()).rejects.toThrow(`${FILE}: the connection was closed (UND_ERR_SOCKET)`);
    expect(server.asked).toHaveLength(3);
  });

  it("doubles the delay before each further attempt", async () => {
    server.on(FILE, status(500));
    const begin = Date.now();
    await expect(
      downloadFile({ ...props(), retryDelayMilliseconds: 60 }, target()),
    ).rejects.toThrow("the server responded with 500");
    expect(Date.now() - begin).toBeGreaterThanOrEqual(60 + 120 - 5);
  });

  it("fails if a transfer stalls", async () => {
    server.on(FILE, stalling(BODY, 1000));
    await expect(
      downloadFile({ ...props(), attempts: 1, idleTimeoutMilliseconds: 80 }, target()),
    ).rejects.toThrow("received nothing for 0.08 s");
  });

  it("accepts a slow transfer that makes progress", async () => {
    server.on(FILE, (response) => {
      let sent = 0;
      const timer = setInterval(() => {
        response.write("part");
        sent += 1;
        if (sent === 6) {
          clearInterval(timer);
          response.end();
        }
      }, 50);
    });
    const slow = { ...props(), attempts: 1, idleTimeoutMilliseconds: 200 };
    expect(await downloadFile(slow, target())).toMatchObject({ bytes: 24 });
  });

  it.each([404, 403, 410])("does not retry after status %i", async (code) => {
    server.on(FILE, status(code));
    await expect(download()).rejects.toThrow(`the server responded with ${code}`);
    expect(server.asked).toHaveLength(1);
  });

  it("reports that the connection was refused", async () => {
    const url = await refusingUrl();
    await expect(downloadFile({ ...props(), url, attempts: 2 }, target())).rejects.toThrow(
      `${url}: the connection was refused (ECONNREFUSED)`,
    );
    expect(lines).toHaveLength(1);
  });

  it("does not retry if the file can't be written", async () => {
    server.on(FILE, content(BODY));
    const missing = path.join(folder.path, "missing", "tool.zip");
    await expect(downloadFile(props(), missing)).rejects.toThrow("ENOENT");
    expect(lines).toEqual([]);
  });

  it("rejects an endless file", async () => {
    server.on(FILE, (response) => {
      const more = () => void (response.destroyed || response.write(Buffer.alloc(64 * 1024), more));
      more();
    });
    await expect(
      downloadFile({ ...props(), maximumBytes: 1024 * 1024 }, path.join(folder.path, "tool.zip")),
    ).rejects.toThrow("the response exceeds 1.0 MiB");
    expect(server.asked).toHaveLength(1);
  });
});
