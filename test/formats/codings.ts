/** What must come back of an export that is read again. */
import type { Interview } from '../../server/core/interview';
import { writeCode } from '../../server/core/codes';
import { plainText } from '../../server/core/strip';
import { originalOffsets } from '../../server/formats/offsets';
import { bodyOf, targetOf } from '../../server/formats/targets';
import { fileNames } from '../../server/formats/used';

/** The set {source, code path, start, end, quote, memo}, sorted, as lines of text that a failed test can show. */
export function codingsOf(interviews: readonly Interview[]): string[] {
  const names = fileNames(interviews.map(({ uri }) => uri)).map((name) => name.replace(/\.[^./]*$/, ''));
  return interviews
    .flatMap(({ transcript }, index) => {
      const offsets = originalOffsets(transcript);
      const line = (span: { start: number; end: number }, rest: object): string => {
        const { start, end } = offsets.spanToOriginal(span);
        return JSON.stringify({ source: names[index], start, end, quote: plainText(transcript, span), ...rest });
      };
      return [
        ...transcript.quotes.flatMap(({ words, codes }) => [
          line(words, { form: 'quote' }),
          ...codes.map((code) => line(words, { code: writeCode(code) })),
        ]),
        ...transcript.annotations.flatMap((annotation) => {
          const span = targetOf(transcript, annotation);
          return [
            ...annotation.codes.map((code) => line(span, { code: writeCode(code) })),
            ...(annotation.word === 'memo'
              ? [line(span, { memo: bodyOf(transcript, annotation), by: annotation.argument })]
              : []),
          ];
        }),
      ];
    })
    .sort();
}
