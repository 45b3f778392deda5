import { Hidden } from './hidden.ts';

/** What a part of a document holds that is not among its printed rows. */
export class Beside {
  hidden = new Hidden();
  placeholders = new Hidden();
  tracked = false;
  pictures = 0;
  /** Pictures about as large as a page. */
  largePictures = 0;
  /** Charts, diagrams and embedded files, by what they are. */
  objects: string[] = [];
  /** Signs of symbol fonts that are not known. */
  unknownSigns = 0;
}
