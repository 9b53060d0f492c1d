import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { ControlPlane, payloadOf } from "../support/control-plane";

const plane = new ControlPlane();
beforeAll(() => plane.start());
afterAll(() => plane.stop());

describe("a program that can't be written", () => {
  it("fails the call that needs it, and the next call tries again", async () => {
    const [unzip, runtime] = ["unzip", "runtime"].map((name) => {
      const obstacle = join(plane.folder, "lambda", `${name}.cjs`);
      mkdirSync(obstacle, { recursive: true });
      return { remove: () => rmdirSync(obstacle) };
    });
    await expect(plane.deploy("again", "return 1;")).rejects.toThrow();
    unzip?.remove();
    await plane.deploy("again", "return 1;");
    await expect(plane.invoke("again")).rejects.toThrow();
    runtime?.remove();
    expect(payloadOf(await plane.invoke("again"))).toBe(1);
  });
});
