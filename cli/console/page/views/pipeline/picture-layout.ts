/** What the picture shows, by the stage that it stands for. */
export type PartName =
  "producers" | "stream" | "firehose" | "backup" | "lake" | "errors" | "table" | "athena";

/** Top left corner of a part. */
export type Place = readonly [x: number, y: number];

/** Where the parts are, and what flows between them. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly partWidth: number;
  readonly partHeight: number;
  readonly places: Readonly<Record<PartName, Place>>;
  /** Whether the pipeline runs from left to right, or from top to bottom. */
  readonly isWide: boolean;
}

/** From where to where records flow. */
export const FLOWS: readonly (readonly [from: PartName, to: PartName])[] = [
  ["producers", "stream"],
  ["stream", "firehose"],
  ["firehose", "backup"],
  ["firehose", "lake"],
  ["firehose", "errors"],
  ["lake", "table"],
  ["table", "athena"],
];

/** For pages that are wide enough for six parts in a row. */
export const WIDE: PictureLayout = {
  width: 1_032,
  height: 292,
  partWidth: 142,
  partHeight: 76,
  isWide: true,
  places: {
    producers: [0, 108],
    stream: [178, 108],
    firehose: [356, 108],
    backup: [534, 0],
    lake: [534, 108],
    errors: [534, 216],
    table: [712, 108],
    athena: [890, 108],
  },
};

/** For narrow pages. */
export const NARROW: PictureLayout = {
  width: 340,
  height: 592,
  partWidth: 158,
  partHeight: 72,
  isWide: false,
  places: {
    producers: [0, 0],
    stream: [0, 104],
    firehose: [0, 208],
    backup: [182, 104],
    lake: [0, 312],
    errors: [182, 312],
    table: [0, 416],
    athena: [0, 520],
  },
};

/** The line of a flow: straight, or bent once between the middles of two sides. */
export function flowPath(
  { places, partWidth, partHeight, isWide }: PictureLayout,
  from: PartName,
  to: PartName,
): string {
  const [fromX, fromY] = places[from];
  const [toX, toY] = places[to];
  const isAcross = isWide || fromX !== toX;
  if (!isAcross) {
    const x = fromX + partWidth / 2;
    return `M${x} ${fromY + partHeight}V${toY - 6}`;
  }
  const start = [fromX + partWidth, fromY + partHeight / 2] as const;
  const end = [toX - 6, toY + partHeight / 2] as const;
  const middle = (start[0] + end[0]) / 2;
  return start[1] === end[1]
    ? `M${start[0]} ${start[1]}H${end[0]}`
    : `M${start[0]} ${start[1]}H${middle}V${end[1]}H${end[0]}`;
}
