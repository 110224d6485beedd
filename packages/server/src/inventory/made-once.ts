interface Known<Made> {
  readonly further: WeakMap<object, Known<Made>>;
  made?: { readonly value: Made };
}

/** Stands for what is not known. */
const NOTHING = {};

const nothingKnown = <Made>(): Known<Made> => ({ further: new WeakMap() });

const knownOf = <Made>(known: Known<Made>, part: object | undefined): Known<Made> => {
  const key = part ?? NOTHING;
  const found = known.further.get(key) ?? nothingKnown<Made>();
  known.further.set(key, found);
  return found;
};

/**
 * Makes something of values that are never changed but replaced as a whole, as the parts of an inventory are: once for
 * the same values, however often it is asked for. It is forgotten along with the values.
 */
export const madeOnce = <Of extends readonly (object | undefined)[], Made>(
  make: (...of: Of) => Made,
): ((...of: Of) => Made) => {
  const all = nothingKnown<Made>();
  return (...of) => {
    let known = all;
    for (const part of of) known = knownOf(known, part);
    known.made ??= { value: make(...of) };
    return known.made.value;
  };
};
