import type { QueryOutcome } from "../execution/query-runner";
import type { EngineLimits } from "./engine-limits";
import { folderBytes } from "./folder-size";
import { memoryLimitExceeded, spillLimitExceeded } from "./process-outcomes";
import { exceedsTogether } from "./shared-limit";

/** How often a running query's memory is checked; it may exceed the limit for this long. */
const MEMORY_INTERVAL_MS = 50;

/** How often a running query's disk usage is checked. */
const DISK_INTERVAL_MS = 500;

/** Options of {@link LimitWatch}. */
export interface LimitWatchProps {
  readonly limits: EngineLimits;
  /** Folder of what the query spills and writes. */
  readonly scratchFolder: string;
  /** Bytes of the process's memory; undefined once it has exited. */
  readonly residentBytes: () => number | undefined;
  /** The watches of all processes that share the total limits, this one included. */
  readonly peers: () => Iterable<LimitWatch>;
  /** Called with the outcome of a query that exceeds a limit. */
  readonly exceeded: (outcome: QueryOutcome) => void;
}

/** Watches the memory and the disk usage of the query that runs in a process. */
export class LimitWatch {
  private timers: readonly NodeJS.Timeout[] = [];
  /** Bytes on disk, when they were last counted. */
  private diskBytes = 0;

  constructor(private readonly props: LimitWatchProps) {}

  start(): void {
    this.timers = [
      setInterval(() => this.checkMemory(), MEMORY_INTERVAL_MS),
      setInterval(() => void this.checkDiskUsage(), DISK_INTERVAL_MS),
    ];
  }

  /** Called for a killed process, too: it still has memory for a while, which is nobody's fault. */
  stop(): void {
    this.timers.forEach((timer) => clearInterval(timer));
    this.timers = [];
  }

  private checkMemory(): void {
    const { limits, residentBytes, exceeded } = this.props;
    const own = residentBytes() ?? 0;
    if (own > limits.memoryBytes) exceeded(memoryLimitExceeded(limits.memoryBytes));
    const { running } = this;
    // Less than the average is not the most: the others' memory need not be read.
    if (own * running.length < limits.totalMemoryBytes) return;
    const all = running.map(({ props }) => props.residentBytes() ?? 0);
    if (exceedsTogether(own, all, limits.totalMemoryBytes)) {
      exceeded(memoryLimitExceeded(limits.totalMemoryBytes, true));
    }
  }

  private async checkDiskUsage(): Promise<void> {
    const { limits, scratchFolder, exceeded } = this.props;
    const own = (this.diskBytes = await folderBytes(scratchFolder));
    if (own > limits.diskBytes) exceeded(spillLimitExceeded(limits.diskBytes));
    const all = this.running.map(({ diskBytes }) => diskBytes);
    if (exceedsTogether(own, all, limits.totalDiskBytes)) {
      exceeded(spillLimitExceeded(limits.totalDiskBytes, true));
    }
  }

  private get running(): LimitWatch[] {
    return [...this.props.peers()].filter(({ timers }) => timers.length > 0);
  }
}
