/** Whether the programs of this package run on this Node. */
export declare const isNodeRecent: boolean;

/** Says which Node a program needs, and what else helps; ends the process with the exit code of wrong usage. */
export declare const refuseNode: (
  program: string,
  otherWay?: { readonly en: string; readonly zh: string },
) => never;
