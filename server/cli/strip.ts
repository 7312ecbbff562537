import { strip } from '../core/strip';
import { encode } from '../formats/encoding';
import { command, FINE } from './command';
import { readText } from './io';

export default command({
  usage: 'strip <file>',
  about: 'Writes the original of a transcript to stdout, byte for byte: the file without its annotation layer.',
  options: {},
  paths: { least: 1, most: 1 },
  run(_, [path = ''], terminal) {
    const { text, ...form } = readText(path);
    terminal.write(encode(strip(text), form));
    return FINE;
  },
});
