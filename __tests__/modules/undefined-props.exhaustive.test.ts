import { isDeepStrictEqual } from "node:util";
import { parseStack } from "../support/plans/synth";
import type { Block } from "../support/plans/synth";
import { exportedProps } from "../support/sources/library-types";
import { optionalProperties } from "../support/sources/optional-properties";
import type { Tree } from "../support/sources/optional-properties";
import { constructSamples } from "./support/construct-samples";

const types = exportedProps();
const cases = [...types].flatMap(([name, type]) =>
  optionalProperties(type, constructSamples[name]?.props ?? {}).map((property) => ({
    name,
    ...property,
  })),
);

function synthesize(name: string, props: Tree): Block {
  const { [name]: sample } = constructSamples;
  if (sample === undefined) throw new Error(`There is no sample of ${name}.`);
  const stack = parseStack(sample.build(props));
  const { resources, dataSources, outputs, providers, imports, terraform } = stack;
  return { resources, dataSources, outputs, providers, imports, terraform };
}

/** The stack of the last properties: those of a type mostly lack the same. */
let last: { readonly name: string; readonly props: Tree; readonly stack: Block } | undefined;

function synthesizeOnce(name: string, props: Tree): Block {
  if (last?.name !== name || !isDeepStrictEqual(last.props, props)) {
    last = { name, props, stack: synthesize(name, props) };
  }
  return last.stack;
}

describe("a property that is undefined", () => {
  it("is tested for every exported construct and every static method that takes properties", () => {
    expect([...types.keys()].sort()).toEqual(Object.keys(constructSamples).sort());
    expect(cases.length).toBeGreaterThan(300);
    expect(cases.map(({ name, path }) => `${name} ${path}`)).toEqual(
      expect.arrayContaining([
        "RawBucket retentionDays",
        "RawBucket accessLogs",
        "DataLakeBucket lifecycle.errorsExpireAfterDays",
        "DeliveryStream backup.buffering.sizeMiB",
        "DataLakeStack environment.monitoring.tolerance.failedPuts",
        "EncryptedBucket.fromBucketName purpose",
      ]),
    );
  });

  // JavaScript can set any property to undefined, and TypeScript those that accept it.
  it.each(cases)("is left out of $name: $path", ({ name, without, asUndefined }) => {
    expect(synthesize(name, asUndefined)).toEqual(synthesizeOnce(name, without));
  });
});
