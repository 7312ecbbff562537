/** Interviews for the tests of exports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Corpus } from '../../server/core/corpus';
import type { Interview } from '../../server/core/interview';

export function corpusOf(files: Record<string, string>): { corpus: Corpus; interviews: Interview[] } {
  const corpus = new Corpus();
  for (const [name, text] of Object.entries(files)) corpus.put(name, text);
  return { corpus, interviews: [...corpus.interviews.values()] };
}

/** The sample corpus of seeds/, with its codebook. */
export function sampleCorpus(): ReturnType<typeof corpusOf> {
  const folder = join(import.meta.dirname, '../../seeds');
  const names = readdirSync(folder).filter((name) => /\.(?:transcript|yaml)$/.test(name));
  return corpusOf(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])));
}

/** Words and codes that break careless writers of HTML, Markdown and CSV. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</mark></p></style><svg onload=alert(1)>',
  '<!-- not a comment',
  '&lt;b&gt; &#60; &amp;amp;',
  'javascript:alert(1)',
  ']]><![CDATA[',
  '\u0000\u001b[31m\u2028',
  '=HYPERLINK("http://x.example")',
  '[click](javascript:alert(1)) ![x](y) `code` *em* __strong__ ~~gone~~ | cell |',
  '[^1]: not ours',
];

/** Two interviews that say hostile things in every place that an export shows. */
export function hostile(words: string): { corpus: Corpus; interviews: Interview[] } {
  const line = words.replace(/[\r\n]/g, ' ');
  const yaml = JSON.stringify(line);
  const text = `---
title: ${yaml}
date: ${yaml}
original: ${yaml}
source: ${yaml}
media: ${yaml}
language: ${yaml}
speakers:
  MM: { name: ${yaml}, role: ${yaml} }
---
# ${line}
%memo(x): ${line}

MM: first ==${line}=={#tag ^claim @who note="${line.replace(/["{}<]/g, '')}"} ${line}
%memo: ${line}
%claim claim: ${line}

${line}
%tags #tag

{a>${line} {b>${line}<a #other} ${line}<b -claim}
`;
  return corpusOf({
    [`folder/${line.replaceAll('/', '_')}.transcript`]: text,
    'folder/second.transcript': text,
    'folder/codebook.yaml': `tags:\n  tag: { about: ${yaml}, color: ${yaml} }\nclaims:\n  claim: { says: ${yaml}, contradicts: [${yaml}] }\n`,
  });
}
