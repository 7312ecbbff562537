/** Front matter, written. */
import { Document, isMap, Scalar, visit } from 'yaml';

export interface NewFrontMatter {
  title?: string;
  date?: string;
  original?: string;
  source?: string;
  media?: string;
  language?: string;
  coder?: string;
  speakers?: readonly { label: string; name?: string; role?: string }[];
  terms?: readonly string[];
}

/** What readers of YAML 1.1 take for something else than words: truth values, dates, times of day, `=` and `<<`; and what has a tab. */
const MISREAD = /^(?:yes|no|on|off|=|<<|[-+]?\d[\d_]*(?::\d.*|-\d.*)?)$|\t/i;

/** The block with both `---` lines, every line ended by `lineEnd`; values are quoted where YAML would misread them. */
export function writeFrontMatter({ speakers, ...scalars }: NewFrontMatter, lineEnd: string): string {
  const fields = Object.entries(scalars).filter(
    ([, value]: [string, string | readonly string[] | undefined]) => value !== undefined && value.length > 0,
  );
  const root = new Map<string, unknown>(fields);
  if (speakers && speakers.length > 0) {
    root.set(
      'speakers',
      new Map(speakers.map(({ label, name, role }) => [label, role ? compact({ name, role }) : (name ?? null)])),
    );
  }
  const document = new Document(root);
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && MISREAD.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const declared = document.get('speakers');
  if (isMap(declared)) for (const { value } of declared.items) if (isMap(value)) value.flow = true;
  const yaml = document.toString({
    lineWidth: 0,
    blockQuote: false,
    doubleQuotedMinMultiLineLength: Infinity,
    nullStr: '',
  });
  const lines = root.size === 0 ? [] : yaml.split('\n').slice(0, -1);
  return ['---', ...lines.map((line) => line.trimEnd()), '---', ''].join(lineEnd);
}

function compact(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}
