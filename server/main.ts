/** Entry of the language server in Node. */
import { start } from './start';

start();
