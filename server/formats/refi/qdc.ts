/** REFI-QDA codebook (`.qdc`): the codes alone. */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Exported } from '../export';
import { codesOf, codesXml } from './codes';
import { ORIGIN } from './shared';
import { sourceNames } from './source-names';
import { counted } from './losses';
import { element, list, XML_HEAD } from './xml-write';

const NAMESPACE = 'urn:QDA-XML:codebook:1.0';

/** The codes of the interviews, and all that the codebooks declare. A codebook without a code is no valid one: it says so. */
export function toQdc(corpus: Corpus, interviews: readonly Interview[]): Exported {
  const { roots, renamed } = codesOf(corpus, interviews, sourceNames(interviews));
  const losses = [
    ...(roots.length === 0
      ? ['There are no codes, and a codebook without codes is not valid: few programs read it.']
      : []),
    ...counted(renamed, 'code was', 'codes were', 'given a number, as another has the same name.'),
  ];
  const codes = list('Codes', roots.length > 0 ? [codesXml(roots)] : []) || '<Codes/>\n';
  return { data: XML_HEAD + element('CodeBook', { xmlns: NAMESPACE, origin: ORIGIN }, codes), losses };
}
