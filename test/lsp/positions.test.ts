import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Corpus } from '../../server/core/corpus';
import { LOST, readInterview } from '../../server/core/interview';
import { splitLines } from '../../server/core/lines';
import { sourceOf, toOffset, toPosition, toRange, toSpan } from '../../server/lsp/positions';

const piece = fc.constantFrom('a', '\n', '\r', '\r\n', '\u{1f600}', '\u2028', '\ud800', '\u0000');
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const source = (words: string) => ({ text: words, lines: splitLines(words) });

describe('offsets and positions', () => {
  it('are those of LSP', () => {
    fc.assert(
      fc.property(text, (words) => {
        const document = TextDocument.create('untitled:1', 'transcript', 1, words);
        for (let offset = 0; offset <= words.length; offset++) {
          // Inside a line end there is no position.
          if (words.slice(offset - 1, offset + 1) === '\r\n') continue;
          expect(toPosition(source(words), offset)).toEqual(document.positionAt(offset));
          expect(toOffset(source(words), toPosition(source(words), offset))).toBe(offset);
        }
      }),
    );
  });

  it('stay in the line and in the text', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), fc.nat({ max: 40 }), (words, line, character) => {
        const document = TextDocument.create('untitled:1', 'transcript', 1, words);
        expect(toOffset(source(words), { line, character })).toBe(document.offsetAt({ line, character }));
      }),
    );
  });

  it('of an interview are told without its text', () => {
    fc.assert(
      fc.property(text, (words) => {
        const interview = readInterview('file:///a.transcript', words);
        const without = { lineStarts: interview.lineStarts, transcript: LOST };
        for (let offset = 0; offset <= words.length; offset++) {
          expect(toPosition(without, offset)).toEqual(toPosition(source(words), offset));
          expect(toOffset(interview, toPosition(without, offset))).toBe(
            toOffset(source(words), toPosition(source(words), offset)),
          );
        }
      }),
    );
  });

  it('are there for interviews and codebooks alike', () => {
    const corpus = new Corpus();
    corpus.put('file:///a.transcript', 'MM: x\n\nMM: y\n');
    corpus.put('file:///codebook.yaml', 'tags:\n  a: b\n');
    expect(sourceOf(corpus, 'file:///none')).toBeUndefined();
    const interview = sourceOf(corpus, 'file:///a.transcript')!;
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 2 } };
    expect(toSpan(interview, range)).toEqual({ start: 7, end: 9 });
    const codebook = sourceOf(corpus, 'file:///codebook.yaml')!;
    expect(toRange(codebook, { start: 8, end: 9 })).toEqual({
      start: { line: 1, character: 2 },
      end: { line: 1, character: 3 },
    });
    expect(sourceOf(corpus, 'file:///codebook.yaml')).toBe(codebook);
  });
});
