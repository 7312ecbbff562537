/** What all parts of a Word document are read with. */
import type { XmlElement } from '../xml-read';

/** An attribute by its name without a prefix. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  if (!element) return undefined;
  const usual = element.attributes[`w:${name}`] ?? element.attributes[name];
  if (usual !== undefined) return usual;
  const found = Object.keys(element.attributes).find((key) => key.endsWith(`:${name}`));
  return found === undefined ? undefined : element.attributes[found];
}

/** Whether a property such as `w:b` is there and not switched off. */
export function isOn(element: XmlElement | undefined): boolean {
  return element !== undefined && !/^(?:0|false|off|none)$/i.test(attribute(element, 'val') ?? '');
}
