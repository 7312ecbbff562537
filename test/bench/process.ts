/** What the system tells of a process and of folders. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** In MB: what a process holds now, and the most that it has held; NaN where the system does not tell. */
export interface Memory {
  resident: number;
  peak: number;
}

export function memoryOf(pid: number): Memory {
  try {
    const status = `/proc/${pid}/status`;
    if (existsSync(status)) {
      const text = readFileSync(status, 'utf8');
      const megabytes = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1e3;
      return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
    }
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    return { resident: Number(kilobytes) / 1e3, peak: NaN };
  } catch {
    return { resident: NaN, peak: NaN };
  }
}

/** The time in ms that the processors have worked for a process: it hardly depends on what else goes on. NaN where the system does not tell. */
export function workOf(pid: number): number {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return NaN;
  // Behind the name, which may hold spaces; in hundredths of a second.
  const fields = readFileSync(stat, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Ends a process at once, if it is still there. */
export function end(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The bytes of all files in a folder. */
export function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
