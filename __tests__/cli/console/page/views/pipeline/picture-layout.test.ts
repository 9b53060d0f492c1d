import {
  FLOWS,
  flowPath,
  NARROW,
  WIDE,
} from "../../../../../../cli/console/page/views/pipeline/picture-layout";

describe.each([
  ["wide", WIDE],
  ["narrow", NARROW],
])("the %s picture of the pipeline", (_, layout) => {
  const boxes = Object.entries(layout.places);

  it("has every part inside of it", () => {
    for (const [, [x, y]] of boxes) {
      expect(x + layout.partWidth).toBeLessThanOrEqual(layout.width);
      expect(y + layout.partHeight).toBeLessThanOrEqual(layout.height);
    }
  });

  it("has no two parts in one place", () => {
    const overlapping = boxes.flatMap(([one, [x, y]], index) =>
      boxes
        .slice(index + 1)
        .filter(
          ([, [otherX, otherY]]) =>
            Math.abs(x - otherX) < layout.partWidth && Math.abs(y - otherY) < layout.partHeight,
        )
        .map(([other]) => `${one} ${other}`),
    );
    expect(overlapping).toEqual([]);
  });

  it.each(FLOWS)("draws the flow from %s to %s between them", (from, to) => {
    expect(flowPath(layout, from, to)).toMatch(/^M[\d.]+ [\d.]+[HV][\d.]+(?:V[\d.]+H[\d.]+)?$/);
  });
});
