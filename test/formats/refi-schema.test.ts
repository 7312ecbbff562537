/** What is written is valid by the official schemas, which lie beside the project where they do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { toQdc } from '../../server/formats/refi/qdc';
import { toQdpx } from '../../server/formats/refi/qdpx';
import { annotated } from '../annotated';
import { sharedFolder } from '../shared';
import { corpusOf, HOSTILE, hostile, sampleCorpus } from './interviews';

const schema = (name: string): string => join(sharedFolder, 'schemas', `refi-qda-${name}-1.0.xsd`);
const hasSchemas = existsSync(schema('project'));
if (!hasSchemas) console.warn('skipped: the schemas of REFI-QDA are not beside the project');

async function faults(name: 'project' | 'codebook', ...xml: string[]): Promise<string[]> {
  const { valid, errors } = await validateXML({
    xml: xml.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: readFileSync(schema(name), 'utf8'),
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
  return valid ? [] : errors.map(({ message }) => message);
}

type Exportable = ReturnType<typeof corpusOf>;

function project({ corpus, interviews }: Exportable): string {
  const files = unzipSync(toQdpx(corpus, interviews).data as Uint8Array);
  return strFromU8(files['project.qde']!);
}

function codebook({ corpus, interviews }: Exportable): string {
  return toQdc(corpus, interviews).data as string;
}

const seeds = sampleCorpus();

describe.skipIf(!hasSchemas)('the schemas of REFI-QDA', () => {
  it('are kept by the sample corpus', async () => {
    expect(await faults('project', project(seeds))).toEqual([]);
    expect(await faults('codebook', codebook(seeds))).toEqual([]);
  });

  it('would notice what is wrong', async () => {
    expect(await faults('project', project(seeds).replace(/endPosition="\d+" /, ''))).not.toEqual([]);
    expect(await faults('project', project(seeds).replace(/(<\/Project>)/, '<Sets/>$1'))).not.toEqual([]);
    expect(await faults('codebook', codebook(seeds).replace(/isCodable="true"/, ''))).not.toEqual([]);
  });

  it('are kept whatever words are said', async () => {
    const all = HOSTILE.map(hostile);
    expect(await faults('project', ...all.map(project))).toEqual([]);
    expect(await faults('codebook', ...all.map(codebook))).toEqual([]);
  });

  it('are kept by an interview of which nothing is said', async () => {
    expect(await faults('project', project(corpusOf({ 'a.transcript': '' })))).toEqual([]);
    expect(await faults('project', project(corpusOf({ 'a.transcript': 'Words.' })))).toEqual([]);
  });

  it('are kept by interviews full of marks', async () => {
    const texts = fc.sample(annotated, 150);
    const exported = texts.map((text) => corpusOf({ 'a/1.transcript': text, 'a/b/1.transcript': text }));
    expect(await faults('project', ...exported.map(project))).toEqual([]);
  });
});
