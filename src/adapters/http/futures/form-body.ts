import { NotEditable } from '../fields.js';

/** Name and ID number are not modifiable (F15). */
export class FormBody {
  @NotEditable() name?: never;
  @NotEditable() idNumber?: never;
}
