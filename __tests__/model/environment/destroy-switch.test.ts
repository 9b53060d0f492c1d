import {
  checkDestroySwitch,
  destroySwitchNotes,
  effectiveRemovalPolicy,
} from "../../../model/environment/destroy-switch";
import { violationLine } from "../../../model/validation/config-violation";
import { environmentOf } from "../../support/plans/synth";

const dev = environmentOf("dev", { removalPolicy: "destroy" });
const prod = environmentOf("prod", { removalPolicy: "retain" });
const local = environmentOf("local");
const all = [local, dev, prod];

describe("destroying data", () => {
  it.each([
    ["dev", dev, undefined, "retain"],
    ["dev", dev, "dev", "destroy"],
    ["dev", dev, "prod", "retain"],
    ["dev", dev, "DEV", "retain"],
    ["prod", prod, undefined, "retain"],
    ["prod", prod, "prod", "retain"],
    ["local", local, undefined, "destroy"],
    ["local, told to retain,", { ...local, removalPolicy: "retain" as const }, "local", "retain"],
  ])("of %s (%#) takes both keys", (_, environment, allowDestroy, expected) => {
    expect(effectiveRemovalPolicy(environment, allowDestroy)).toBe(expected);
  });

  it("is announced as missing its second key, for environments on AWS only", () => {
    expect(destroySwitchNotes(all, undefined)).toEqual([
      'environments.dev says removalPolicy: "destroy", and keeps its data until LAKE_ALLOW_DESTROY=dev is set too.',
    ]);
    expect(destroySwitchNotes(all, "dev")).toEqual([]);
  });
});

describe("the switch", () => {
  it.each([undefined, "dev", "local"])("may be %s", (allowDestroy) => {
    expect(checkDestroySwitch(all, allowDestroy)).toEqual([]);
  });

  it.each([
    [
      "Dev",
      'LAKE_ALLOW_DESTROY names no environment: received "Dev", allowed is the exact name of one that may be destroyed: "local", "dev". Set it to that name, or unset it to keep all data.',
    ],
    [
      "true",
      'LAKE_ALLOW_DESTROY names no environment: received "true", allowed is the exact name of one that may be destroyed: "local", "dev". Set it to that name, or unset it to keep all data.',
    ],
    [
      "prod",
      'LAKE_ALLOW_DESTROY names an environment that keeps its data: received "prod", allowed is one whose removalPolicy is "destroy": "local", "dev". Unset it, or first set removalPolicy: "destroy" for prod in config/environments.ts.',
    ],
  ])("is refused as %s", (allowDestroy, line) => {
    expect(checkDestroySwitch(all, allowDestroy).map(violationLine)).toEqual([line]);
  });
});
