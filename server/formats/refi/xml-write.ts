/** XML, written. */

export type Attributes = Record<string, string | number | boolean | undefined>;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Left as they are, blanks would be all that is read of them.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** An element with what is in it, which is XML already; attributes that are `undefined` are left out. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) tag += ` ${key}="${attributeText(String(value))}"`;
  const inner = content.join('');
  return inner === '' ? `${tag}/>\n` : `${tag}>${inner.startsWith('<') ? '\n' : ''}${inner}</${name}>\n`;
}

/** An element that holds others, or nothing where there are none: the schemas know no empty lists. */
export function list(name: string, elements: readonly string[]): string {
  return elements.length === 0 ? '' : element(name, {}, ...elements);
}

/** An element with text in it, or nothing where there is none. */
export function textElement(name: string, text: string | undefined): string {
  if (text === undefined || text === '') return '';
  return `<${name}>${valid(text).replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? '')}</${name}>\n`;
}

export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

function attributeText(text: string): string {
  return valid(text).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '');
}

/** What XML cannot say in any way (most control characters, lone surrogates) becomes U+FFFD. */
function valid(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu, '\ufffd');
}
