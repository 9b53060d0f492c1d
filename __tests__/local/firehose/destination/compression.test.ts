import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { compress } from "../../../../local/firehose/destination/compression";

const body = Buffer.from('{"id":"ä"}\n'.repeat(10_000));

describe("the compression of delivered objects", () => {
  it("leaves an uncompressed object as it is", async () => {
    expect(await compress(body, "UNCOMPRESSED", "orders-1")).toEqual({ body, extension: "" });
  });

  it("makes a gzip file", async () => {
    const compressed = await compress(body, "GZIP", "orders-1");
    expect(compressed.extension).toBe(".gz");
    expect(gunzipSync(compressed.body).equals(body)).toBe(true);
  });

  it("makes a zip that holds one file of the object's name", async () => {
    const compressed = await compress(body, "ZIP", "orders-1");
    expect(compressed.extension).toBe(".zip");
    expect(compressed.body.length).toBeLessThan(body.length / 10);
    const files = unzipSync(compressed.body);
    expect(Object.keys(files)).toEqual(["orders-1"]);
    expect(Buffer.from(files["orders-1"] ?? []).equals(body)).toBe(true);
  });

  it("rejects another format by name", async () => {
    await expect(compress(body, "Snappy", "orders-1")).rejects.toThrow(
      "does not support the compression format Snappy; use UNCOMPRESSED, GZIP or ZIP",
    );
  });
});
