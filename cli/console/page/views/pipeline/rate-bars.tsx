import { number } from "../../parts/format";

const HEIGHT = 96;
const WIDTH = 480;

/** The records of each of the last minutes as bars; the last one is not over yet. */
export function RateBars({ minutes }: { minutes: readonly number[] }) {
  const most = Math.max(1, ...minutes);
  const step = WIDTH / minutes.length;
  const total = minutes.reduce((sum, count) => sum + count, 0);
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${number(total)} records in the last ${minutes.length} minutes, at most ${number(Math.max(...minutes))} in one`}
      >
        <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {minutes.map((count, index) => {
          const height = (count / most) * (HEIGHT - 4);
          return (
            <rect
              key={index}
              class="bar"
              x={index * step + 1}
              y={HEIGHT - height}
              width={step - 2}
              height={height}
            />
          );
        })}
      </svg>
      <figcaption>
        <span>{minutes.length} min ago</span>
        <span>most {number(Math.max(...minutes))}</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}
