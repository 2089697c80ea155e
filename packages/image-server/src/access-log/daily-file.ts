import { type FileHandle, mkdir, open, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { LineSink } from "./line-queue.ts";

/** Which files {@link createDailyFileSink} writes and deletes. */
export interface DailyFileOptions {
  readonly directory: string;
  readonly prefix: string;
  readonly maxDays: number;
  /** Called when an old file cannot be deleted; writing goes on. */
  readonly onError: (error: Error) => void;
}

/**
 * A sink that appends to one file a day, `access-yyyy-mm-dd.log`, and with the first line of each day deletes those of
 * its files that are more than `maxDays` older. Rule: IS manual, "Access logging"; other files in the folder, which IS
 * deletes too, are left alone.
 *
 * This is not `rotating-file-stream`, because that destroys itself with all waiting lines when a write fails, deletes
 * by number of files and not by age, and forgets the files of earlier processes.
 *
 * The file is opened for each batch and not kept open: lines then never vanish into a file that was moved or deleted.
 *
 * Several processes may write to one folder: the system puts each write of whole lines behind the others' (`O_APPEND`,
 * on disks of the machine; NFS does not promise it). Only where a disk gets full in the middle of a write can another's
 * line come into a line.
 */
export function createDailyFileSink({ directory, prefix, maxDays, onError }: DailyFileOptions): LineSink {
  let currentDay: string | undefined;

  async function deleteOld(day: string): Promise<void> {
    const oldest = daysBefore(day, maxDays);
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const { name } = entry;
      // Asked because unlink() on Deno also removes an empty folder.
      if (!entry.isFile() || !name.startsWith(prefix)) continue;
      const [, fileDay] = /^(\d{4}-\d{2}-\d{2})\.log$/.exec(name.slice(prefix.length)) ?? [];
      if (fileDay !== undefined && fileDay < oldest) await unlink(join(directory, name)).catch(ignoreMissing);
    }
  }

  return {
    async write(bytes, day) {
      const path = join(directory, `${prefix}${day}.log`);
      const handle = await open(path, "a+").catch(async (error: { code?: unknown }) => {
        if (error.code !== "ENOENT") throw error;
        await mkdir(directory, { recursive: true });
        return open(path, "a+");
      });
      let bytesWritten: number;
      const sizeBefore = (await handle.stat()).size;
      try {
        ({ bytesWritten } = await handle.write(bytes, 0, bytes.length));
      } catch (error) {
        bytesWritten = await writtenAfterAll(handle, bytes, sizeBefore);
        // Unlike that of open(), this one does not say which file.
        if (bytesWritten === 0) throw new Error(`${path}: ${messageOf(error)}`, { cause: error });
      } finally {
        await handle.close();
      }
      if (bytesWritten === 0) throw new Error(`nothing could be written to ${path}`);
      if (day !== currentDay) {
        currentDay = day;
        await deleteOld(day).catch(onError);
      }
      return bytesWritten;
    },
    close() {},
  };
}

/**
 * How much of a write that failed is in the file. Where a disk gets full in the middle of a write Node and Bun resolve
 * with the part that was written; Deno goes on to write the rest and rejects with ENOSPC, and to write all of it again
 * would double the lines.
 */
async function writtenAfterAll(handle: FileHandle, bytes: Uint8Array, sizeBefore: number): Promise<number> {
  const added = (await handle.stat()).size - sizeBefore;
  if (added <= 0) return 0;
  // Another process may have added these bytes and not this one.
  const length = Math.min(added, bytes.length);
  const found = new Uint8Array(length);
  const { bytesRead } = await handle.read(found, 0, length, sizeBefore);
  let same = 0;
  while (same < bytesRead && found[same] === bytes[same]) same += 1;
  return same === length ? same : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Another process was faster. */
function ignoreMissing(error: { code?: unknown }): void {
  if (error.code !== "ENOENT") throw error;
}

/** Creates a function that gives the local date of a moment, `yyyy-mm-dd`. It looks at the calendar once a second. */
export function createDayClock(): (date: Date) => string {
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  let second = Number.NaN;
  let day = "";
  return (date) => {
    const secondOfDate = Math.floor(date.getTime() / 1000);
    if (secondOfDate !== second) {
      second = secondOfDate;
      const year = String(date.getFullYear()).padStart(4, "0");
      day = `${year}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
    }
    return day;
  };
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
