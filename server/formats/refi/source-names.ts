/** What interviews are called in a project: their files without folder marks and ending, no two alike. */
import type { Interview } from '../../core/interview';
import { fileNames } from '../used';
import { fold, free } from './codes';

export function sourceNames(interviews: readonly Interview[]): string[] {
  const taken = new Set<string>();
  return fileNames(interviews.map(({ uri }) => uri)).map((file) => {
    const plain = file.replace(/\.transcript$/i, '').replaceAll('/', ' - ');
    const name = free(plain, (name) => taken.has(fold(name)));
    taken.add(fold(name));
    return name;
  });
}
