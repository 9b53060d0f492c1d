import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { ControlPlane, payloadOf } from "../support/control-plane";

const plane = new ControlPlane();
beforeAll(() => plane.start());
afterAll(() => plane.stop());

describe("a program that can't be written", () => {
  it("fails the call that needs it, and the next one tries again", async () => {
    const [unzip, runtime] = ["unzip", "runtime"].map((name) => {
      const inTheWay = join(plane.folder, "lambda", `${name}.cjs`);
      mkdirSync(inTheWay, { recursive: true });
      return { giveWay: () => rmdirSync(inTheWay) };
    });
    await expect(plane.deploy("again", "return 1;")).rejects.toThrow();
    unzip?.giveWay();
    await plane.deploy("again", "return 1;");
    await expect(plane.invoke("again")).rejects.toThrow();
    runtime?.giveWay();
    expect(payloadOf(await plane.invoke("again"))).toBe(1);
  });
});
