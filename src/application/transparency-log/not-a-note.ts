/** It is no signed note or checkpoint, or the key of it is no vkey. */
export class NotANote extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotANote';
  }
}
