// Loaded before a program (`NODE_OPTIONS=--import`): its clock on the wall is `SHIFT_CLOCK_MS` ahead of the machine's, and goes on from there.
const shift = Number(process.env.SHIFT_CLOCK_MS ?? 0);
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + shift] : given));
  }

  static now() {
    return RealDate.now() + shift;
  }
};
