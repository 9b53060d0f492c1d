import { listLocations } from "../../../../../../local/athena/engine/sources/objects/location-listing";
import { s3Pages } from "../../../../../../local/athena/engine/sources/objects/object-pages";
import { FakeAws } from "../../../../../support/fake-aws/fake-aws";

const hour = (index: number) => `s3://lake/data/h=${String(index).padStart(5, "0")}/`;
const hours = (count: number, step = 1) =>
  Array.from({ length: count }, (_, index) => hour(index * step));

describe("the objects of many locations", () => {
  let aws: FakeAws;

  beforeEach(() => {
    aws = new FakeAws();
  });

  const put = (...uris: readonly string[]) => {
    for (const uri of uris) aws.objects.set(uri.slice("s3://".length), Buffer.from("x"));
  };
  const list = async (locations: readonly string[], walks = true) =>
    (await listLocations(s3Pages(aws.clients.s3), locations, { walks })).map((objects) =>
      objects.map(({ bucket, key }) => `s3://${bucket}/${key}`),
    );
  const calls = () => aws.inputs("ListObjectsV2Command").length;

  it("are read by one call if few of the locations exist", async () => {
    const locations = hours(5_000);
    put(`${hour(3)}a`, `${hour(3)}b`, `${hour(4_999)}c`, `${hour(7)}_SUCCESS`, `${hour(7)}.tmp/d`);
    const listed = await list(locations);
    expect(calls()).toBe(1);
    expect(listed[3]).toEqual([`${hour(3)}a`, `${hour(3)}b`]);
    expect(listed[4_999]).toEqual([`${hour(4_999)}c`]);
    expect(listed.flat()).toHaveLength(3);
  });

  it("are read page by page, as few pages as hold them", async () => {
    const locations = hours(2_000);
    put(...locations.map((location) => `${location}file`));
    expect((await list(locations)).map(([only]) => only)).toEqual(
      locations.map((location) => `${location}file`),
    );
    expect(calls()).toBe(2);
  });

  it("are read by at most one call each if other locations lie between", async () => {
    put(...hours(4_000).flatMap((location) => [`${location}a`, `${location}b`]));
    aws.listingPage = 20;
    const wanted = hours(40, 100);
    expect(await list(wanted)).toEqual(wanted.map((location) => [`${location}a`, `${location}b`]));
    expect(calls()).toBeLessThanOrEqual(wanted.length);
  });

  it("are read by a call each for a caller whose permissions are enforced", async () => {
    put(`${hour(1)}a`);
    const locations = hours(20);
    expect((await list(locations, false)).flat()).toEqual([`${hour(1)}a`]);
    expect(aws.inputs("ListObjectsV2Command").map(({ Prefix }) => Prefix)).toEqual(
      locations.map((location) => location.slice("s3://lake/".length)),
    );
  });

  it("are not listed further once the query is cancelled", async () => {
    put(...hours(100).map((location) => `${location}a`));
    aws.listingPage = 10;
    const abort = new AbortController();
    const listing = listLocations(s3Pages(aws.clients.s3), hours(100), {
      walks: true,
      signal: abort.signal,
    });
    abort.abort();
    await expect(listing).rejects.toThrow(/abort/i);
    expect(calls()).toBeLessThanOrEqual(1);
  });

  it.each([
    ["several buckets", (index: number) => `s3://${index % 2 ? "lake" : "other"}/d/${index}/`],
    ["no slash at their end", (index: number) => `s3://lake/d/${index}`],
    ["one below another", (index: number) => `s3://lake/d/${"deep/".repeat(index % 5)}`],
    ["no common prefix", (index: number) => `s3://lake/${String.fromCodePoint(97 + index)}/`],
    // U+1F600 comes after U+FF5E in UTF-8, and before it in UTF-16.
    ["names beyond ASCII", (index: number) => `s3://lake/d/${index % 2 ? "😀" : "～"}${index}/`],
    ["repetitions", (index: number) => `s3://lake/d/${index % 3}/`],
    ["a bucket's root", (index: number) => (index === 0 ? "s3://lake/" : `s3://lake/d/${index}/`)],
  ])("are the same as by a call each: %s", async (_, locationOf) => {
    const locations = Array.from({ length: 25 }, (__, index) => locationOf(index));
    for (const [index, location] of locations.entries()) {
      const folder = location.endsWith("/") ? location : `${location}/`;
      if (index % 4 !== 3) put(`${folder}a`, `${folder}sub/b`, `${folder}_c`, `${folder}z😀`);
      put(`${folder.slice(0, -1)}-other/a`);
    }
    for (aws.listingPage of [1000, 7, 2]) {
      expect(await list(locations)).toEqual(await list(locations, false));
    }
  });
});
