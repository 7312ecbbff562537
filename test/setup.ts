/**
 * In CI the examples of a property are drawn by the commit: the same ones each time that a change is judged, and others for the
 * next one. Elsewhere each run draws its own. Failures print their seed either way.
 */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';

if (process.env.CI) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
  fc.configureGlobal({ seed: Number.parseInt(commit.slice(0, 7), 16) });
}
