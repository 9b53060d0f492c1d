import { exceedsSize } from "./instance-folder";
import { HAS_PROC_STATUS, processMemory } from "../../processes/process-memory";

/** Limits of a function's process. */
export interface ResourceLimits {
  readonly memorySizeMiB: number;
  /** Folder that is `/tmp` for the function; a real path. */
  readonly tmpFolder: string;
  /** Maximum size of `tmpFolder`. */
  readonly ephemeralStorageMiB: number;
}

const MIB = 1024 * 1024;

/** Interval between two checks of the memory; without `/proc` each check starts a program. */
const MEMORY_INTERVAL_MS = HAS_PROC_STATUS ? 25 : 500;

/** Interval between the end of one check of `/tmp` and the start of the next. */
const STORAGE_INTERVAL_MS = 500;

/** Watches the memory and the `/tmp` of a function's process, which the operating system does not limit. */
export class ResourceWatch {
  /** Peak memory in KiB. */
  peakMemoryKiB = 0;
  private readonly memoryTimer: NodeJS.Timeout;
  private storageTimer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param onExceeded called each time a limit is found to be exceeded */
  constructor(
    private readonly pid: number | undefined,
    private readonly limits: ResourceLimits,
    private readonly onExceeded: () => void,
  ) {
    this.memoryTimer = setInterval(() => void this.checkMemory(), MEMORY_INTERVAL_MS).unref();
    this.scheduleStorageCheck();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.memoryTimer);
    clearTimeout(this.storageTimer);
  }

  private async checkMemory(): Promise<void> {
    const memory = this.pid === undefined ? undefined : await processMemory(this.pid);
    if (memory === undefined || this.stopped) return;
    this.peakMemoryKiB = Math.max(this.peakMemoryKiB, memory.peakBytes / 1024);
    if (memory.residentBytes > this.limits.memorySizeMiB * MIB) this.onExceeded();
  }

  private scheduleStorageCheck(): void {
    const { tmpFolder, ephemeralStorageMiB } = this.limits;
    this.storageTimer = setTimeout(() => {
      void exceedsSize(tmpFolder, ephemeralStorageMiB * MIB).then((isFull) => {
        if (isFull) this.onExceeded();
        if (!this.stopped) this.scheduleStorageCheck();
      });
    }, STORAGE_INTERVAL_MS).unref();
  }
}
