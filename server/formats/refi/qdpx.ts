/** REFI-QDA project (`.qdpx`): texts, codes, what is coded, cases, notes and links, in a zip that is the same for the same interviews. */
import { zipSync, type Zippable } from 'fflate';
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Exported, ExportOptions } from '../export';
import { claimGuid, codesOf, codesXml } from './codes';
import { guid } from './guid';
import { lossesOf } from './losses';
import { CONTRADICTS, NOBODY, ORIGIN } from './shared';
import { sourceNames } from './source-names';
import {
  dateTime,
  NO_DATE,
  sourceVariables,
  variableGuid,
  variableValues,
  writeSource,
  type Losses,
} from './source-write';
import type { Cast } from './speakers';
import { element, list, XML_HEAD } from './xml-write';

const NAMESPACE = 'urn:QDA-XML:project:1.0';
/** By the local clock, which is how zips tell times; the first that they can tell. */
const ZIP_TIME = new Date(1980, 0, 1);

/** The interviews as a project. Offsets are code points of the text, as the standard asks, or UTF-16 units. */
export function toQdpx(corpus: Corpus, interviews: readonly Interview[], options: ExportOptions = {}): Exported {
  const { offsetUnit = 'codepoint' } = options;
  const names = sourceNames(interviews);
  const { roots, cast, renamed } = codesOf(corpus, interviews, names);
  const users = new Map<string, string>();
  const user = (name = NOBODY): string => {
    const id = guid('user', name);
    users.set(name, id);
    return id;
  };
  const losses: Losses = { empty: 0, astral: 0, lineEnds: 0 };
  const written = interviews.map((interview, index) =>
    writeSource(interview, index, names[index] ?? '', { corpus, cast, offsetUnit, user, losses }),
  );
  const variables = new Set(interviews.flatMap((interview) => [...sourceVariables(interview).keys()]));
  if (cast.members.some(({ role }) => role)) variables.add('role');
  const dates = interviews.map(({ date }) => dateTime(date) ?? NO_DATE).sort();
  const creatingUserGUID = user();
  const codes = list('Codes', roots.length > 0 ? [codesXml(roots)] : []);
  const xml =
    XML_HEAD +
    element(
      'Project',
      {
        xmlns: NAMESPACE,
        name: names.length === 1 ? names[0] : 'Interviews',
        origin: ORIGIN,
        creatingUserGUID,
        creationDateTime: dates.at(-1) ?? NO_DATE,
      },
      list(
        'Users',
        [...users].sort().map(([name, guid]) => element('User', { guid, name })),
      ),
      list('CodeBook', codes === '' ? [] : [codes]),
      list(
        'Variables',
        [...variables]
          .sort()
          .map((name) => element('Variable', { guid: variableGuid(name), name, typeOfVariable: 'Text' })),
      ),
      list('Cases', cases(cast, names)),
      list(
        'Sources',
        written.map(({ source }) => source),
      ),
      list(
        'Notes',
        written.flatMap(({ notes }) => notes),
      ),
      list('Links', [
        ...claimLinks(
          corpus,
          roots.flatMap(({ children }) => children.map(({ guid }) => guid)),
        ),
        ...written.flatMap(({ links }) => links),
      ]),
    );
  const bytes = new TextEncoder();
  const files: Zippable = { 'project.qde': bytes.encode(xml) };
  for (const { files: texts } of written)
    for (const [name, text] of texts) files[`sources/${name}`] = bytes.encode(text);
  return {
    data: zipSync(files, { level: 4, mtime: ZIP_TIME }),
    losses: lossesOf(corpus, interviews, losses, renamed, offsetUnit),
  };
}

function cases({ members }: Cast, sources: readonly string[]): string[] {
  return members.map(({ name, role, guid: code, interviews }) =>
    element(
      'Case',
      { guid: guid('case', code), name },
      element('CodeRef', { targetGUID: code }),
      ...variableValues(new Map(role ? [['role', role]] : [])),
      ...interviews.map((interview) => element('SourceRef', { targetGUID: guid('source', sources[interview] ?? '') })),
    ),
  );
}

/** What the codebooks say of claims; the descriptions say it too (`CONTRADICTS`), as most programs drop links. */
function claimLinks(corpus: Corpus, codes: readonly string[]): string[] {
  const known = new Set(codes);
  return corpus.claimNames().flatMap((claim) => {
    const originGUID = claimGuid(claim);
    const others = new Set(corpus.claimEntry(claim)?.contradicts.map(({ value }) => claimGuid(value)));
    return [...others]
      .filter((other) => known.has(originGUID) && known.has(other))
      .map((targetGUID) =>
        element('Link', {
          ...{ guid: guid('link', originGUID, targetGUID, CONTRADICTS), name: 'contradicts', direction: 'OneWay' },
          ...{ originGUID, targetGUID },
        }),
      );
  });
}
