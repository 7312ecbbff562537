/** Prints how well speakers are guessed, on interviews whose labels are taken off. */
import { join } from 'node:path';
import { flowing, labelledInterviews, parted, score } from './unlabelled';

const shared = join(process.cwd(), '../shared');
const folders = ['seeds', 'bench/claims/transcripts'];
console.log('Macro-F1 of the role by paragraph (who says most of it), interviews with their labels taken off');
for (const folder of folders) {
  const interviews = labelledInterviews(join(shared, folder));
  if (interviews.length === 0) {
    console.log(`  ${folder}: not beside the project`);
    continue;
  }
  for (const [layout, make] of Object.entries({
    parted,
    flowing: (said: Parameters<typeof parted>[0]) => flowing(said),
  })) {
    const scores = interviews.map(({ said }) => score(make(said)));
    const mean = scores.reduce((sum, { macroF1 }) => sum + macroF1, 0) / scores.length;
    const least = Math.min(...scores.map(({ macroF1 }) => macroF1));
    const paragraphs = scores.reduce((sum, one) => sum + one.paragraphs, 0);
    const several = scores.reduce((sum, one) => sum + one.several, 0);
    console.log(
      `  ${folder}, paragraphs ${layout}: mean ${mean.toFixed(3)}, least ${least.toFixed(3)} ` +
        `(${String(scores.length)} interviews, ${String(paragraphs)} paragraphs, ${String(several)} with several speakers)`,
    );
  }
}
