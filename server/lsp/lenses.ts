/** Tells the editor when code lenses may say something else than before. */
import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import type { Codebook } from '../core/codebook';
import { contentHash } from '../core/content-hash';
import type { Interview } from '../core/interview';
import { debounce } from './slices';
import type { Workspace } from './workspace';

/** In ms behind the last change: an editor asks for the lenses of a file that is edited by itself, these are the others. */
const DELAY = 500;
/** What an editor knows that has been shown no lenses. */
const NONE = -1;

/** To be called after every change of the corpus or the settings. */
export function announceLenses(
  connection: Connection,
  workspace: Workspace,
  guard: (work: Promise<unknown>) => void,
): () => void {
  if (!workspace.offers.refreshesCodeLenses) return () => undefined;
  const hashes = new WeakMap<Interview | Codebook, number>();
  const hashOf = async (file: Interview | Codebook): Promise<number> => {
    const hash = await workspace.inSlices(() => contentHash('uses' in file ? codesOf(file) : file.text) % 2 ** 32);
    hashes.set(file, hash);
    return hash;
  };
  /** Of everything that lenses count or show, in whatever order; sums of 32 bits are exact. */
  const total = async (): Promise<number> => {
    const { interviews, codebooks } = workspace.corpus;
    let sum = 0;
    for (const file of [...interviews.values(), ...codebooks.values()]) sum += hashes.get(file) ?? (await hashOf(file));
    return sum;
  };
  let told = NONE;
  const tell = async (): Promise<void> => {
    const now = workspace.settings.codeLens ? await total() : NONE;
    if (now === told) return;
    told = now;
    await connection.sendRequest(CodeLensRefreshRequest.type);
  };
  return debounce(DELAY, () => guard(tell()));
}

function codesOf({ uri, date, uses }: Interview): string {
  const coded = uses.filter(({ code }) => code.kind === 'claim' || code.kind === 'tag');
  return JSON.stringify([uri, date, coded.map(({ code, words }) => [code, words])]);
}
