import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { richPage } from '../../client/copy/page';

describe('the page that copies rich text', () => {
  it('hands on both forms as they are, and no words can end its script', () => {
    const nasty = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('</script>', '<!--', '`', '${x}', '\u2028', '\\', '"', '\n')))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, nasty, (html, text) => {
        const page = richPage({ html: '', text: '' }).split('</script>').length;
        const script =
          /<script nonce="\w{32}">([^]*)$/.exec(richPage({ html, text }).replace(`>${html}<`, '><'))?.[1] ?? '';
        expect(script.split('</script>')).toHaveLength(page);
        const read = (name: string): unknown => {
          const literal = new RegExp(`const ${name} = (".*");\n`).exec(script)?.[1];
          return literal === undefined ? undefined : JSON.parse(literal);
        };
        expect([read('html'), read('text')]).toEqual([html, text]);
      }),
    );
  });

  it('runs nothing but its own script', () => {
    const page = richPage({ html: '<p>One</p>', text: 'One' });
    const nonce = /script-src 'nonce-(\w{32})'/.exec(page)?.[1] ?? '';
    expect(page).toContain(`default-src 'none'`);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain(`<script nonce="${nonce}">`);
    expect(richPage({ html: '', text: '' })).not.toContain(nonce);
  });
});
